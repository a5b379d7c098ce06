#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// A handler can be told nothing, and runs in the one thread of a process that dies with it.
static uint64_t handful;
static uint8_t stack[16384] __attribute__((aligned(16)));

// Memory is short if the last failure of the C library was for want of it, or if an eighth of the budget cannot be had.
static int is_memory_short(void) {
    if (errno == ENOMEM) return 1;
    void *room = mmap(NULL, handful, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return room == MAP_FAILED;
}

// Ends the process without returning from the handler: that would take a system call that the filter forbids.
static void end_with(int signal) {
    _exit((is_memory_short() ? CAIRN_LAST_WORDS_MEMORY : CAIRN_LAST_WORDS_FAULT) + signal);
}

int32_t cairn_last_words_arm(uint64_t memory_bytes) {
    handful = memory_bytes / 8 > 65536 ? memory_bytes / 8 : 65536;
    errno = 0;
    stack_t alternative = {.ss_sp = stack, .ss_flags = 0, .ss_size = sizeof stack};
    if (sigaltstack(&alternative, NULL) != 0) return errno;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = end_with;
    action.sa_flags = SA_ONSTACK;
    const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (sigaction(faults[i], &action, NULL) != 0) return errno;
    }
    return 0;
}
