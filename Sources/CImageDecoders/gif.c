#include <gif_lib.h>
#include <stdlib.h>
#include <string.h>

#include "image.h"

// A pixel that no frame has drawn yet has alpha 0.
typedef struct {
    cairn_animation animation;
    GifFileType *file;
    const uint8_t *bytes;
    size_t count;
    size_t position;
    int ended;
    int is_done;
    uint8_t *canvas;    // red, green, blue and alpha
    uint8_t *restored;  // the canvas before a frame that is to be undone
    GifPixelType *line;
    uint64_t most_pixels;
    GraphicsControlBlock control;
    GifWord left, top, width, height;  // of the frame that is to be undone
    int disposal;
} gif_animation;

static int read_bytes(GifFileType *file, GifByteType *out, int count) {
    gif_animation *gif = file->UserData;
    size_t given = (size_t)count;
    if (given > gif->count - gif->position) {
        given = gif->count - gif->position;
        gif->ended = 1;
    }
    memcpy(out, gif->bytes + gif->position, given);
    gif->position += given;
    return (int)given;
}

static size_t canvas_pixels(const gif_animation *gif) {
    return (size_t)gif->file->SWidth * (size_t)gif->file->SHeight;
}

// Undoes the frame before as it asked for.
static void dispose(gif_animation *gif) {
    const size_t width = (size_t)gif->file->SWidth;
    if (gif->disposal == DISPOSE_PREVIOUS && gif->restored) {
        memcpy(gif->canvas, gif->restored, canvas_pixels(gif) * 4);
    } else if (gif->disposal == DISPOSE_BACKGROUND) {
        for (GifWord y = gif->top; y < gif->top + gif->height && y < gif->file->SHeight; y++) {
            for (GifWord x = gif->left; x < gif->left + gif->width && x < gif->file->SWidth; x++) {
                gif->canvas[4 * ((size_t)y * width + (size_t)x) + 3] = 0;
            }
        }
    }
    gif->disposal = DISPOSAL_UNSPECIFIED;
}

static void draw_line(gif_animation *gif, const ColorMapObject *colours, GifWord y) {
    const GifImageDesc *frame = &gif->file->Image;
    const GifWord row = frame->Top + y;
    if (row < 0 || row >= gif->file->SHeight) return;
    for (GifWord x = 0; x < frame->Width; x++) {
        const GifWord column = frame->Left + x;
        const int colour = gif->line[x];
        if (column < 0 || column >= gif->file->SWidth || colour == gif->control.TransparentColor) continue;
        if (colour >= colours->ColorCount) continue;
        uint8_t *out = gif->canvas + 4 * ((size_t)row * (size_t)gif->file->SWidth + (size_t)column);
        out[0] = colours->Colors[colour].Red;
        out[1] = colours->Colors[colour].Green;
        out[2] = colours->Colors[colour].Blue;
        out[3] = 255;
    }
}

static int32_t fault_of(const gif_animation *gif) {
    return gif->ended ? CAIRN_IMAGE_TRUNCATED : CAIRN_IMAGE_CORRUPT;
}

// Draws the frame whose record has just been met; gives how far it came as a status.
static int32_t draw_frame(gif_animation *gif, int32_t *lines) {
    *lines = 0;
    if (DGifGetImageDesc(gif->file) != GIF_OK) return fault_of(gif);
    const GifImageDesc *frame = &gif->file->Image;
    const ColorMapObject *colours = frame->ColorMap ? frame->ColorMap : gif->file->SColorMap;
    if (!colours || frame->Width <= 0 || frame->Height <= 0) return CAIRN_IMAGE_CORRUPT;
    if ((uint64_t)frame->Width * (uint64_t)frame->Height > gif->most_pixels) return CAIRN_IMAGE_TOO_LARGE;
    dispose(gif);
    if (gif->control.DisposalMode == DISPOSE_PREVIOUS) {
        if (!gif->restored) gif->restored = malloc(canvas_pixels(gif) * 4);
        if (!gif->restored) return CAIRN_IMAGE_MEMORY;
        memcpy(gif->restored, gif->canvas, canvas_pixels(gif) * 4);
    }
    GifPixelType *line = realloc(gif->line, (size_t)frame->Width);
    if (!line) return CAIRN_IMAGE_MEMORY;
    gif->line = line;
    gif->left = frame->Left, gif->top = frame->Top, gif->width = frame->Width, gif->height = frame->Height;
    gif->disposal = gif->control.DisposalMode;
    static const GifWord starts[] = {0, 4, 2, 1}, steps[] = {8, 8, 4, 2};
    const int passes = frame->Interlace ? 4 : 1;
    for (int pass = 0; pass < passes; pass++) {
        const GifWord start = frame->Interlace ? starts[pass] : 0, step = frame->Interlace ? steps[pass] : 1;
        for (GifWord y = start; y < frame->Height; y += step) {
            if (DGifGetLine(gif->file, gif->line, frame->Width) != GIF_OK) return fault_of(gif);
            draw_line(gif, colours, y);
            *lines += 1;
        }
    }
    return CAIRN_IMAGE_OK;
}

