#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

#include "CairnKernels.h"
#include "image.h"

typedef struct {
    int width, height, sampling, space;
} header;

// Whether a complaint says that data is missing, rather than that there is too much or something odd.
static int is_truncation(const char *complaint) { return strstr(complaint, "Premature end") != NULL; }

// The state of a decoder whose call has just failed: fatal, or something to note.
static int32_t failure(tjhandle decoder, int32_t *fault) {
    const char *complaint = tjGetErrorStr2(decoder);
    const int32_t status = is_truncation(complaint) ? CAIRN_IMAGE_TRUNCATED : CAIRN_IMAGE_CORRUPT;
    if (tjGetErrorCode(decoder) != TJERR_WARNING) return status;
    // Extraneous bytes do not harm the picture; missing ones do.
    if (status == CAIRN_IMAGE_TRUNCATED || strstr(complaint, "bad Huffman") || strstr(complaint, "Corrupt JPEG data: bad")) {
        *fault = status;
    }
    return CAIRN_IMAGE_OK;
}

static inline uint8_t clamp(float value) {
    const float most = value < 255 ? value : 255;
    return (uint8_t)((most > 0 ? most : 0) + 0.5f);
}

// Luma and chroma, each of the same size, to red, green and blue.
static void mix(const uint8_t *lumas, const uint8_t *blues, const uint8_t *reds, size_t count, uint8_t *out) {
    // Channel by channel for some pixels at a time, as processors reckon with many values at once and weave badly.
    enum { piece = 256 };
    uint8_t red[piece], green[piece], blue[piece];
    for (size_t start = 0; start < count; start += piece) {
        const size_t length = count - start < piece ? count - start : piece;
        for (size_t i = 0; i < length; i++) {
            const float y = (float)lumas[start + i], b = (float)blues[start + i] - 128, r = (float)reds[start + i] - 128;
            red[i] = clamp(y + 1.402f * r);
            green[i] = clamp(y - 0.344136f * b - 0.714136f * r);
            blue[i] = clamp(y + 1.772f * b);
        }
        for (size_t i = 0; i < length; i++, out += 3) {
            out[0] = red[i];
            out[1] = green[i];
            out[2] = blue[i];
        }
    }
}

// One plane of the small picture; NULL if memory is short.
static uint8_t *reduce_plane(const uint8_t *plane, int width, int height, int columns, int rows) {
    uint8_t *out = malloc((size_t)columns * (size_t)rows);
    uint32_t *scratch = malloc(((size_t)width + (size_t)columns + 2) * sizeof *scratch);
    if (out && scratch) {
        cairn_reduce(plane, (size_t)width, width, height, 1, columns, rows, scratch, out);
    } else {
        free(out);
        out = NULL;
    }
    free(scratch);
    return out;
}

// Makes the small picture of the three planes, each averaged over its own grid.
static void reduce(unsigned char *const planes[3], const header *jpeg, int32_t side, cairn_image *reduced) {
    const int longer = jpeg->width > jpeg->height ? jpeg->width : jpeg->height;
    int columns = jpeg->width, rows = jpeg->height;
    if (longer > side) {
        columns = (int)((int64_t)jpeg->width * side / longer);
        rows = (int)((int64_t)jpeg->height * side / longer);
    }
    if (columns < 1) columns = 1;
    if (rows < 1) rows = 1;
    const int chroma_width = tjPlaneWidth(1, jpeg->width, jpeg->sampling);
    const int chroma_height = tjPlaneHeight(1, jpeg->height, jpeg->sampling);
    uint8_t *lumas = reduce_plane(planes[0], jpeg->width, jpeg->height, columns, rows);
    uint8_t *blues = reduce_plane(planes[1], chroma_width, chroma_height, columns, rows);
    uint8_t *reds = reduce_plane(planes[2], chroma_width, chroma_height, columns, rows);
    const size_t count = (size_t)columns * (size_t)rows;
    if (lumas && blues && reds && cairn_image_make(reduced, columns, rows, 3, count) == CAIRN_IMAGE_OK) {
        mix(lumas, blues, reds, count, reduced->pixels);
    }
    free(lumas);
    free(blues);
    free(reds);
}

// Decodes luma alone: what the other planes hold is read over, and not reckoned out.
static int32_t decode_luma(tjhandle decoder, const uint8_t *bytes, size_t count, const header *jpeg,
                           uint64_t most_pixels, cairn_image *whole) {
    int32_t status = cairn_image_make(whole, jpeg->width, jpeg->height, 1, most_pixels);
    if (status != CAIRN_IMAGE_OK) return status;
    if (tjDecompress2(decoder, bytes, count, whole->pixels, jpeg->width, 0, jpeg->height, TJPF_GRAY,
                      TJFLAG_LIMITSCANS) != 0) {
        status = failure(decoder, &whole->fault);
    }
    if (status != CAIRN_IMAGE_OK) cairn_image_free(whole);
    return status;
}

// Cuts rows to the picture's width where the decoder pads them.
static void trim(uint8_t *plane, int padded_width, int width, int height) {
    if (padded_width == width) return;
    for (int y = 1; y < height; y++) {
        memmove(plane + (size_t)y * (size_t)width, plane + (size_t)y * (size_t)padded_width, (size_t)width);
    }
}

