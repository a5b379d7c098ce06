#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// What decoders were seen to need once their libraries are ready. Everything else kills the process, but for a few
// calls that libraries make in passing and survive being refused.
static const int allowed[] = {
    SCMP_SYS(read),   SCMP_SYS(pread64), SCMP_SYS(write),   SCMP_SYS(fstat), SCMP_SYS(lseek),         SCMP_SYS(close),
    SCMP_SYS(brk),    SCMP_SYS(munmap),  SCMP_SYS(mremap),  SCMP_SYS(madvise), SCMP_SYS(futex),       SCMP_SYS(clock_gettime),
    SCMP_SYS(getrandom), SCMP_SYS(exit_group),
};

static const int refused[] = {
    SCMP_SYS(readlink), SCMP_SYS(getcwd), SCMP_SYS(openat), SCMP_SYS(socket), SCMP_SYS(sysinfo), SCMP_SYS(getuid),
};

static int add_rules(scmp_filter_ctx filter) {
    int status = 0;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed && status == 0; i++) {
        status = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused && status == 0; i++) {
        status = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0);
    }
    if (status) return status;
    // The C library asks for a descriptor's status this way. A path cannot be told from none here, the flag can.
    struct scmp_arg_cmp by_descriptor = SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH);
    struct scmp_arg_cmp by_path = SCMP_A3(SCMP_CMP_NE, AT_EMPTY_PATH);
    struct scmp_arg_cmp not_executable = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    status = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1, by_descriptor);
    if (!status) status = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(newfstatat), 1, by_path);
    if (!status) status = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_executable);
    if (!status) status = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, not_executable);
    return status;
}

static int read_whole(int file, uint8_t *bytes, size_t capacity, size_t *length) {
    off_t size = lseek(file, 0, SEEK_END);
    if (size < 0) return errno;
    if ((uint64_t)size > capacity || size % (off_t)sizeof(struct sock_filter) != 0) return EMSGSIZE;
    if (pread(file, bytes, (size_t)size, 0) != size) return EIO;
    *length = (size_t)size;
    return 0;
}

int32_t cairn_filter_compile(uint8_t *program, size_t capacity, size_t *length) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter) return ENOMEM;
    int error = -seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (!error) error = -add_rules(filter);
    int file = error ? -1 : memfd_create("filter", MFD_CLOEXEC);
    if (!error && file < 0) error = errno;
    if (!error) error = -seccomp_export_bpf(filter, file);
    if (!error) error = read_whole(file, program, capacity, length);
    if (file >= 0) close(file);
    seccomp_release(filter);
    return error;
}

int32_t cairn_filter_install(const uint8_t *program, size_t length) {
    struct sock_fprog loaded = {
        .len = (unsigned short)(length / sizeof(struct sock_filter)),
        .filter = (struct sock_filter *)(void *)program,
    };
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &loaded, 0, 0) == 0 ? 0 : errno;
}

int32_t cairn_filter_check(void) {
    uint32_t action = SECCOMP_RET_KILL_PROCESS;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0 ? 0 : errno;
}
