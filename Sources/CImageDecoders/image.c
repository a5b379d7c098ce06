#include "image.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *cairn_image_allocate(size_t rows, size_t row_bytes) {
    // Zeroed without being touched, where it comes fresh from the system; each page is then met with a fault, which for
    // large pages are five hundred times fewer. The allocator keeps a few words of its own in front.
    enum { large_page = 2 << 20, page = 4096, words = 64 };
    size_t count, padded;
    if (__builtin_mul_overflow(rows, row_bytes, &count) || __builtin_add_overflow(count, large_page, &padded)) return NULL;
    if (count < large_page) return calloc(rows, row_bytes);
    padded = (count + words + large_page - 1) & ~(size_t)(large_page - 1);
    char *memory = calloc(1, padded - words);
    if (memory) {
        char *start = memory - ((uintptr_t)memory & (page - 1));
        (void)madvise(start, padded - page, MADV_HUGEPAGE);
    }
    return memory;
}

int32_t cairn_image_make(cairn_image *image, int64_t width, int64_t height, int32_t channels, uint64_t most_pixels) {
    memset(image, 0, sizeof *image);
    if (width <= 0 || height <= 0) return CAIRN_IMAGE_CORRUPT;
    if (width > INT32_MAX / 4 || height > INT32_MAX / 4 || (uint64_t)width * (uint64_t)height > most_pixels) {
        return CAIRN_IMAGE_TOO_LARGE;
    }
    image->pixels = cairn_image_allocate((size_t)height, (size_t)width * (size_t)channels);
    if (!image->pixels) return CAIRN_IMAGE_MEMORY;
    image->width = (int32_t)width;
    image->height = (int32_t)height;
    image->channels = channels;
    return CAIRN_IMAGE_OK;
}

void cairn_image_free(cairn_image *image) {
    free(image->pixels);
    image->pixels = NULL;
}

void cairn_image_flatten(const uint8_t *rgba, uint8_t *rgb, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const uint32_t alpha = rgba[4 * i + 3];
        for (size_t c = 0; c < 3; c++) {
            const uint32_t value = rgba[4 * i + c] * alpha + CAIRN_IMAGE_GROUND * (255 - alpha);
            rgb[3 * i + c] = (uint8_t)((value + 127) / 255);
        }
    }
}

int32_t cairn_animation_next(cairn_animation *animation, cairn_image *image) {
    memset(image, 0, sizeof *image);
    return animation->next(animation, image);
}

void cairn_animation_close(cairn_animation *animation) {
    if (animation) animation->close(animation);
}
