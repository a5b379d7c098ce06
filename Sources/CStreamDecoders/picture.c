#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libavutil/avstring.h>
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>

#include "stream.h"

struct SwsContext *cairn_scaler(struct SwsContext *cached, const AVFrame *frame, int32_t width, int32_t height,
                                enum AVPixelFormat format) {
    return sws_getCachedContext(cached, frame->width, frame->height, frame->format, width, height, format, SWS_AREA,
                                NULL, NULL, NULL);
}

static int has_room(int32_t width, int32_t height, int32_t channels, size_t bytes, size_t row_bytes) {
    if (width <= 0 || height <= 0 || row_bytes > INT32_MAX || row_bytes / (size_t)channels < (size_t)width) return 0;
    size_t rows;
    return !__builtin_mul_overflow(row_bytes, (size_t)height, &rows) && bytes >= CAIRN_STREAM_SLACK &&
           rows <= bytes - CAIRN_STREAM_SLACK;
}

static int32_t scale(struct SwsContext **cached, const AVFrame *frame, int32_t width, int32_t height,
                     enum AVPixelFormat format, uint8_t *out, size_t row_bytes) {
    *cached = cairn_scaler(*cached, frame, width, height, format);
    if (!*cached) return CAIRN_STREAM_UNSUPPORTED;
    uint8_t *planes[4] = {out};
    int strides[4] = {(int)row_bytes};
    int rows = sws_scale(*cached, (const uint8_t *const *)frame->data, frame->linesize, 0, frame->height, planes,
                         strides);
    return rows == height ? CAIRN_STREAM_OK : CAIRN_STREAM_CORRUPT;
}

static int is_full_range(const AVFrame *frame, const AVPixFmtDescriptor *description) {
    if (frame->color_range == AVCOL_RANGE_JPEG) return 1;
    if (frame->color_range == AVCOL_RANGE_MPEG) return 0;
    if (av_strstart(description->name, "yuvj", NULL)) return 1;
    return description->nb_components <= 2;
}

// 16 to 235 becomes 0 to 255.
static uint8_t expanded(uint8_t luma) {
    uint32_t above = luma > 16 ? luma - 16u : 0;
    uint32_t value = (above * 149 + 64) >> 7;
    return value > 255 ? 255 : (uint8_t)value;
}

static void copy_row_of_bytes(const uint8_t *in, int step, uint8_t *out, int32_t width, int is_full) {
    if (step != 1) {
        for (int32_t x = 0; x < width; x++) out[x] = is_full ? in[(size_t)x * step] : expanded(in[(size_t)x * step]);
    } else if (is_full) {
        memcpy(out, in, (size_t)width);
    } else {
        for (int32_t x = 0; x < width; x++) out[x] = expanded(in[x]);
    }
}

static void copy_row_of_words(const uint8_t *in, const AVComponentDescriptor *luma, int is_big_endian, uint8_t *out,
                              int32_t width, int is_full) {
    int shift = luma->shift + luma->depth - 8;
    for (int32_t x = 0; x < width; x++) {
        const uint8_t *word = in + (size_t)x * luma->step;
        uint32_t value = is_big_endian ? (uint32_t)word[0] << 8 | word[1] : (uint32_t)word[1] << 8 | word[0];
        value = (value >> shift) & 255;
        out[x] = is_full ? (uint8_t)value : expanded((uint8_t)value);
    }
}

int32_t cairn_stream_luma(cairn_stream *stream, uint8_t *out, size_t bytes, size_t row_bytes) {
    const AVFrame *frame = stream->frame;
    if (!stream->has_frame || !has_room(frame->width, frame->height, 1, bytes, row_bytes)) return CAIRN_STREAM_CORRUPT;
    const AVPixFmtDescriptor *description = av_pix_fmt_desc_get(frame->format);
    if (!description) return CAIRN_STREAM_UNSUPPORTED;
    const uint64_t without_luma = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM |
                                  AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_FLOAT;
    const AVComponentDescriptor *luma = &description->comp[0];
    if ((description->flags & without_luma) || luma->depth < 8 || luma->depth > 16 || luma->plane != 0) {
        return scale(&stream->to_luma, frame, frame->width, frame->height, AV_PIX_FMT_GRAY8, out, row_bytes);
    }
    int is_full = is_full_range(frame, description);
    int is_big_endian = (description->flags & AV_PIX_FMT_FLAG_BE) != 0;
    for (int32_t y = 0; y < frame->height; y++) {
        const uint8_t *row = frame->data[0] + (ptrdiff_t)y * frame->linesize[0] + luma->offset;
        uint8_t *target = out + (size_t)y * row_bytes;
        if (luma->depth == 8) copy_row_of_bytes(row, luma->step, target, frame->width, is_full);
        else copy_row_of_words(row, luma, is_big_endian, target, frame->width, is_full);
    }
    return CAIRN_STREAM_OK;
}

int32_t cairn_stream_rgb(cairn_stream *stream, int32_t width, int32_t height, uint8_t *out, size_t bytes,
                         size_t row_bytes) {
    if (!stream->has_frame || !has_room(width, height, 3, bytes, row_bytes)) return CAIRN_STREAM_CORRUPT;
    return scale(&stream->to_rgb, stream->frame, width, height, AV_PIX_FMT_RGB24, out, row_bytes);
}

