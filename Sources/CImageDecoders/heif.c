#include <libheif/heif.h>
#include <stdlib.h>
#include <string.h>

#include "image.h"

enum { longest_side = 32768 };

static int32_t status_of(struct heif_error error) {
    if (error.code == heif_error_Ok) return CAIRN_IMAGE_OK;
    switch (error.subcode) {
        case heif_suberror_End_of_data: return CAIRN_IMAGE_TRUNCATED;
        case heif_suberror_Security_limit_exceeded: return CAIRN_IMAGE_TOO_LARGE;
        default: break;
    }
    switch (error.code) {
        case heif_error_Unsupported_filetype:
        case heif_error_Unsupported_feature: return CAIRN_IMAGE_UNSUPPORTED;
        case heif_error_Memory_allocation_error: return CAIRN_IMAGE_MEMORY;
        default: return CAIRN_IMAGE_CORRUPT;
    }
}

static int32_t copy_pixels(const struct heif_image *decoded, int has_alpha, uint64_t most_pixels, cairn_image *image) {
    int stride = 0;
    const uint8_t *plane = heif_image_get_plane_readonly(decoded, heif_channel_interleaved, &stride);
    if (!plane) return CAIRN_IMAGE_CORRUPT;
    const int32_t status = cairn_image_make(image, heif_image_get_width(decoded, heif_channel_interleaved),
                                            heif_image_get_height(decoded, heif_channel_interleaved), 3, most_pixels);
    if (status != CAIRN_IMAGE_OK) return status;
    const size_t width = (size_t)image->width;
    for (size_t y = 0; y < (size_t)image->height; y++) {
        const uint8_t *row = plane + y * (size_t)stride;
        uint8_t *out = image->pixels + y * width * 3;
        if (has_alpha) {
            cairn_image_flatten(row, out, width);
        } else {
            memcpy(out, row, width * 3);
        }
    }
    return CAIRN_IMAGE_OK;
}

static int32_t decode(struct heif_image_handle *handle, uint64_t most_pixels, cairn_image *image) {
    const int width = heif_image_handle_get_width(handle), height = heif_image_handle_get_height(handle);
    if (width <= 0 || height <= 0) return CAIRN_IMAGE_CORRUPT;
    if ((uint64_t)width * (uint64_t)height > most_pixels) return CAIRN_IMAGE_TOO_LARGE;
    const int has_alpha = heif_image_handle_has_alpha_channel(handle);
    struct heif_image *decoded = NULL;
    int32_t status = status_of(heif_decode_image(handle, &decoded, heif_colorspace_RGB,
                                                 has_alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB,
                                                 NULL));
    if (status == CAIRN_IMAGE_OK) status = copy_pixels(decoded, has_alpha, most_pixels, image);
    if (decoded) heif_image_release(decoded);
    return status;
}

int32_t cairn_heif_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_image *image) {
    memset(image, 0, sizeof *image);
    struct heif_context *context = heif_context_alloc();
    if (!context) return CAIRN_IMAGE_MEMORY;
    heif_context_set_max_decoding_threads(context, 0);
    heif_context_set_maximum_image_size_limit(context, longest_side);
    int32_t status = status_of(heif_context_read_from_memory_without_copy(context, bytes, count, NULL));
    struct heif_image_handle *handle = NULL;
    if (status == CAIRN_IMAGE_OK) status = status_of(heif_context_get_primary_image_handle(context, &handle));
    if (status == CAIRN_IMAGE_OK) status = decode(handle, most_pixels, image);
    if (handle) heif_image_handle_release(handle);
    heif_context_free(context);
    return status;
}
