#include <errno.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "stream.h"

static int is_past_deadline(cairn_source *source) {
    if (source->deadline_ns == 0) return 0;
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) return 0;
    if ((int64_t)now.tv_sec * 1000000000 + now.tv_nsec < source->deadline_ns) return 0;
    source->past_deadline = 1;
    return 1;
}

int cairn_source_read(void *opaque, uint8_t *bytes, int count) {
    cairn_source *source = opaque;
    if (count <= 0) return AVERROR(EINVAL);
    if (is_past_deadline(source)) return AVERROR_EXIT;
    if (source->position >= source->size) return AVERROR_EOF;
    int64_t left = source->size - source->position;
    size_t wanted = left < count ? (size_t)left : (size_t)count;
    ssize_t got;
    do {
        got = pread(source->descriptor, bytes, wanted, source->position);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        source->io_error = errno;
        return AVERROR(EIO);
    }
    if (got == 0) {
        source->ends_early = 1;
        return AVERROR_EOF;
    }
    source->position += got;
    return (int)got;
}

int64_t cairn_source_seek(void *opaque, int64_t offset, int whence) {
    cairn_source *source = opaque;
    int64_t base;
    switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE:
        return source->size;
    case SEEK_SET:
        base = 0;
        break;
    case SEEK_CUR:
        base = source->position;
        break;
    case SEEK_END:
        base = source->size;
        break;
    default:
        return AVERROR(EINVAL);
    }
    int64_t target;
    if (__builtin_add_overflow(base, offset, &target) || target < 0) return AVERROR(EINVAL);
    // Only a file that lacks its end makes a reader skip beyond it.
    if (target > source->size) source->ends_early = 1;
    source->position = target;
    return target;
}
