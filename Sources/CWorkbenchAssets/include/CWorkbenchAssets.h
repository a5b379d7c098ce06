#ifndef CAIRN_WORKBENCH_ASSETS_H
#define CAIRN_WORKBENCH_ASSETS_H

#include <stddef.h>

/// A file of the workbench, as it is in the folder of this target.
typedef struct {
    /// Its folder and name, such as "static/cairn.css".
    const char *name;
    /// What is in it. Not ended by a zero.
    const unsigned char *bytes;
    /// How many bytes that are.
    size_t count;
} cairn_asset;

/// All templates, static files and catalogues, sorted by name; `count` says how many.
const cairn_asset *cairn_assets(size_t *count);

#endif