static int32_t decode_planes(tjhandle decoder, const uint8_t *bytes, size_t count, const header *jpeg, int32_t side,
                             cairn_image *whole, cairn_image *reduced) {
    unsigned char *planes[3] = {NULL, NULL, NULL};
    int strides[3] = {0, 0, 0};
    int32_t status = CAIRN_IMAGE_OK;
    for (int part = 0; part < 3 && status == CAIRN_IMAGE_OK; part++) {
        strides[part] = tjPlaneWidth(part, jpeg->width, jpeg->sampling);
        const int height = tjPlaneHeight(part, jpeg->height, jpeg->sampling);
        planes[part] = cairn_image_allocate((size_t)height, (size_t)strides[part]);
        if (!planes[part]) status = CAIRN_IMAGE_MEMORY;
    }
    if (status == CAIRN_IMAGE_OK &&
        tjDecompressToYUVPlanes(decoder, bytes, count, planes, jpeg->width, strides, jpeg->height, TJFLAG_LIMITSCANS) != 0) {
        status = failure(decoder, &whole->fault);
    }
    if (status == CAIRN_IMAGE_OK) {
        trim(planes[0], strides[0], jpeg->width, jpeg->height);
        reduce(planes, jpeg, side, reduced);
        whole->pixels = planes[0];
        whole->width = jpeg->width;
        whole->height = jpeg->height;
        whole->channels = 1;
        planes[0] = NULL;
    }
    for (int part = 0; part < 3; part++) free(planes[part]);
    return status;
}

// Cyan, magenta, yellow and black, inverted as Adobe writes them, to red, green and blue in place.
static void uninvert(const uint8_t *cmyk, uint8_t *rgb, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const uint32_t black = cmyk[4 * i + 3];
        for (size_t c = 0; c < 3; c++) rgb[3 * i + c] = (uint8_t)((cmyk[4 * i + c] * black + 127) / 255);
    }
}

static int32_t decode_colours(tjhandle decoder, const uint8_t *bytes, size_t count, const header *jpeg,
                              uint64_t most_pixels, cairn_image *whole) {
    const int is_print = jpeg->space == TJCS_CMYK || jpeg->space == TJCS_YCCK;
    cairn_image decoded;
    int32_t status = cairn_image_make(&decoded, jpeg->width, jpeg->height, is_print ? 4 : 3, most_pixels);
    if (status != CAIRN_IMAGE_OK) return status;
    int32_t fault = CAIRN_IMAGE_OK;
    if (tjDecompress2(decoder, bytes, count, decoded.pixels, jpeg->width, 0, jpeg->height,
                      is_print ? TJPF_CMYK : TJPF_RGB, TJFLAG_LIMITSCANS) != 0) {
        status = failure(decoder, &fault);
    }
    if (status != CAIRN_IMAGE_OK) {
        cairn_image_free(&decoded);
        return status;
    }
    if (is_print) {
        // Three bytes for four: the output never overtakes the input.
        uninvert(decoded.pixels, decoded.pixels, (size_t)jpeg->width * (size_t)jpeg->height);
        decoded.channels = 3;
    }
    *whole = decoded;
    whole->fault = fault;
    return CAIRN_IMAGE_OK;
}

int32_t cairn_jpeg_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, int32_t side, cairn_image *whole,
                          cairn_image *reduced) {
    memset(whole, 0, sizeof *whole);
    memset(reduced, 0, sizeof *reduced);
    tjhandle decoder = tjInitDecompress();
    if (!decoder) return CAIRN_IMAGE_MEMORY;
    // A file of tables alone is no error to the library, and leaves these untouched.
    header jpeg = {0, 0, -1, -1};
    int32_t status = CAIRN_IMAGE_OK;
    if (tjDecompressHeader3(decoder, bytes, count, &jpeg.width, &jpeg.height, &jpeg.sampling, &jpeg.space) != 0) {
        int32_t ignored = CAIRN_IMAGE_OK;
        status = failure(decoder, &ignored);
        if (strstr(tjGetErrorStr2(decoder), "nsupported")) status = CAIRN_IMAGE_UNSUPPORTED;
    }
    if (status == CAIRN_IMAGE_OK && (jpeg.width <= 0 || jpeg.height <= 0)) status = CAIRN_IMAGE_CORRUPT;
    if (status == CAIRN_IMAGE_OK && (uint64_t)jpeg.width * (uint64_t)jpeg.height > most_pixels) {
        status = CAIRN_IMAGE_TOO_LARGE;
    }
    if (status == CAIRN_IMAGE_OK) {
        const int has_luma = (jpeg.space == TJCS_YCbCr || jpeg.space == TJCS_GRAY) && jpeg.sampling >= 0;
        if (!has_luma) {
            status = decode_colours(decoder, bytes, count, &jpeg, most_pixels, whole);
        } else if (side <= 0 || jpeg.sampling == TJSAMP_GRAY) {
            status = decode_luma(decoder, bytes, count, &jpeg, most_pixels, whole);
        } else {
            status = decode_planes(decoder, bytes, count, &jpeg, side, whole, reduced);
        }
    }
    tjDestroy(decoder);
    return status;
}
