// Decoding of still pictures and reading of their metadata.
//
// Everything runs on the calling thread and on bytes in memory; nothing is opened. Functions return a status: 0 is well,
// a negative value says why not. Pixels are the caller's, to be freed by `free`.
#ifndef CAIRN_IMAGE_DECODERS_H
#define CAIRN_IMAGE_DECODERS_H

#include <stddef.h>
#include <stdint.h>

#define CAIRN_IMAGE_OK 0
#define CAIRN_IMAGE_END 1
#define CAIRN_IMAGE_TRUNCATED (-1)
#define CAIRN_IMAGE_CORRUPT (-2)
#define CAIRN_IMAGE_UNSUPPORTED (-3)
#define CAIRN_IMAGE_TOO_LARGE (-4)
#define CAIRN_IMAGE_MEMORY (-5)

// What transparent pixels are laid on: middle grey, so that hidden colours do not show.
#define CAIRN_IMAGE_GROUND 128

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    uint8_t *pixels;    // rows without gaps
    int32_t width;      // as stored, before any EXIF orientation
    int32_t height;
    int32_t channels;   // 1 for luma, 3 for red, green and blue
    int32_t fault;      // 0, or why a part of the picture could not be decoded
} cairn_image;

// Readies the libraries while files may still be opened. Gives 0 if all is well.
int32_t cairn_images_prepare(void);

// Decodes a JPEG: luma where the file holds it, with a small picture in colour whose longer side is at most `side`;
// else red, green and blue, and no small picture.
int32_t cairn_jpeg_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, int32_t side, cairn_image *whole,
                          cairn_image *reduced);
int32_t cairn_png_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_image *image);
int32_t cairn_webp_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_image *image);
int32_t cairn_tiff_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_image *image);
// HEIC and AVIF; the file's own rotation and mirroring are applied.
int32_t cairn_heif_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_image *image);
int32_t cairn_jpeg2000_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_image *image);

// The preview that a raw camera file holds. `jpeg` is set if it is a JPEG, to be freed by `free`, else `image`.
int32_t cairn_raw_preview(const uint8_t *bytes, size_t count, uint64_t most_pixels, uint8_t **jpeg, size_t *jpeg_count,
                          cairn_image *image);

// The frames of a GIF or an animated WebP, each on the whole canvas. The bytes must outlive the animation.
typedef struct cairn_animation cairn_animation;
int32_t cairn_gif_open(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_animation **animation);
int32_t cairn_webp_open(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_animation **animation);
// Gives CAIRN_IMAGE_END after the last frame.
int32_t cairn_animation_next(cairn_animation *animation, cairn_image *image);
void cairn_animation_close(cairn_animation *animation);
// Whether a WebP is animated.
int32_t cairn_webp_is_animated(const uint8_t *bytes, size_t count);

// Embedded metadata.
typedef struct cairn_metadata cairn_metadata;
int32_t cairn_metadata_read(const uint8_t *bytes, size_t count, cairn_metadata **metadata);
void cairn_metadata_free(cairn_metadata *metadata);
size_t cairn_metadata_count(const cairn_metadata *metadata);
// Text ends with NUL and is the metadata's; NULL beyond the last.
const char *cairn_metadata_name(const cairn_metadata *metadata, size_t number);
const char *cairn_metadata_value(const cairn_metadata *metadata, size_t number);

#ifdef __cplusplus
}
#endif

#endif
