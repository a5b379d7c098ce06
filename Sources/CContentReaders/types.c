#include <magic.h>
#include <stdlib.h>

#include "CContentReaders.h"

struct cairn_types {
    magic_t cookie;
};

cairn_types *cairn_types_load(void) {
    cairn_types *types = calloc(1, sizeof *types);
    if (!types) return NULL;
    // Compressed content is not looked into: that would start programs.
    types->cookie = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF);
    if (!types->cookie || magic_load(types->cookie, NULL) != 0) {
        if (types->cookie) magic_close(types->cookie);
        free(types);
        return NULL;
    }
    // What the library sets up on first use is set up here.
    (void)magic_buffer(types->cookie, "cairn", 5);
    return types;
}

const char *cairn_types_name(cairn_types *types, const uint8_t *bytes, size_t count) {
    return magic_buffer(types->cookie, bytes, count);
}
