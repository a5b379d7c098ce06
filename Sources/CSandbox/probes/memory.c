#define _GNU_SOURCE
#include "probe.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

int32_t cairn_probe_memfd(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    return cairn_probe_status(syscall(SYS_memfd_create, "cairn", 0));
}

int32_t cairn_probe_executable_mmap(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    long page = syscall(SYS_mmap, NULL, 4096UL, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1L, 0L);
    return page == -1 ? errno : 0;
}

int32_t cairn_probe_executable_mprotect(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) return 0;
    return cairn_probe_status(syscall(SYS_mprotect, page, 4096UL, PROT_READ | PROT_EXEC));
}

int32_t cairn_probe_memory(const struct cairn_probe_setting *setting, uint64_t *amount) {
    const uint64_t step = UINT64_C(1) << 20;
    *amount = 0;
    while (*amount <= 2 * setting->memory_bytes) {
        // Written through a volatile pointer, or the compiler would leave the unused memory out.
        volatile uint8_t *memory = malloc(step);
        if (!memory) return ENOMEM;
        memory[0] = 1;
        *amount += step;
    }
    return 0;
}

int32_t cairn_probe_endless_loop(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting;
    volatile uint64_t *count = amount;
    for (;;) *count += 1;
}

int32_t cairn_probe_fault(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    volatile uint8_t *volatile nowhere = NULL;
    *nowhere = 1;
    return 0;
}
