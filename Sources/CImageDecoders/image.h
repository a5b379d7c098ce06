#ifndef CAIRN_IMAGE_H
#define CAIRN_IMAGE_H

#include "CImageDecoders.h"

// Checks a size against the limit, and allocates black pixels for it.
int32_t cairn_image_make(cairn_image *image, int64_t width, int64_t height, int32_t channels, uint64_t most_pixels);

// Zeroed memory of our own for rows of pixels, to be freed with free; NULL if it is short.
void *cairn_image_allocate(size_t rows, size_t row_bytes);

// Frees the pixels.
void cairn_image_free(cairn_image *image);

// Lays one row of red, green, blue and alpha on the ground, into red, green and blue.
void cairn_image_flatten(const uint8_t *rgba, uint8_t *rgb, size_t count);

// How an animation's format gives its frames.
struct cairn_animation {
    int32_t (*next)(struct cairn_animation *animation, cairn_image *image);
    void (*close)(struct cairn_animation *animation);
};

#endif
