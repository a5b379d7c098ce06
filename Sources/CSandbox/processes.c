#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

int32_t cairn_process_fork(void) {
    pid_t child = fork();
    return child < 0 ? -errno : child;
}

int32_t cairn_process_follow(int32_t parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return errno;
    // It may have ended before the kernel knew of our wish.
    return getppid() == parent ? 0 : ESRCH;
}

void cairn_process_exit(int32_t status) { _exit(status); }

static uint64_t microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

// Waits until the process has ended (1), the deadline passes (0) or the control socket hangs up (-1).
static int wait_for_end(int ending, int control, uint64_t deadline) {
    for (;;) {
        uint64_t now = microseconds();
        uint64_t left = deadline > now ? (deadline - now + 999) / 1000 : 0;
        struct pollfd events[2] = {{ending, POLLIN, 0}, {control, 0, 0}};
        int ready = poll(events, control >= 0 ? 2 : 1, left > INT_MAX ? INT_MAX : (int)left);
        if (ready < 0) {
            if (errno == EINTR) continue;
            return -1;
        }
        if (events[0].revents) return 1;
        if (control >= 0 && events[1].revents & (POLLHUP | POLLERR | POLLNVAL)) return -1;
        if (microseconds() >= deadline) return 0;
    }
}

static uint64_t in_microseconds(struct timeval time) {
    return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec;
}

// Exit statuses above these numbers are last words: the process died of a fault and told which.
static void set_cause(int status, struct cairn_child_end *end) {
    if (WIFSIGNALED(status)) {
        end->signal = WTERMSIG(status);
        return;
    }
    int code = WEXITSTATUS(status);
    if (code > CAIRN_LAST_WORDS_MEMORY) {
        end->signal = code - CAIRN_LAST_WORDS_MEMORY;
        end->short_of_memory = 1;
    } else if (code > CAIRN_LAST_WORDS_FAULT) {
        end->signal = code - CAIRN_LAST_WORDS_FAULT;
    } else {
        end->exit_status = code;
    }
}

int32_t cairn_process_watch(int32_t child, int32_t control, uint64_t wall_milliseconds, struct cairn_child_end *end) {
    memset(end, 0, sizeof *end);
    uint64_t start = microseconds();
    uint64_t wall = wall_milliseconds > UINT32_MAX ? UINT32_MAX : wall_milliseconds;
    int ending = (int)syscall(SYS_pidfd_open, child, 0);
    int error = ending < 0 ? errno : 0;
    int cause = error ? -1 : wait_for_end(ending, control, start + wall * 1000);
    if (cause != 1) kill(child, SIGKILL);
    end->timed_out = cause == 0;
    end->abandoned = cause == -1;
    if (ending >= 0) close(ending);
    int status = 0;
    struct rusage usage;
    pid_t reaped;
    do {
        reaped = wait4(child, &status, 0, &usage);
    } while (reaped < 0 && errno == EINTR);
    if (reaped < 0) return errno;
    set_cause(status, end);
    end->peak_resident_bytes = (uint64_t)usage.ru_maxrss * 1024;
    end->cpu_microseconds = in_microseconds(usage.ru_utime) + in_microseconds(usage.ru_stime);
    end->wall_microseconds = microseconds() - start;
    return error;
}

void cairn_process_reap(int32_t child, int32_t milliseconds) {
    int ending = (int)syscall(SYS_pidfd_open, child, 0);
    int ended = ending >= 0 && wait_for_end(ending, -1, microseconds() + (uint64_t)milliseconds * 1000) == 1;
    if (!ended) kill(child, SIGKILL);
    if (ending >= 0) close(ending);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
}
