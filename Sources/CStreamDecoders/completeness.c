#include <string.h>
#include <unistd.h>

#include "stream.h"

#define MOST_BOXES 10000

static int read_at(const cairn_source *source, int64_t position, uint8_t *bytes, size_t count) {
    return pread(source->descriptor, bytes, count, position) == (ssize_t)count;
}

static uint64_t big_endian(const uint8_t *bytes, int count) {
    uint64_t value = 0;
    for (int i = 0; i < count; i++) value = value << 8 | bytes[i];
    return value;
}

static int starts_like_iso_media(const uint8_t *type) {
    static const char first[][5] = {"ftyp", "styp", "moov", "mdat", "free", "skip", "wide", "pnot"};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        if (memcmp(type, first[i], 4) == 0) return 1;
    }
    return 0;
}

// The outer boxes say how long they are, so the last one tells whether the file was cut.
static int iso_media_is_cut(const cairn_source *source) {
    int64_t position = 0;
    for (int box = 0; box < MOST_BOXES && source->size - position >= 16; box++) {
        uint8_t head[16];
        if (!read_at(source, position, head, sizeof head)) return 0;
        if (box == 0 && !starts_like_iso_media(head + 4)) return 0;
        uint64_t size = big_endian(head, 4);
        if (size == 1) size = big_endian(head + 8, 8);
        if (size < 8) return 0;
        if (size > (uint64_t)(source->size - position)) return 1;
        position += (int64_t)size;
    }
    return 0;
}

static int riff_is_cut(const cairn_source *source) {
    uint8_t head[8];
    if (!read_at(source, 0, head, sizeof head) || memcmp(head, "RIFF", 4) != 0) return 0;
    uint64_t size = (uint64_t)head[4] | (uint64_t)head[5] << 8 | (uint64_t)head[6] << 16 | (uint64_t)head[7] << 24;
    // Recorders that never came to write the length leave one of these.
    if (size == 0 || size == UINT32_MAX) return 0;
    return size + 8 > (uint64_t)source->size + 1;
}

int32_t cairn_source_is_cut(const cairn_source *source) {
    return source->size >= 16 && (iso_media_is_cut(source) || riff_is_cut(source));
}
