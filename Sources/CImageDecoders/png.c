#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "image.h"

enum { longest_side = 1000000, chunk_bytes = 8 << 20, most_chunks = 10000 };

typedef struct {
    const uint8_t *bytes;
    size_t count;
    size_t position;
    int ended;
    jmp_buf escape;
    // Set between calls of the library, read after it has given up.
    volatile uint32_t rows;
    uint8_t *row;
    uint8_t **interlaced;
    int has_alpha;
} reading;

static void refuse(png_structp png, png_const_charp complaint) {
    (void)complaint;
    longjmp(((reading *)png_get_error_ptr(png))->escape, 1);
}

static void ignore(png_structp png, png_const_charp complaint) { (void)png, (void)complaint; }

static void read_bytes(png_structp png, png_bytep out, size_t count) {
    reading *source = png_get_io_ptr(png);
    if (count > source->count - source->position) {
        source->ended = 1;
        png_error(png, "end");
    }
    memcpy(out, source->bytes + source->position, count);
    source->position += count;
}

static void set_transformations(png_structp png, png_infop info, int has_alpha, int is_grey) {
    png_set_expand(png);
    png_set_scale_16(png);
    if (!is_grey && !(png_get_color_type(png, info) & PNG_COLOR_MASK_COLOR)) png_set_gray_to_rgb(png);
    if (has_alpha) png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
}

static void read_rows(png_structp png, reading *source, cairn_image *image, int has_alpha, int passes) {
    const size_t width = (size_t)image->width;
    if (passes == 1) {
        for (; source->rows < (uint32_t)image->height; source->rows++) {
            uint8_t *out = image->pixels + (size_t)source->rows * width * (size_t)image->channels;
            png_read_row(png, has_alpha ? source->row : out, NULL);
            if (has_alpha) cairn_image_flatten(source->row, out, width);
        }
        return;
    }
    // An interlaced picture is complete only after its last pass.
    for (int pass = 0; pass < passes; pass++) {
        for (int32_t y = 0; y < image->height; y++) png_read_row(png, source->interlaced[y], NULL);
        source->rows = (uint32_t)image->height;
    }
}

static void take_interlaced(const reading *source, cairn_image *image, int has_alpha) {
    const size_t width = (size_t)image->width;
    for (int32_t y = 0; y < image->height; y++) {
        uint8_t *out = image->pixels + (size_t)y * width * (size_t)image->channels;
        if (has_alpha) {
            cairn_image_flatten(source->interlaced[y], out, width);
        } else {
            memcpy(out, source->interlaced[y], width * (size_t)image->channels);
        }
    }
}

static int make_interlaced(reading *source, const cairn_image *image, size_t row_bytes) {
    source->interlaced = calloc((size_t)image->height, sizeof *source->interlaced);
    if (!source->interlaced) return 0;
    uint8_t *all = calloc((size_t)image->height, row_bytes);
    if (!all) return 0;
    for (int32_t y = 0; y < image->height; y++) source->interlaced[y] = all + (size_t)y * row_bytes;
    return 1;
}

static void clean_up(reading *source) {
    free(source->row);
    if (source->interlaced) free(source->interlaced[0]);
    free(source->interlaced);
}

static int32_t decode(png_structp png, png_infop info, reading *source, uint64_t most_pixels, cairn_image *image) {
    png_set_user_limits(png, longest_side, longest_side);
    png_set_chunk_malloc_max(png, chunk_bytes);
    png_set_chunk_cache_max(png, most_chunks);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
    // A wrong check sum of a chunk is no reason to lose the picture.
    png_set_crc_action(png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
    png_set_read_fn(png, source, read_bytes);
    png_read_info(png, info);
    const int type = png_get_color_type(png, info);
    const int has_alpha = (type & PNG_COLOR_MASK_ALPHA) || png_get_valid(png, info, PNG_INFO_tRNS);
    const int is_grey = !(type & PNG_COLOR_MASK_COLOR) && !has_alpha;
    source->has_alpha = has_alpha;
    int32_t status = cairn_image_make(image, png_get_image_width(png, info), png_get_image_height(png, info),
                                      is_grey ? 1 : 3, most_pixels);
    if (status != CAIRN_IMAGE_OK) return status;
    set_transformations(png, info, has_alpha, is_grey);
    const int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    const size_t row_bytes = (size_t)image->width * (size_t)(has_alpha ? 4 : image->channels);
    if (png_get_rowbytes(png, info) != row_bytes) return CAIRN_IMAGE_UNSUPPORTED;
    source->row = calloc(1, row_bytes);
    if (!source->row) return CAIRN_IMAGE_MEMORY;
    if (passes > 1 && !make_interlaced(source, image, row_bytes)) return CAIRN_IMAGE_MEMORY;
    read_rows(png, source, image, has_alpha, passes);
    return CAIRN_IMAGE_OK;
}

int32_t cairn_png_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_image *image) {
    memset(image, 0, sizeof *image);
    reading *source = calloc(1, sizeof *source);
    if (!source) return CAIRN_IMAGE_MEMORY;
    source->bytes = bytes;
    source->count = count;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, source, refuse, ignore);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    volatile int32_t status = CAIRN_IMAGE_MEMORY;
    if (info) {
        if (setjmp(source->escape) == 0) {
            status = decode(png, info, source, most_pixels, image);
        } else {
            status = source->ended ? CAIRN_IMAGE_TRUNCATED : CAIRN_IMAGE_CORRUPT;
        }
    }
    if (image->pixels && source->rows > 0) {
        if (source->interlaced) take_interlaced(source, image, source->has_alpha);
        if (status != CAIRN_IMAGE_OK) image->fault = status;
        status = CAIRN_IMAGE_OK;
    }
    if (status != CAIRN_IMAGE_OK) cairn_image_free(image);
    png_destroy_read_struct(&png, &info, NULL);
    clean_up(source);
    free(source);
    return status;
}
