#include <locale.h>
#include <stdlib.h>
#include <time.h>

#include <libavutil/channel_layout.h>
#include <libavutil/cpu.h>
#include <libavutil/log.h>

#include "stream.h"

// A decoder builds its tables when it is first opened. Those are kept for the life of the process, so a child
// inherits them.
static void warm_decoder(enum AVCodecID id) {
    const AVCodec *codec = cairn_allowed_decoder(id);
    if (!codec) return;
    AVCodecContext *context = avcodec_alloc_context3(codec);
    if (!context) return;
    cairn_stream_limits limits = {.pixels = 1 << 20};
    cairn_confine_decoder(context, &limits);
    context->width = 64;
    context->height = 64;
    context->sample_rate = 44100;
    av_channel_layout_default(&context->ch_layout, 2);
    // Some want a header that only a file has; what they built before they say so is kept.
    (void)avcodec_open2(context, codec, NULL);
    avcodec_free_context(&context);
}

static void warm_scaler(enum AVPixelFormat from, enum AVPixelFormat to) {
    struct SwsContext *context = sws_getContext(64, 64, from, 32, 32, to, SWS_AREA, NULL, NULL, NULL);
    sws_freeContext(context);
}

static void warm_sound(void) {
    ChromaprintContext *chromaprint = chromaprint_new(CHROMAPRINT_ALGORITHM_DEFAULT);
    if (!chromaprint) return;
    int16_t silence[1024] = {0};
    if (chromaprint_start(chromaprint, 11025, 1)) {
        for (int i = 0; i < 8; i++) (void)chromaprint_feed(chromaprint, silence, 1024);
        (void)chromaprint_finish(chromaprint);
    }
    chromaprint_free(chromaprint);
}

void cairn_stream_prepare(void) {
    av_log_set_level(AV_LOG_QUIET);
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    tzset();
    (void)av_get_cpu_flags();
    static const enum AVCodecID common[] = {
        AV_CODEC_ID_H264,       AV_CODEC_ID_HEVC,  AV_CODEC_ID_VP8,    AV_CODEC_ID_VP9,        AV_CODEC_ID_AV1,
        AV_CODEC_ID_MPEG4,      AV_CODEC_ID_H263,  AV_CODEC_ID_MJPEG,  AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO,
        AV_CODEC_ID_MSMPEG4V3,  AV_CODEC_ID_WMV2,  AV_CODEC_ID_VC1,    AV_CODEC_ID_CINEPAK,    AV_CODEC_ID_DVVIDEO,
        AV_CODEC_ID_AAC,        AV_CODEC_ID_MP3,   AV_CODEC_ID_MP2,    AV_CODEC_ID_VORBIS,     AV_CODEC_ID_OPUS,
        AV_CODEC_ID_AMR_NB,     AV_CODEC_ID_AC3,   AV_CODEC_ID_WMAV2,  AV_CODEC_ID_FLAC,       AV_CODEC_ID_PCM_S16LE,
        AV_CODEC_ID_PCM_ALAW,
    };
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) warm_decoder(common[i]);
    warm_scaler(AV_PIX_FMT_YUV420P, AV_PIX_FMT_RGB24);
    warm_scaler(AV_PIX_FMT_YUV420P10LE, AV_PIX_FMT_GRAY8);
    warm_sound();
}
