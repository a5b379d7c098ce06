#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { most_descriptors = 4 };

// Room for the descriptors beside a datagram, aligned as the kernel wants it.
union ancillary {
    struct cmsghdr header;
    uint8_t bytes[CMSG_SPACE(most_descriptors * sizeof(int32_t))];
};

int32_t cairn_message_send(int32_t socket, const uint8_t *bytes, size_t length, const int32_t *descriptors,
                           size_t count) {
    if (count > most_descriptors) return EINVAL;
    struct iovec part = {(void *)bytes, length};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    union ancillary beside;
    memset(&beside, 0, sizeof beside);
    if (count > 0) {
        message.msg_control = beside.bytes;
        message.msg_controllen = CMSG_SPACE(count * sizeof(int32_t));
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(count * sizeof(int32_t));
        memcpy(CMSG_DATA(header), descriptors, count * sizeof(int32_t));
    }
    ssize_t sent;
    do {
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? errno : 0;
}

int32_t cairn_message_receive(int32_t socket, uint8_t *bytes, size_t capacity, size_t *length, int32_t *descriptors,
                              size_t descriptor_capacity, size_t *count) {
    struct iovec part = {bytes, capacity};
    union ancillary beside;
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = beside.bytes, .msg_controllen = sizeof beside.bytes};
    ssize_t got;
    do {
        got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    *length = 0;
    *count = 0;
    if (got < 0) return errno;
    int error = message.msg_flags & (MSG_TRUNC | MSG_CTRUNC) ? EMSGSIZE : 0;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        size_t here = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int32_t);
        for (size_t i = 0; i < here; i++) {
            int32_t descriptor;
            memcpy(&descriptor, CMSG_DATA(header) + i * sizeof descriptor, sizeof descriptor);
            if (*count < descriptor_capacity) {
                descriptors[(*count)++] = descriptor;
            } else {
                close(descriptor);
                error = EMSGSIZE;
            }
        }
    }
    if (error) {
        for (size_t i = 0; i < *count; i++) close(descriptors[i]);
        *count = 0;
        return error;
    }
    *length = (size_t)got;
    return 0;
}
