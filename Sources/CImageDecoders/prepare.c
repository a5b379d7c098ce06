#include <errno.h>
#include <iconv.h>
#include <libheif/heif.h>
#include <locale.h>
#include <stdlib.h>
#include <tiffio.h>
#include <time.h>

#include "image.h"

void cairn_metadata_prepare(void);

// Character sets that metadata and archives use. They are loaded on first use, which the walls forbid, so they are opened
// here and kept open.
static void open_character_sets(void) {
    static const char *const names[] = {"UTF-16LE", "UTF-16BE", "UCS-2LE", "UCS-2BE", "ISO-8859-1", "CP1252",
                                        "CP437",    "CP850",    "SHIFT_JIS", "EUC-JP", "GB18030"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)iconv_open("UTF-8", names[i]);
        (void)iconv_open(names[i], "UTF-8");
    }
}

int32_t cairn_images_prepare(void) {
    // Characters only: messages stay as they are, and no catalogue is looked for.
    if (!setlocale(LC_CTYPE, "C.UTF-8")) return CAIRN_IMAGE_UNSUPPORTED;
    tzset();
    TIFFSetErrorHandler(NULL);
    TIFFSetWarningHandler(NULL);
    if (heif_init(NULL).code != heif_error_Ok) return CAIRN_IMAGE_UNSUPPORTED;
    open_character_sets();
    cairn_metadata_prepare();
    return CAIRN_IMAGE_OK;
}