static int32_t read_whole(int32_t descriptor, int64_t size, const cairn_stream_limits *limits, AVPacket **out) {
    if (size <= 0) return CAIRN_STREAM_TRUNCATED;
    if (size > INT32_MAX - AV_INPUT_BUFFER_PADDING_SIZE || size > limits->memory_bytes / 2) {
        return CAIRN_STREAM_TOO_LARGE;
    }
    AVPacket *packet = av_packet_alloc();
    if (!packet || av_new_packet(packet, (int)size) < 0) {
        av_packet_free(&packet);
        return CAIRN_STREAM_MEMORY;
    }
    cairn_source source = {.descriptor = descriptor, .size = size, .deadline_ns = limits->deadline_ns};
    while (source.position < size) {
        int count = (int)FFMIN(size - source.position, 1 << 20);
        int got = cairn_source_read(&source, packet->data + source.position, count);
        if (got <= 0) {
            av_packet_free(&packet);
            if (source.io_error) return CAIRN_STREAM_UNREADABLE;
            return got == AVERROR_EXIT ? CAIRN_STREAM_TIMEOUT : CAIRN_STREAM_TRUNCATED;
        }
    }
    packet->flags |= AV_PKT_FLAG_KEY;
    *out = packet;
    return CAIRN_STREAM_OK;
}

static int32_t decode_one(const char *name, const cairn_stream_limits *limits, AVPacket **packet, AVFrame *frame) {
    const AVCodec *codec = avcodec_find_decoder_by_name(name);
    if (!codec || av_match_list(name, cairn_allowed_decoders, ',') <= 0) return CAIRN_STREAM_UNSUPPORTED;
    AVCodecContext *decoder = avcodec_alloc_context3(codec);
    if (!decoder) return CAIRN_STREAM_MEMORY;
    cairn_confine_decoder(decoder, limits);
    int error = avcodec_open2(decoder, codec, NULL);
    if (error >= 0) error = avcodec_send_packet(decoder, *packet);
    // The decoder holds what it needs of the file; ours goes before the pixels come.
    av_packet_free(packet);
    if (error >= 0) error = avcodec_send_packet(decoder, NULL);
    if (error >= 0) error = avcodec_receive_frame(decoder, frame);
    int is_large = (int64_t)FFMAX(decoder->width, 0) * FFMAX(decoder->height, 0) > limits->pixels;
    avcodec_free_context(&decoder);
    if (error < 0 && is_large) return CAIRN_STREAM_TOO_LARGE;
    if (error < 0) return error == AVERROR_EOF ? CAIRN_STREAM_CORRUPT : cairn_status_of(error);
    if (frame->width <= 0 || frame->height <= 0 || !frame->data[0]) return CAIRN_STREAM_CORRUPT;
    return (int64_t)frame->width * frame->height > limits->pixels ? CAIRN_STREAM_TOO_LARGE : CAIRN_STREAM_OK;
}

int32_t cairn_picture_decode(int32_t descriptor, int64_t size, const char *decoder, const cairn_stream_limits *limits,
                             uint8_t **pixels, int32_t *width, int32_t *height, int32_t *has_alpha) {
    *pixels = NULL;
    AVPacket *packet = NULL;
    int32_t status = read_whole(descriptor, size, limits, &packet);
    if (status != CAIRN_STREAM_OK) return status;
    AVFrame *frame = av_frame_alloc();
    status = frame ? decode_one(decoder, limits, &packet, frame) : CAIRN_STREAM_MEMORY;
    av_packet_free(&packet);
    if (status == CAIRN_STREAM_OK) {
        const AVPixFmtDescriptor *description = av_pix_fmt_desc_get(frame->format);
        *has_alpha = description && (description->flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
        int32_t channels = *has_alpha ? 4 : 3;
        enum AVPixelFormat format = *has_alpha ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24;
        size_t row_bytes = (size_t)frame->width * (size_t)channels, bytes = 0;
        // The number of pixels is within its limit, so neither product can overflow 64 bits.
        bytes = row_bytes * (size_t)frame->height + CAIRN_STREAM_SLACK;
        uint8_t *memory = malloc(bytes);
        struct SwsContext *scaler = NULL;
        status = !memory ? CAIRN_STREAM_MEMORY
                         : scale(&scaler, frame, frame->width, frame->height, format, memory, row_bytes);
        sws_freeContext(scaler);
        if (status == CAIRN_STREAM_OK) {
            *pixels = memory;
            *width = frame->width;
            *height = frame->height;
        } else {
            free(memory);
        }
    }
    av_frame_free(&frame);
    return status;
}

void cairn_picture_flatten(uint8_t *pixels, size_t count, uint8_t ground) {
    for (size_t i = 0; i < count; i++) {
        uint32_t alpha = pixels[4 * i + 3];
        for (size_t channel = 0; channel < 3; channel++) {
            uint32_t value = pixels[4 * i + channel] * alpha + ground * (255 - alpha);
            pixels[3 * i + channel] = (uint8_t)((value + 127) / 255);
        }
    }
}
