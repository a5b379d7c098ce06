#include <libraw/libraw.h>
#include <stdlib.h>
#include <string.h>

#include "image.h"

static int32_t status_of(int code) {
    switch (code) {
        case LIBRAW_SUCCESS: return CAIRN_IMAGE_OK;
        case LIBRAW_FILE_UNSUPPORTED:
        case LIBRAW_UNSUPPORTED_THUMBNAIL:
        case LIBRAW_NO_THUMBNAIL: return CAIRN_IMAGE_UNSUPPORTED;
        case LIBRAW_UNSUFFICIENT_MEMORY: return CAIRN_IMAGE_MEMORY;
        case LIBRAW_IO_ERROR: return CAIRN_IMAGE_TRUNCATED;
        case LIBRAW_TOO_BIG: return CAIRN_IMAGE_TOO_LARGE;
        default: return CAIRN_IMAGE_CORRUPT;
    }
}

static int32_t take(const libraw_processed_image_t *preview, uint64_t most_pixels, uint8_t **jpeg, size_t *jpeg_count,
                    cairn_image *image) {
    if (preview->type == LIBRAW_IMAGE_JPEG) {
        *jpeg = malloc(preview->data_size > 0 ? preview->data_size : 1);
        if (!*jpeg) return CAIRN_IMAGE_MEMORY;
        memcpy(*jpeg, preview->data, preview->data_size);
        *jpeg_count = preview->data_size;
        return CAIRN_IMAGE_OK;
    }
    if (preview->type != LIBRAW_IMAGE_BITMAP || preview->bits != 8 || (preview->colors != 3 && preview->colors != 1)) {
        return CAIRN_IMAGE_UNSUPPORTED;
    }
    const int32_t status = cairn_image_make(image, preview->width, preview->height, preview->colors, most_pixels);
    if (status != CAIRN_IMAGE_OK) return status;
    const size_t size = (size_t)preview->width * preview->height * preview->colors;
    if (preview->data_size < size) {
        cairn_image_free(image);
        return CAIRN_IMAGE_CORRUPT;
    }
    memcpy(image->pixels, preview->data, size);
    return CAIRN_IMAGE_OK;
}

int32_t cairn_raw_preview(const uint8_t *bytes, size_t count, uint64_t most_pixels, uint8_t **jpeg, size_t *jpeg_count,
                          cairn_image *image) {
    memset(image, 0, sizeof *image);
    *jpeg = NULL;
    *jpeg_count = 0;
    libraw_data_t *raw = libraw_init(0);
    if (!raw) return CAIRN_IMAGE_MEMORY;
    int32_t status = status_of(libraw_open_buffer(raw, (void *)bytes, count));
    if (status == CAIRN_IMAGE_OK) status = status_of(libraw_unpack_thumb(raw));
    if (status == CAIRN_IMAGE_OK) {
        int code = LIBRAW_SUCCESS;
        libraw_processed_image_t *preview = libraw_dcraw_make_mem_thumb(raw, &code);
        status = preview ? take(preview, most_pixels, jpeg, jpeg_count, image) : status_of(code);
        if (preview) libraw_dcraw_clear_mem(preview);
    }
    libraw_close(raw);
    return status;
}
