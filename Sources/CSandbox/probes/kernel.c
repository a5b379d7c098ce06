#define _GNU_SOURCE
#include "probe.h"

#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/keyctl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int32_t cairn_probe_io_uring(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    struct io_uring_params parameters;
    memset(&parameters, 0, sizeof parameters);
    return cairn_probe_status(syscall(SYS_io_uring_setup, 4, &parameters));
}

int32_t cairn_probe_bpf(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.map_type = BPF_MAP_TYPE_ARRAY;
    attributes.key_size = 4;
    attributes.value_size = 4;
    attributes.max_entries = 1;
    return cairn_probe_status(syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof attributes));
}

int32_t cairn_probe_userfaultfd(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    return cairn_probe_status(syscall(SYS_userfaultfd, 0));
}

int32_t cairn_probe_add_key(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    return cairn_probe_status(syscall(SYS_add_key, "user", "cairn", "x", 1UL, KEY_SPEC_PROCESS_KEYRING));
}
