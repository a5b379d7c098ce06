#define _GNU_SOURCE
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SOME_FILE "/etc/passwd"
#define NEW_FILE "/tmp/cairn-probe"

int32_t cairn_probe_status(long result) { return result < 0 ? errno : 0; }

int32_t cairn_probe_open(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    return cairn_probe_status(syscall(SYS_openat, AT_FDCWD, SOME_FILE, O_RDONLY));
}

int32_t cairn_probe_create(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    long file = syscall(SYS_openat, AT_FDCWD, NEW_FILE, O_WRONLY | O_CREAT, 0600);
    int32_t status = cairn_probe_status(file);
    if (file >= 0) unlink(NEW_FILE);
    return status;
}

int32_t cairn_probe_openat2(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    struct open_how how = {.flags = O_RDONLY};
    return cairn_probe_status(syscall(SYS_openat2, AT_FDCWD, SOME_FILE, &how, sizeof how));
}

int32_t cairn_probe_stat(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    struct stat status;
    return cairn_probe_status(syscall(SYS_newfstatat, AT_FDCWD, SOME_FILE, &status, 0));
}

int32_t cairn_probe_unlink(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    return cairn_probe_status(syscall(SYS_unlinkat, AT_FDCWD, NEW_FILE, 0));
}

int32_t cairn_probe_write_evidence(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)amount;
    int32_t status = cairn_probe_status(syscall(SYS_write, setting->evidence, "x", 1));
    // The descriptor is open for reading only: that is the wall here.
    return status == EBADF ? EPERM : status;
}

int32_t cairn_probe_truncate_evidence(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)amount;
    return cairn_probe_status(syscall(SYS_ftruncate, setting->evidence, 0L));
}

int32_t cairn_probe_ioctl(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)amount;
    int waiting = 0;
    return cairn_probe_status(syscall(SYS_ioctl, setting->evidence, FIONREAD, &waiting));
}

int32_t cairn_probe_mount(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    return cairn_probe_status(syscall(SYS_mount, "none", "/mnt", "tmpfs", 0UL, NULL));
}
