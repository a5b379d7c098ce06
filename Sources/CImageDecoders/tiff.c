#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

#include "image.h"

typedef struct {
    const uint8_t *bytes;
    size_t count;
    uint64_t position;
} source;

static tmsize_t read_bytes(thandle_t handle, void *out, tmsize_t count) {
    source *file = handle;
    if (file->position >= file->count || count <= 0) return 0;
    size_t given = (size_t)count;
    if (given > file->count - file->position) given = file->count - file->position;
    memcpy(out, file->bytes + file->position, given);
    file->position += given;
    return (tmsize_t)given;
}

static tmsize_t refuse_write(thandle_t handle, void *bytes, tmsize_t count) {
    (void)handle, (void)bytes, (void)count;
    return 0;
}

static toff_t seek(thandle_t handle, toff_t offset, int from) {
    source *file = handle;
    switch (from) {
        case SEEK_SET: file->position = offset; break;
        case SEEK_CUR: file->position += offset; break;
        default: file->position = file->count + offset; break;
    }
    return file->position;
}

static int close_nothing(thandle_t handle) {
    (void)handle;
    return 0;
}

static toff_t size_of(thandle_t handle) { return ((source *)handle)->count; }

static int map_nothing(thandle_t handle, void **base, toff_t *size) {
    (void)handle, (void)base, (void)size;
    return 0;
}

static void unmap_nothing(thandle_t handle, void *base, toff_t size) { (void)handle, (void)base, (void)size; }

// The library packs red, green, blue and alpha into a number, already multiplied by alpha.
static void unpack(const uint32_t *raster, cairn_image *image) {
    const size_t count = (size_t)image->width * (size_t)image->height;
    uint8_t *out = image->pixels;
    for (size_t i = 0; i < count; i++) {
        const uint32_t pixel = raster[i];
        const uint32_t ground = (CAIRN_IMAGE_GROUND * (255 - TIFFGetA(pixel)) + 127) / 255;
        const uint32_t parts[3] = {TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel)};
        for (size_t c = 0; c < 3; c++) {
            const uint32_t value = parts[c] + ground;
            *out++ = (uint8_t)(value > 255 ? 255 : value);
        }
    }
}

static int32_t decode(TIFF *tiff, uint64_t most_pixels, cairn_image *image) {
    uint32_t width = 0, height = 0;
    if (!TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width) || !TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height)) {
        return CAIRN_IMAGE_CORRUPT;
    }
    if (width == 0 || height == 0) return CAIRN_IMAGE_CORRUPT;
    if ((uint64_t)width * height > most_pixels) return CAIRN_IMAGE_TOO_LARGE;
    char complaint[1024] = "";
    if (!TIFFRGBAImageOK(tiff, complaint)) return CAIRN_IMAGE_UNSUPPORTED;
    // The picture is wanted as it is stored: the caller makes it upright, and the library knows only half of the ways.
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    uint32_t *raster = calloc((size_t)width * height, sizeof *raster);
    if (!raster) return CAIRN_IMAGE_MEMORY;
    int32_t status = cairn_image_make(image, width, height, 3, most_pixels);
    if (status == CAIRN_IMAGE_OK) {
        // Nothing is kept of a picture whose first strip cannot be read; of others what could be.
        if (!TIFFReadRGBAImageOriented(tiff, width, height, raster, ORIENTATION_TOPLEFT, 0)) {
            image->fault = CAIRN_IMAGE_CORRUPT;
        }
        unpack(raster, image);
    }
    free(raster);
    return status;
}

// Whether any pixel differs from the first.
static int has_content(const cairn_image *image) {
    const size_t count = (size_t)image->width * (size_t)image->height * (size_t)image->channels;
    for (size_t i = (size_t)image->channels; i < count; i++) {
        if (image->pixels[i] != image->pixels[i % (size_t)image->channels]) return 1;
    }
    return 0;
}

int32_t cairn_tiff_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_image *image) {
    memset(image, 0, sizeof *image);
    source file = {bytes, count, 0};
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (!options) return CAIRN_IMAGE_MEMORY;
    const uint64_t most_bytes = most_pixels > INT32_MAX / 4 ? INT32_MAX : most_pixels * 4;
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, (tmsize_t)most_bytes);
    TIFF *tiff = TIFFClientOpenExt("evidence", "rm", &file, read_bytes, refuse_write, seek, close_nothing, size_of,
                                   map_nothing, unmap_nothing, options);
    TIFFOpenOptionsFree(options);
    if (!tiff) return CAIRN_IMAGE_CORRUPT;
    int32_t status = decode(tiff, most_pixels, image);
    TIFFClose(tiff);
    if (status == CAIRN_IMAGE_OK && image->fault != CAIRN_IMAGE_OK && !has_content(image)) status = image->fault;
    if (status != CAIRN_IMAGE_OK) cairn_image_free(image);
    return status;
}
