#ifndef CAIRN_PROBE_H
#define CAIRN_PROBE_H

#include "CSandbox.h"

// Each function tries one thing and returns the errno value with which it was refused, or 0 if it got through.
// All use the bare system call: a wrapper might make another forbidden call first and prove nothing.

typedef int32_t cairn_probe(const struct cairn_probe_setting *setting, uint64_t *amount);

// Files.
cairn_probe cairn_probe_open, cairn_probe_create, cairn_probe_openat2, cairn_probe_stat, cairn_probe_unlink;
cairn_probe cairn_probe_write_evidence, cairn_probe_truncate_evidence, cairn_probe_ioctl, cairn_probe_mount;
// Processes.
cairn_probe cairn_probe_fork, cairn_probe_clone3, cairn_probe_execve, cairn_probe_ptrace, cairn_probe_kill;
cairn_probe cairn_probe_process_vm_readv, cairn_probe_unshare, cairn_probe_setuid;
// Communication.
cairn_probe cairn_probe_internet_socket, cairn_probe_local_socket, cairn_probe_sendmsg;
// The kernel's own machinery.
cairn_probe cairn_probe_io_uring, cairn_probe_bpf, cairn_probe_userfaultfd, cairn_probe_add_key;
// Memory.
cairn_probe cairn_probe_memfd, cairn_probe_executable_mmap, cairn_probe_executable_mprotect;
// Resources.
cairn_probe cairn_probe_memory, cairn_probe_endless_loop, cairn_probe_fault;

// The status of a call: 0 if it got through, else its errno value.
int32_t cairn_probe_status(long result);

#endif
