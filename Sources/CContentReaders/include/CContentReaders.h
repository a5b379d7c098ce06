// Types by content, and the entries of archives.
//
// Everything runs on the calling thread; archives are read with pread from a descriptor.
#ifndef CAIRN_CONTENT_READERS_H
#define CAIRN_CONTENT_READERS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Loads the database of types; NULL if it cannot be loaded.
typedef struct cairn_types cairn_types;
cairn_types *cairn_types_load(void);
// The media type of a content's first bytes; the text is valid until the next call. NULL if it cannot be told.
const char *cairn_types_name(cairn_types *types, const uint8_t *bytes, size_t count);

#define CAIRN_ARCHIVE_OK 0
#define CAIRN_ARCHIVE_END 1
#define CAIRN_ARCHIVE_CORRUPT (-1)
#define CAIRN_ARCHIVE_TRUNCATED (-2)
#define CAIRN_ARCHIVE_UNSUPPORTED (-3)
#define CAIRN_ARCHIVE_MEMORY (-4)
#define CAIRN_ARCHIVE_ENCRYPTED (-5)

#define CAIRN_ENTRY_FILE 0
#define CAIRN_ENTRY_FOLDER 1
#define CAIRN_ENTRY_LINK 2
#define CAIRN_ENTRY_DEVICE 3

typedef struct cairn_archive cairn_archive;

typedef struct {
    const char *path;  // ends with NUL, valid until the next entry; NULL if the name cannot be told
    int32_t kind;
    int32_t is_encrypted;
    int32_t has_time;
    int64_t modified_at;  // seconds since 1970
} cairn_entry;

// Opens an archive. `is_single` says that the content is one compressed file rather than a container.
int32_t cairn_archive_open(int32_t descriptor, int64_t size, int32_t is_single, cairn_archive **archive);
int32_t cairn_archive_next(cairn_archive *archive, cairn_entry *entry);
// Reads the next bytes of the entry; `got` is 0 at its end.
int32_t cairn_archive_read(cairn_archive *archive, uint8_t *bytes, size_t capacity, size_t *got);
void cairn_archive_close(cairn_archive *archive);

#ifdef __cplusplus
}
#endif

#endif
