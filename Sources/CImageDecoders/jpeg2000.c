#include <openjpeg.h>
#include <stdlib.h>
#include <string.h>

#include "image.h"

typedef struct {
    const uint8_t *bytes;
    size_t count;
    size_t position;
} source;

static OPJ_SIZE_T read_bytes(void *out, OPJ_SIZE_T count, void *user) {
    source *file = user;
    if (file->position >= file->count) return (OPJ_SIZE_T)-1;
    size_t given = count;
    if (given > file->count - file->position) given = file->count - file->position;
    memcpy(out, file->bytes + file->position, given);
    file->position += given;
    return given;
}

static OPJ_OFF_T skip(OPJ_OFF_T count, void *user) {
    source *file = user;
    if (count < 0) return -1;
    const size_t left = file->count - file->position;
    const size_t given = (uint64_t)count > left ? left : (size_t)count;
    file->position += given;
    return (OPJ_OFF_T)given;
}

static OPJ_BOOL seek(OPJ_OFF_T position, void *user) {
    source *file = user;
    if (position < 0 || (uint64_t)position > file->count) return OPJ_FALSE;
    file->position = (size_t)position;
    return OPJ_TRUE;
}

static void ignore(const char *message, void *user) { (void)message, (void)user; }

// One sample as 8 bits; components may be coarser than the picture and of any depth.
static int sample(const opj_image_comp_t *part, int64_t x, int64_t y) {
    int64_t u = x / (part->dx ? part->dx : 1), v = y / (part->dy ? part->dy : 1);
    if (u >= part->w) u = part->w - 1;
    if (v >= part->h) v = part->h - 1;
    int64_t value = part->data[(size_t)v * part->w + (size_t)u];
    if (part->sgnd) value += INT64_C(1) << (part->prec - 1);
    value = part->prec > 8 ? value >> (part->prec - 8) : value * 255 / ((1 << part->prec) - 1);
    return value < 0 ? 0 : value > 255 ? 255 : (int)value;
}

static uint8_t clamp(double value) { return value <= 0 ? 0 : value >= 255 ? 255 : (uint8_t)(value + 0.5); }

static int32_t convert(const opj_image_t *decoded, uint64_t most_pixels, cairn_image *image) {
    for (uint32_t part = 0; part < decoded->numcomps; part++) {
        const opj_image_comp_t *plane = &decoded->comps[part];
        if (!plane->data || plane->w == 0 || plane->h == 0 || plane->prec == 0 || plane->prec > 31) {
            return CAIRN_IMAGE_CORRUPT;
        }
    }
    const int is_colour = decoded->numcomps >= 3;
    const int64_t width = (int64_t)decoded->comps[0].w * decoded->comps[0].dx;
    const int64_t height = (int64_t)decoded->comps[0].h * decoded->comps[0].dy;
    const int32_t status = cairn_image_make(image, width, height, is_colour ? 3 : 1, most_pixels);
    if (status != CAIRN_IMAGE_OK) return status;
    const int is_luma = is_colour && (decoded->color_space == OPJ_CLRSPC_SYCC || decoded->color_space == OPJ_CLRSPC_EYCC ||
                                      (decoded->comps[1].dx != decoded->comps[0].dx));
    uint8_t *out = image->pixels;
    for (int64_t y = 0; y < height; y++) {
        for (int64_t x = 0; x < width; x++) {
            const int first = sample(&decoded->comps[0], x, y);
            if (!is_colour) {
                *out++ = (uint8_t)first;
                continue;
            }
            const int second = sample(&decoded->comps[1], x, y), third = sample(&decoded->comps[2], x, y);
            *out++ = is_luma ? clamp(first + 1.402 * (third - 128)) : (uint8_t)first;
            *out++ = is_luma ? clamp(first - 0.344136 * (second - 128) - 0.714136 * (third - 128)) : (uint8_t)second;
            *out++ = is_luma ? clamp(first + 1.772 * (second - 128)) : (uint8_t)third;
        }
    }
    return CAIRN_IMAGE_OK;
}

static int32_t decode(opj_codec_t *codec, opj_stream_t *stream, uint64_t most_pixels, cairn_image *image) {
    opj_image_t *decoded = NULL;
    if (!opj_read_header(stream, codec, &decoded)) return CAIRN_IMAGE_CORRUPT;
    int32_t status = CAIRN_IMAGE_OK;
    const uint64_t width = decoded->x1 > decoded->x0 ? decoded->x1 - decoded->x0 : 0;
    const uint64_t height = decoded->y1 > decoded->y0 ? decoded->y1 - decoded->y0 : 0;
    if (width == 0 || height == 0 || decoded->numcomps == 0) status = CAIRN_IMAGE_CORRUPT;
    // Each component is decoded to 4 bytes a sample.
    if (status == CAIRN_IMAGE_OK && width * height * decoded->numcomps > most_pixels) status = CAIRN_IMAGE_TOO_LARGE;
    int32_t fault = CAIRN_IMAGE_OK;
    if (status == CAIRN_IMAGE_OK && !opj_decode(codec, stream, decoded)) {
        if (decoded->comps[0].data) {
            fault = CAIRN_IMAGE_CORRUPT;
        } else {
            status = CAIRN_IMAGE_CORRUPT;
        }
    }
    if (status == CAIRN_IMAGE_OK) status = convert(decoded, most_pixels, image);
    if (status == CAIRN_IMAGE_OK) image->fault = fault;
    opj_image_destroy(decoded);
    return status;
}

int32_t cairn_jpeg2000_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_image *image) {
    memset(image, 0, sizeof *image);
    source file = {bytes, count, 0};
    const int is_bare = count >= 4 && memcmp(bytes, "\xff\x4f\xff\x51", 4) == 0;
    opj_codec_t *codec = opj_create_decompress(is_bare ? OPJ_CODEC_J2K : OPJ_CODEC_JP2);
    opj_stream_t *stream = opj_stream_default_create(OPJ_TRUE);
    int32_t status = codec && stream ? CAIRN_IMAGE_OK : CAIRN_IMAGE_MEMORY;
    if (status == CAIRN_IMAGE_OK) {
        opj_set_info_handler(codec, ignore, NULL);
        opj_set_warning_handler(codec, ignore, NULL);
        opj_set_error_handler(codec, ignore, NULL);
        opj_stream_set_user_data(stream, &file, NULL);
        opj_stream_set_user_data_length(stream, count);
        opj_stream_set_read_function(stream, read_bytes);
        opj_stream_set_skip_function(stream, skip);
        opj_stream_set_seek_function(stream, seek);
        opj_dparameters_t parameters;
        opj_set_default_decoder_parameters(&parameters);
        if (!opj_setup_decoder(codec, &parameters)) status = CAIRN_IMAGE_CORRUPT;
        // What is there of a cut file is wanted.
        opj_decoder_set_strict_mode(codec, OPJ_FALSE);
    }
    if (status == CAIRN_IMAGE_OK) status = decode(codec, stream, most_pixels, image);
    if (stream) opj_stream_destroy(stream);
    if (codec) opj_destroy_codec(codec);
    return status;
}
