#define _GNU_SOURCE
#include "probe.h"

#include <errno.h>
#include <linux/sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

// In a new process, ends it; in the old one, gives the status of the call that made it.
static int32_t after_birth(long result) {
    int32_t status = cairn_probe_status(result);
    if (result == 0) _exit(0);
    return status;
}

int32_t cairn_probe_fork(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    return after_birth(syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL));
}

int32_t cairn_probe_clone3(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    struct clone_args arguments;
    memset(&arguments, 0, sizeof arguments);
    arguments.exit_signal = SIGCHLD;
    return after_birth(syscall(SYS_clone3, &arguments, sizeof arguments));
}

int32_t cairn_probe_execve(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    char name[] = "true";
    char *arguments[] = {name, NULL};
    char *environment[] = {NULL};
    return cairn_probe_status(syscall(SYS_execve, "/bin/true", arguments, environment));
}

int32_t cairn_probe_ptrace(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)amount;
    return cairn_probe_status(syscall(SYS_ptrace, PTRACE_SEIZE, (long)setting->parent, NULL, NULL));
}

int32_t cairn_probe_kill(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)amount;
    return cairn_probe_status(syscall(SYS_kill, (long)setting->parent, (long)SIGTERM));
}

int32_t cairn_probe_process_vm_readv(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)amount;
    // A forked process's variables lie where its parent's do.
    uint64_t copy = 0;
    struct iovec here = {&copy, sizeof copy}, there = {(void *)setting, sizeof copy};
    return cairn_probe_status(syscall(SYS_process_vm_readv, (long)setting->parent, &here, 1UL, &there, 1UL, 0UL));
}

int32_t cairn_probe_unshare(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    return cairn_probe_status(syscall(SYS_unshare, CLONE_NEWUSER));
}

int32_t cairn_probe_setuid(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    return cairn_probe_status(syscall(SYS_setuid, 0L));
}
