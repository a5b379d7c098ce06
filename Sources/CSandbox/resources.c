#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

// Reads a small file of /proc whole, as text.
static size_t read_text(const char *path, char *text, size_t capacity) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    size_t length = 0;
    while (length + 1 < capacity) {
        ssize_t got = read(file, text + length, capacity - 1 - length);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        length += (size_t)got;
    }
    close(file);
    text[length] = 0;
    return length;
}

uint64_t cairn_resources_address_space(void) {
    char text[256];
    if (read_text("/proc/self/statm", text, sizeof text) == 0) return 0;
    long page = sysconf(_SC_PAGESIZE);
    if (page <= 0) return 0;
    const uint64_t mapped = strtoull(text, NULL, 10) * (uint64_t)page;
    // What was freed but is still mapped can be used again, so it counts as part of what a limit above this allows.
    const uint64_t reusable = (uint64_t)mallinfo2().fordblks;
    return mapped > reusable ? mapped - reusable : mapped;
}

void cairn_resources_give_back(void) { (void)malloc_trim(0); }

int32_t cairn_resources_threads(void) {
    char text[8192];
    if (read_text("/proc/self/status", text, sizeof text) == 0) return 0;
    const char *line = strstr(text, "\nThreads:");
    return line ? (int32_t)strtol(line + strlen("\nThreads:"), NULL, 10) : 0;
}

static int set_limit(int resource, uint64_t soft, uint64_t hard) {
    struct rlimit now;
    if (getrlimit(resource, &now) != 0) return errno;
    // A limit that is lower already stays: it cannot be raised, and need not be.
    struct rlimit limit = {soft < now.rlim_max ? soft : now.rlim_max, hard < now.rlim_max ? hard : now.rlim_max};
    return setrlimit(resource, &limit) == 0 ? 0 : errno;
}

int32_t cairn_resources_limit(const struct cairn_resource_limits *limits) {
    uint64_t space = limits->address_space;
    if (space == 0) return ENODATA;
    uint64_t bytes = limits->memory_bytes > UINT64_MAX / 2 ? UINT64_MAX / 2 : limits->memory_bytes;
    uint64_t seconds = limits->cpu_seconds < UINT32_MAX ? limits->cpu_seconds : UINT32_MAX;
    // A decoder that prints to a file must not be killed for it: the write fails instead.
    if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR) return errno;
    int error = set_limit(RLIMIT_AS, space + bytes, space + bytes);
    // The soft limit sends SIGXCPU, which ends the process and tells why; the hard one, a second later, SIGKILL.
    if (!error) error = set_limit(RLIMIT_CPU, seconds, seconds + 1);
    if (!error) error = set_limit(RLIMIT_NOFILE, 16, 16);
    if (!error) error = set_limit(RLIMIT_CORE, 0, 0);
    if (!error) error = set_limit(RLIMIT_NPROC, 0, 0);
    if (!error) error = set_limit(RLIMIT_FSIZE, 0, 0);
    return error;
}
