#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "CContentReaders.h"

enum { piece = 128 << 10 };

struct cairn_archive {
    struct archive *reader;
    int32_t descriptor;
    int64_t size;
    int64_t position;
    int32_t ended;
    uint8_t bytes[piece];
};

static la_ssize_t read_piece(struct archive *reader, void *user, const void **out) {
    cairn_archive *archive = user;
    ssize_t got;
    do {
        got = pread(archive->descriptor, archive->bytes, sizeof archive->bytes, archive->position);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        archive_set_error(reader, errno, "read failed");
        return -1;
    }
    if (got == 0) archive->ended = 1;
    archive->position += got;
    *out = archive->bytes;
    return got;
}

static la_int64_t skip(struct archive *reader, void *user, la_int64_t count) {
    (void)reader;
    cairn_archive *archive = user;
    const int64_t left = archive->size > archive->position ? archive->size - archive->position : 0;
    const int64_t given = count < 0 ? 0 : count > left ? left : count;
    archive->position += given;
    return given;
}

static la_int64_t seek(struct archive *reader, void *user, la_int64_t offset, int from) {
    (void)reader;
    cairn_archive *archive = user;
    int64_t base = from == SEEK_SET ? 0 : from == SEEK_CUR ? archive->position : archive->size;
    int64_t target;
    if (__builtin_add_overflow(base, offset, &target) || target < 0) return ARCHIVE_FATAL;
    archive->position = target;
    return target;
}

// Those that the library does itself: others would start programs.
static void support(struct archive *reader, int32_t is_single) {
    archive_read_support_filter_none(reader);
    archive_read_support_filter_gzip(reader);
    archive_read_support_filter_bzip2(reader);
    archive_read_support_filter_compress(reader);
    archive_read_support_filter_lzma(reader);
    archive_read_support_filter_lzip(reader);
    archive_read_support_filter_xz(reader);
    archive_read_support_filter_zstd(reader);
    archive_read_support_filter_lz4(reader);
    archive_read_support_format_tar(reader);
    archive_read_support_format_cpio(reader);
    if (is_single) {
        archive_read_support_format_raw(reader);
        return;
    }
    archive_read_support_format_zip(reader);
    archive_read_support_format_7zip(reader);
    archive_read_support_format_rar(reader);
    archive_read_support_format_rar5(reader);
    archive_read_support_format_cab(reader);
    archive_read_support_format_lha(reader);
    archive_read_support_format_iso9660(reader);
    archive_read_support_format_ar(reader);
}

static int32_t status_of(const cairn_archive *archive) {
    const char *complaint = archive_error_string(archive->reader);
    if (archive_errno(archive->reader) == ENOMEM) return CAIRN_ARCHIVE_MEMORY;
    if (complaint && (strstr(complaint, "ncrypted") || strstr(complaint, "assphrase"))) return CAIRN_ARCHIVE_ENCRYPTED;
    if (archive->ended || (complaint && strstr(complaint, "runcated"))) return CAIRN_ARCHIVE_TRUNCATED;
    if (complaint && strstr(complaint, "nsupported")) return CAIRN_ARCHIVE_UNSUPPORTED;
    return CAIRN_ARCHIVE_CORRUPT;
}

int32_t cairn_archive_open(int32_t descriptor, int64_t size, int32_t is_single, cairn_archive **opened) {
    *opened = NULL;
    cairn_archive *archive = calloc(1, sizeof *archive);
    if (!archive) return CAIRN_ARCHIVE_MEMORY;
    archive->descriptor = descriptor;
    archive->size = size;
    archive->reader = archive_read_new();
    if (!archive->reader) {
        free(archive);
        return CAIRN_ARCHIVE_MEMORY;
    }
    support(archive->reader, is_single);
    archive_read_set_read_callback(archive->reader, read_piece);
    archive_read_set_skip_callback(archive->reader, skip);
    archive_read_set_seek_callback(archive->reader, seek);
    archive_read_set_callback_data(archive->reader, archive);
    if (archive_read_open1(archive->reader) < ARCHIVE_WARN) {
        const int32_t status = status_of(archive);
        cairn_archive_close(archive);
        return status;
    }
    *opened = archive;
    return CAIRN_ARCHIVE_OK;
}

static int32_t kind_of(struct archive_entry *entry) {
    if (archive_entry_hardlink(entry)) return CAIRN_ENTRY_LINK;
    switch (archive_entry_filetype(entry)) {
        case AE_IFDIR: return CAIRN_ENTRY_FOLDER;
        case AE_IFLNK: return CAIRN_ENTRY_LINK;
        // Formats without types, such as a single compressed file, say nothing.
        case AE_IFREG:
        case 0: return CAIRN_ENTRY_FILE;
        default: return CAIRN_ENTRY_DEVICE;
    }
}

int32_t cairn_archive_next(cairn_archive *archive, cairn_entry *entry) {
    memset(entry, 0, sizeof *entry);
    struct archive_entry *header = NULL;
    int code;
    do {
        code = archive_read_next_header(archive->reader, &header);
    } while (code == ARCHIVE_RETRY);
    if (code == ARCHIVE_EOF) return CAIRN_ARCHIVE_END;
    if (code < ARCHIVE_WARN) return status_of(archive);
    entry->path = archive_entry_pathname(header);
    if (!entry->path) entry->path = archive_entry_pathname_utf8(header);
    entry->kind = kind_of(header);
    entry->is_encrypted = archive_entry_is_encrypted(header);
    entry->has_time = archive_entry_mtime_is_set(header);
    entry->modified_at = archive_entry_mtime(header);
    return CAIRN_ARCHIVE_OK;
}

int32_t cairn_archive_read(cairn_archive *archive, uint8_t *bytes, size_t capacity, size_t *got) {
    *got = 0;
    la_ssize_t count;
    do {
        count = archive_read_data(archive->reader, bytes, capacity);
    } while (count == ARCHIVE_RETRY);
    if (count < 0) return status_of(archive);
    *got = (size_t)count;
    return CAIRN_ARCHIVE_OK;
}

void cairn_archive_close(cairn_archive *archive) {
    if (!archive) return;
    if (archive->reader) archive_read_free(archive->reader);
    free(archive);
}
