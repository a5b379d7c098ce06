#include "probe.h"

#include <errno.h>

struct entry {
    const char *name;
    cairn_probe *run;
    enum cairn_probe_expectation expectation;
};

static const struct entry table[] = {
    {"open a file", cairn_probe_open, CAIRN_PROBE_REFUSED},
    {"create a file", cairn_probe_create, CAIRN_PROBE_REFUSED},
    {"open a file with openat2", cairn_probe_openat2, CAIRN_PROBE_REFUSED},
    {"ask for the status of a path", cairn_probe_stat, CAIRN_PROBE_REFUSED},
    {"remove a file", cairn_probe_unlink, CAIRN_PROBE_REFUSED},
    {"write to the evidence", cairn_probe_write_evidence, CAIRN_PROBE_REFUSED},
    {"truncate the evidence", cairn_probe_truncate_evidence, CAIRN_PROBE_REFUSED},
    {"control a device", cairn_probe_ioctl, CAIRN_PROBE_REFUSED},
    {"mount a file system", cairn_probe_mount, CAIRN_PROBE_REFUSED},
    {"make an Internet socket", cairn_probe_internet_socket, CAIRN_PROBE_REFUSED},
    {"make a local socket", cairn_probe_local_socket, CAIRN_PROBE_REFUSED},
    {"send a message", cairn_probe_sendmsg, CAIRN_PROBE_REFUSED},
    {"fork", cairn_probe_fork, CAIRN_PROBE_REFUSED},
    {"make a thread or process with clone3", cairn_probe_clone3, CAIRN_PROBE_REFUSED},
    {"run a program", cairn_probe_execve, CAIRN_PROBE_REFUSED},
    {"trace the parent", cairn_probe_ptrace, CAIRN_PROBE_REFUSED},
    {"send the parent a signal", cairn_probe_kill, CAIRN_PROBE_REFUSED},
    {"read the parent's memory", cairn_probe_process_vm_readv, CAIRN_PROBE_REFUSED},
    {"make a user namespace", cairn_probe_unshare, CAIRN_PROBE_REFUSED},
    {"become root", cairn_probe_setuid, CAIRN_PROBE_REFUSED},
    {"use io_uring", cairn_probe_io_uring, CAIRN_PROBE_REFUSED},
    {"use bpf", cairn_probe_bpf, CAIRN_PROBE_REFUSED},
    {"use userfaultfd", cairn_probe_userfaultfd, CAIRN_PROBE_REFUSED},
    {"add a key", cairn_probe_add_key, CAIRN_PROBE_REFUSED},
    {"make a file in memory", cairn_probe_memfd, CAIRN_PROBE_REFUSED},
    {"map executable memory", cairn_probe_executable_mmap, CAIRN_PROBE_REFUSED},
    {"make memory executable", cairn_probe_executable_mprotect, CAIRN_PROBE_REFUSED},
    {"allocate without end", cairn_probe_memory, CAIRN_PROBE_BOUNDED},
    {"loop without end", cairn_probe_endless_loop, CAIRN_PROBE_STOPPED},
    {"write to address zero", cairn_probe_fault, CAIRN_PROBE_FAULT},
};

int32_t cairn_probe_count(void) { return (int32_t)(sizeof table / sizeof *table); }

static const struct entry *find(int32_t number) {
    return number >= 0 && number < cairn_probe_count() ? &table[number] : NULL;
}

const char *cairn_probe_name(int32_t number) {
    const struct entry *entry = find(number);
    return entry ? entry->name : NULL;
}

enum cairn_probe_expectation cairn_probe_expectation(int32_t number) {
    const struct entry *entry = find(number);
    return entry ? entry->expectation : CAIRN_PROBE_REFUSED;
}

int32_t cairn_probe_run(int32_t number, const struct cairn_probe_setting *setting, uint64_t *amount) {
    const struct entry *entry = find(number);
    *amount = 0;
    return entry ? entry->run(setting, amount) : 0;
}
