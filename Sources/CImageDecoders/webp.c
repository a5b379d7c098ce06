#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include "image.h"

static int32_t read_size(const uint8_t *bytes, size_t count, uint64_t most_pixels, WebPBitstreamFeatures *features) {
    const VP8StatusCode code = WebPGetFeatures(bytes, count, features);
    if (code == VP8_STATUS_NOT_ENOUGH_DATA) return CAIRN_IMAGE_TRUNCATED;
    if (code == VP8_STATUS_UNSUPPORTED_FEATURE) return CAIRN_IMAGE_UNSUPPORTED;
    if (code != VP8_STATUS_OK || features->width <= 0 || features->height <= 0) return CAIRN_IMAGE_CORRUPT;
    if ((uint64_t)features->width * (uint64_t)features->height > most_pixels) return CAIRN_IMAGE_TOO_LARGE;
    return CAIRN_IMAGE_OK;
}

int32_t cairn_webp_is_animated(const uint8_t *bytes, size_t count) {
    WebPBitstreamFeatures features;
    return WebPGetFeatures(bytes, count, &features) == VP8_STATUS_OK && features.has_animation;
}

int32_t cairn_webp_decode(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_image *image) {
    memset(image, 0, sizeof *image);
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return CAIRN_IMAGE_UNSUPPORTED;
    int32_t status = read_size(bytes, count, most_pixels, &config.input);
    if (status != CAIRN_IMAGE_OK) return status;
    const int has_alpha = config.input.has_alpha;
    status = cairn_image_make(image, config.input.width, config.input.height, has_alpha ? 4 : 3, most_pixels);
    if (status != CAIRN_IMAGE_OK) return status;
    config.output.colorspace = has_alpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = image->pixels;
    config.output.u.RGBA.stride = image->width * image->channels;
    config.output.u.RGBA.size = (size_t)image->width * (size_t)image->height * (size_t)image->channels;
    const VP8StatusCode code = WebPDecode(bytes, count, &config);
    WebPFreeDecBuffer(&config.output);
    if (code == VP8_STATUS_OUT_OF_MEMORY) status = CAIRN_IMAGE_MEMORY;
    if (code == VP8_STATUS_NOT_ENOUGH_DATA || code == VP8_STATUS_SUSPENDED) {
        // What had come was decoded.
        image->fault = CAIRN_IMAGE_TRUNCATED;
    } else if (code != VP8_STATUS_OK && status == CAIRN_IMAGE_OK) {
        status = CAIRN_IMAGE_CORRUPT;
    }
    if (status != CAIRN_IMAGE_OK) {
        cairn_image_free(image);
        return status;
    }
    if (has_alpha) {
        // Three bytes for four: the output never overtakes the input.
        cairn_image_flatten(image->pixels, image->pixels, (size_t)image->width * (size_t)image->height);
        image->channels = 3;
    }
    return CAIRN_IMAGE_OK;
}

typedef struct {
    cairn_animation animation;
    WebPAnimDecoder *decoder;
    WebPAnimInfo info;
    uint64_t most_pixels;
} webp_animation;

static int32_t next_frame(cairn_animation *animation, cairn_image *image) {
    webp_animation *webp = (webp_animation *)animation;
    if (!WebPAnimDecoderHasMoreFrames(webp->decoder)) return CAIRN_IMAGE_END;
    uint8_t *canvas = NULL;
    int timestamp = 0;
    if (!WebPAnimDecoderGetNext(webp->decoder, &canvas, &timestamp)) return CAIRN_IMAGE_CORRUPT;
    const int32_t status =
        cairn_image_make(image, webp->info.canvas_width, webp->info.canvas_height, 3, webp->most_pixels);
    if (status != CAIRN_IMAGE_OK) return status;
    cairn_image_flatten(canvas, image->pixels, (size_t)image->width * (size_t)image->height);
    return CAIRN_IMAGE_OK;
}

static void close_animation(cairn_animation *animation) {
    webp_animation *webp = (webp_animation *)animation;
    WebPAnimDecoderDelete(webp->decoder);
    free(webp);
}

int32_t cairn_webp_open(const uint8_t *bytes, size_t count, uint64_t most_pixels, cairn_animation **animation) {
    *animation = NULL;
    WebPBitstreamFeatures features;
    const int32_t status = read_size(bytes, count, most_pixels, &features);
    if (status != CAIRN_IMAGE_OK) return status;
    WebPAnimDecoderOptions options;
    if (!WebPAnimDecoderOptionsInit(&options)) return CAIRN_IMAGE_UNSUPPORTED;
    options.color_mode = MODE_RGBA;
    options.use_threads = 0;
    webp_animation *webp = calloc(1, sizeof *webp);
    if (!webp) return CAIRN_IMAGE_MEMORY;
    const WebPData data = {bytes, count};
    webp->decoder = WebPAnimDecoderNew(&data, &options);
    webp->most_pixels = most_pixels;
    if (!webp->decoder || !WebPAnimDecoderGetInfo(webp->decoder, &webp->info)) {
        if (webp->decoder) WebPAnimDecoderDelete(webp->decoder);
        free(webp);
        // The demultiplexer wants all of the file, and does not say what is amiss.
        return CAIRN_IMAGE_TRUNCATED;
    }
    webp->animation.next = next_frame;
    webp->animation.close = close_animation;
    *animation = &webp->animation;
    return CAIRN_IMAGE_OK;
}
