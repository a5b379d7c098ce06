#define _GNU_SOURCE
#include "probe.h"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int32_t cairn_probe_internet_socket(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    return cairn_probe_status(syscall(SYS_socket, AF_INET, SOCK_DGRAM, 0));
}

int32_t cairn_probe_local_socket(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)setting, (void)amount;
    return cairn_probe_status(syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0));
}

int32_t cairn_probe_sendmsg(const struct cairn_probe_setting *setting, uint64_t *amount) {
    (void)amount;
    char byte = 0;
    struct iovec part = {&byte, 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    return cairn_probe_status(syscall(SYS_sendmsg, setting->answer, &message, 0));
}
