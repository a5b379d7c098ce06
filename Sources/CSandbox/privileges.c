#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int32_t cairn_privileges_drop(void) {
    if (geteuid() != 0) return 0;
    if (setgroups(0, NULL) != 0) return errno;
    if (setresgid(CAIRN_UNPRIVILEGED_ID, CAIRN_UNPRIVILEGED_ID, CAIRN_UNPRIVILEGED_ID) != 0) return errno;
    if (setresuid(CAIRN_UNPRIVILEGED_ID, CAIRN_UNPRIVILEGED_ID, CAIRN_UNPRIVILEGED_ID) != 0) return errno;
    // Whatever the calls said: what counts is that there is no way back.
    return setuid(0) == 0 ? EPERM : 0;
}

// Whether a user namespace's table has a line for the unprivileged user.
static int is_mapped(const char *path) {
    FILE *table = fopen(path, "re");
    if (!table) return 1;
    unsigned long inside, outside, count;
    int found = 0;
    while (fscanf(table, "%lu %lu %lu", &inside, &outside, &count) == 3) {
        if (CAIRN_UNPRIVILEGED_ID >= inside && CAIRN_UNPRIVILEGED_ID - inside < count) found = 1;
    }
    fclose(table);
    return found;
}

int32_t cairn_privileges_check(void) {
    if (geteuid() != 0) return 0;
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2] = {{0, 0, 0}, {0, 0, 0}};
    if (syscall(SYS_capget, &header, sets) != 0) return errno;
    uint32_t needed = (UINT32_C(1) << CAP_SETUID) | (UINT32_C(1) << CAP_SETGID);
    if ((sets[0].effective & needed) != needed) return EPERM;
    return is_mapped("/proc/self/uid_map") && is_mapped("/proc/self/gid_map") ? 0 : EINVAL;
}

int32_t cairn_privileges_hide(void) {
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : errno;
}

int32_t cairn_privileges_freeze(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : errno;
}

int32_t cairn_privileges_freeze_check(void) {
    return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) >= 0 ? 0 : errno;
}
