#include <png.h>
#include <setjmp.h>
#include <string.h>
#include <zlib.h>

#include "CDrawing.h"

enum { compression = 6, window_bits = 15, memory_level = 8 };

typedef struct {
    uint8_t *bytes;
    size_t capacity;
    size_t count;
    jmp_buf escape;
} writing;

static void give_up(png_structp png, png_const_charp complaint) {
    (void)complaint;
    longjmp(((writing *)png_get_error_ptr(png))->escape, 1);
}

static void ignore(png_structp png, png_const_charp complaint) { (void)png, (void)complaint; }

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
    writing *target = png_get_io_ptr(png);
    if (count > target->capacity - target->count) png_error(png, "full");
    memcpy(target->bytes + target->count, bytes, count);
    target->count += count;
}

static void flush(png_structp png) { (void)png; }

size_t cairn_png_bound(int32_t width, int32_t height) {
    const size_t raw = (size_t)height * ((size_t)width * 3 + 1);
    // What does not compress grows by less than a hundredth, and each chunk of 8 KiB has a head and a sum.
    return raw + raw / 100 + 65536;
}

int32_t cairn_png_encode(const cairn_canvas *canvas, uint8_t *out, size_t capacity, size_t *count) {
    writing target = {.bytes = out, .capacity = capacity};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &target, give_up, ignore);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (!info) {
        png_destroy_write_struct(&png, NULL);
        return -1;
    }
    if (setjmp(target.escape) != 0) {
        png_destroy_write_struct(&png, &info);
        return -1;
    }
    png_set_write_fn(png, &target, write_bytes, flush);
    png_set_IHDR(png, info, (png_uint_32)canvas->width, (png_uint_32)canvas->height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, compression);
    png_set_compression_strategy(png, Z_FILTERED);
    png_set_compression_window_bits(png, window_bits);
    png_set_compression_mem_level(png, memory_level);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_ALL_FILTERS);
    png_write_info(png, info);
    for (int32_t y = 0; y < canvas->height; y++) {
        png_write_row(png, canvas->pixels + (size_t)y * (size_t)canvas->width * 3);
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    *count = target.count;
    return 0;
}
