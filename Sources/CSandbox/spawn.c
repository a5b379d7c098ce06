#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

enum { most_moves = 8 };

static int start(const char *path, char *const arguments[], char *const environment[], const int32_t *copies,
                 const struct cairn_descriptor_move *moves, size_t count, int32_t highest, int32_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawnattr_init(&attributes);
    if (error) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    for (size_t i = 0; i < count && !error; i++) {
        error = posix_spawn_file_actions_adddup2(&actions, copies[i], moves[i].target);
    }
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(&actions, highest + 1);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    if (!error) error = posix_spawnattr_setsigmask(&attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(&attributes, &all);
    if (!error) error = posix_spawnattr_setpgroup(&attributes, 0);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP;
    if (!error) error = posix_spawnattr_setflags(&attributes, flags);
    pid_t child = 0;
    if (!error) error = posix_spawn(&child, path, &actions, &attributes, arguments, environment);
    if (!error) *process = child;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int32_t cairn_process_spawn(const char *path, char *const arguments[], char *const environment[],
                            const struct cairn_descriptor_move *moves, size_t count, int32_t *process) {
    if (count > most_moves) return EINVAL;
    int32_t highest = 2;
    for (size_t i = 0; i < count; i++) {
        if (moves[i].target > highest) highest = moves[i].target;
    }
    // Copies above all targets, so that no move overwrites the source of a later one.
    int32_t copies[most_moves];
    size_t made = 0;
    int error = 0;
    for (; made < count; made++) {
        copies[made] = fcntl(moves[made].source, F_DUPFD_CLOEXEC, highest + 1);
        if (copies[made] < 0) {
            error = errno;
            break;
        }
    }
    if (!error) error = start(path, arguments, environment, copies, moves, count, highest, process);
    for (size_t i = 0; i < made; i++) close(copies[i]);
    return error;
}
