#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

// Numbers and layout are the kernel's stable interface; the distribution's header may be older than its kernel.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#endif
#ifndef SYS_landlock_restrict_self
#define SYS_landlock_restrict_self 446
#endif

enum { version_flag = 1 };

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

int32_t cairn_landlock_version(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, version_flag);
    return version > 0 ? (int32_t)version : 0;
}

// Every right of each version is handled, and no rule gives one back.
static struct ruleset everything(int32_t version) {
    struct ruleset set = {(UINT64_C(1) << 13) - 1, 0, 0};
    if (version >= 2) set.files |= UINT64_C(1) << 13;  // move and link between folders
    if (version >= 3) set.files |= UINT64_C(1) << 14;  // truncate
    if (version >= 4) set.network = 3;                 // bind and connect TCP
    if (version >= 5) set.files |= UINT64_C(1) << 15;  // ioctl on devices
    if (version >= 6) set.scopes = 3;                  // abstract sockets, signals
    return set;
}

int32_t cairn_landlock_restrict(void) {
    int32_t version = cairn_landlock_version();
    if (version == 0) return ENOSYS;
    struct ruleset set = everything(version);
    // Older kernels accept the longer structure as long as what they do not know is zero.
    int rules = (int)syscall(SYS_landlock_create_ruleset, &set, sizeof set, 0);
    if (rules < 0) return errno;
    int error = syscall(SYS_landlock_restrict_self, rules, 0) == 0 ? 0 : errno;
    close(rules);
    return error;
}
