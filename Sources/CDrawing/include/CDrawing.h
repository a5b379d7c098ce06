// Drawing on pictures in memory by OpenCV, and their encoding as PNG. Single-threaded; no exception leaves, no file is
// touched.
#ifndef CAIRN_DRAWING_H
#define CAIRN_DRAWING_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What is drawn on: `width * height` pixels of red, green and blue, rows without gaps. The middle of the first pixel is
/// at 0, 0. The caller owns the pixels.
typedef struct {
    uint8_t *pixels;
    int32_t width, height;
} cairn_canvas;

/// Colour 0xRRGGBB, laid over what is there with an opacity of 0 to 1.
typedef struct {
    uint32_t colour;
    double opacity;
} cairn_ink;

/// Sets up OpenCV for one thread and no graphics card; to be called once, before the walls stand.
void cairn_drawing_prepare(void);

/// Lays a picture of `width` by `height` pixels (red, green and blue, rows without gaps) on the canvas.
///
/// `placement` is the projective map, row by row, from the picture's pixels to the canvas. Only what lies within the
/// polygon of `corners` corners in `part`, x and y in turn, is drawn; its corners must be before the horizon. Returns 0,
/// or -1 if the placement makes no sense, memory ran out or the library failed.
int32_t cairn_drawing_place(const cairn_canvas *canvas, const uint8_t *rgb, int32_t width, int32_t height,
                            const double placement[9], const double *part, size_t corners, double opacity);

/// Draws a line through `count` points, x and y in turn: open, closed, or as a filled polygon. 0 if all went well.
int32_t cairn_drawing_line(const cairn_canvas *canvas, const double *points, size_t count, cairn_ink ink,
                           int32_t thickness, int32_t is_closed);
int32_t cairn_drawing_fill(const cairn_canvas *canvas, const double *points, size_t count, cairn_ink ink);

/// Writes a line of printable ASCII from x, y on, with capitals `size` pixels high. 0 if all went well.
int32_t cairn_drawing_text(const cairn_canvas *canvas, double x, double y, const char *text, uint32_t colour,
                           double size);

/// How many bytes cairn_png_encode needs room for.
size_t cairn_png_bound(int32_t width, int32_t height);

/// Encodes a canvas as PNG, without time or anything else that differs from call to call. 0 if all went well.
int32_t cairn_png_encode(const cairn_canvas *canvas, uint8_t *out, size_t capacity, size_t *count);

#ifdef __cplusplus
}
#endif

#endif