static int32_t skip_extension(gif_animation *gif) {
    int code = 0;
    GifByteType *block = NULL;
    if (DGifGetExtension(gif->file, &code, &block) != GIF_OK) return fault_of(gif);
    if (code == GRAPHICS_EXT_FUNC_CODE && block) DGifExtensionToGCB(block[0], block + 1, &gif->control);
    while (block) {
        if (DGifGetExtensionNext(gif->file, &block) != GIF_OK) return fault_of(gif);
    }
    return CAIRN_IMAGE_OK;
}

static int32_t show(gif_animation *gif, cairn_image *image) {
    const int32_t status =
        cairn_image_make(image, gif->file->SWidth, gif->file->SHeight, 3, gif->most_pixels);
    if (status == CAIRN_IMAGE_OK) cairn_image_flatten(gif->canvas, image->pixels, canvas_pixels(gif));
    return status;
}

static int32_t next_frame(cairn_animation *animation, cairn_image *image) {
    gif_animation *gif = (gif_animation *)animation;
    while (!gif->is_done) {
        GifRecordType type = UNDEFINED_RECORD_TYPE;
        if (DGifGetRecordType(gif->file, &type) != GIF_OK) return fault_of(gif);
        if (type == TERMINATE_RECORD_TYPE) break;
        if (type == EXTENSION_RECORD_TYPE) {
            const int32_t status = skip_extension(gif);
            if (status != CAIRN_IMAGE_OK) return status;
            continue;
        }
        if (type != IMAGE_DESC_RECORD_TYPE) continue;
        int32_t lines = 0;
        const int32_t status = draw_frame(gif, &lines);
        gif->control = (GraphicsControlBlock){DISPOSAL_UNSPECIFIED, 0, 0, NO_TRANSPARENT_COLOR};
        if (status != CAIRN_IMAGE_OK) {
            gif->is_done = 1;
            if (lines == 0) return status;
        }
        const int32_t shown = show(gif, image);
        if (shown == CAIRN_IMAGE_OK) image->fault = status;
        return shown;
    }
    gif->is_done = 1;
    return CAIRN_IMAGE_END;
}

static void close_animation(cairn_animation *animation) {
    gif_animation *gif = (gif_animation *)animation;
    int ignored = 0;
    if (gif->file) DGifCloseFile(gif->file, &ignored);
    free(gif->canvas);
    free(gif->restored);
    free(gif->line);
    free(gif);
}

int32_t cairn_gif_open(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_animation **animation) {
    *animation = NULL;
    gif_animation *gif = calloc(1, sizeof *gif);
    if (!gif) return CAIRN_IMAGE_MEMORY;
    gif->bytes = bytes;
    gif->count = count;
    gif->most_pixels = most_pixels;
    gif->animation.next = next_frame;
    gif->animation.close = close_animation;
    gif->control.TransparentColor = NO_TRANSPARENT_COLOR;
    int error = 0;
    int32_t status = CAIRN_IMAGE_OK;
    gif->file = DGifOpen(gif, read_bytes, &error);
    if (!gif->file) {
        status = fault_of(gif);
    } else if (gif->file->SWidth <= 0 || gif->file->SHeight <= 0) {
        status = CAIRN_IMAGE_CORRUPT;
    } else if (canvas_pixels(gif) > most_pixels) {
        status = CAIRN_IMAGE_TOO_LARGE;
    } else {
        gif->canvas = calloc(canvas_pixels(gif), 4);
        if (!gif->canvas) status = CAIRN_IMAGE_MEMORY;
    }
    if (status != CAIRN_IMAGE_OK) {
        close_animation(&gif->animation);
        return status;
    }
    *animation = &gif->animation;
    return CAIRN_IMAGE_OK;
}
