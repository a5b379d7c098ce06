#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int32_t cairn_descriptors_keep(int32_t third, int32_t fourth) {
    // Out of the way first: either may stand where the other shall go.
    int first_copy = fcntl(third, F_DUPFD, 5);
    if (first_copy < 0) return errno;
    int second_copy = fcntl(fourth, F_DUPFD, 5);
    if (second_copy < 0) return errno;
    if (dup2(first_copy, 3) < 0 || dup2(second_copy, 4) < 0) return errno;
    return close_range(5, ~0U, 0) == 0 ? 0 : errno;
}

int32_t cairn_descriptors_pipe(int32_t ends[2]) {
    int both[2];
    if (pipe2(both, O_CLOEXEC) != 0) return errno;
    ends[0] = both[0];
    ends[1] = both[1];
    return 0;
}

int32_t cairn_descriptors_memory(const uint8_t *bytes, size_t count) {
    int file = memfd_create("sample", MFD_CLOEXEC);
    if (file < 0) return -errno;
    if (pwrite(file, bytes, count, 0) == (ssize_t)count) return file;
    close(file);
    return -EIO;
}
