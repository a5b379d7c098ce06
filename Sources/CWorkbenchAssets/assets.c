#include "CWorkbenchAssets.h"

// The files, embedded, and the table `assets` that lists them; written by scripts/list-assets.
#include "assets.inc"

const cairn_asset *cairn_assets(size_t *count) {
    *count = sizeof assets / sizeof assets[0];
    return assets;
}
