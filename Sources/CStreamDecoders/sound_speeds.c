#include <math.h>
#include <string.h>

#include "stream.h"

#define CHUNK_SAMPLES 8192

int32_t cairn_stream_vary_speed(cairn_stream *stream, const double *speeds, size_t count) {
    if (count > CAIRN_STREAM_SPEEDS) return CAIRN_STREAM_UNSUPPORTED;
    AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
    for (size_t i = 0; i < count; i++) {
        cairn_varied_sound *varied = &stream->varied[i];
        int rate = (int)lround(CAIRN_SOUND_RATE * speeds[i]);
        varied->chromaprint = chromaprint_new(CHROMAPRINT_ALGORITHM_DEFAULT);
        stream->varied_count = i + 1;
        if (!varied->chromaprint || !chromaprint_start(varied->chromaprint, CAIRN_SOUND_RATE, 1) ||
            swr_alloc_set_opts2(&varied->resampler, &mono, AV_SAMPLE_FMT_S16, CAIRN_SOUND_RATE, &mono,
                                AV_SAMPLE_FMT_S16, rate, 0, NULL) < 0 ||
            swr_init(varied->resampler) < 0) {
            cairn_speeds_close(stream);
            return CAIRN_STREAM_MEMORY;
        }
    }
    return CAIRN_STREAM_OK;
}

void cairn_speeds_close(cairn_stream *stream) {
    for (size_t i = 0; i < stream->varied_count; i++) {
        cairn_varied_sound *varied = &stream->varied[i];
        swr_free(&varied->resampler);
        if (varied->chromaprint) chromaprint_free(varied->chromaprint);
        if (varied->words) chromaprint_dealloc(varied->words);
        memset(varied, 0, sizeof *varied);
    }
    stream->varied_count = 0;
}

static int feed(cairn_varied_sound *varied, const int16_t *samples, int count) {
    int16_t chunk[CHUNK_SAMPLES];
    uint8_t *target = (uint8_t *)chunk;
    const uint8_t *source = (const uint8_t *)samples;
    for (;;) {
        int made = swr_convert(varied->resampler, &target, CHUNK_SAMPLES, samples ? &source : NULL, count);
        if (made < 0) return 0;
        if (made > 0 && !chromaprint_feed(varied->chromaprint, chunk, made)) return 0;
        if (made < CHUNK_SAMPLES) return 1;
        // What did not fit waits in the resampler; asking with no input would end the sound.
        if (!samples) continue;
        if (swr_get_out_samples(varied->resampler, 0) < CHUNK_SAMPLES) return 1;
        count = 0;
    }
}

int cairn_speeds_feed(cairn_stream *stream, const int16_t *samples, int count) {
    for (size_t i = 0; i < stream->varied_count; i++) {
        if (!feed(&stream->varied[i], samples, count)) return 0;
    }
    return 1;
}

int32_t cairn_stream_sound_at_speed(cairn_stream *stream, size_t number, const uint32_t **words, size_t *count) {
    *words = NULL;
    *count = 0;
    if (number >= stream->varied_count) return CAIRN_STREAM_UNSUPPORTED;
    cairn_varied_sound *varied = &stream->varied[number];
    int found = 0;
    if (varied->words || !feed(varied, NULL, 0) || !chromaprint_finish(varied->chromaprint) ||
        !chromaprint_get_raw_fingerprint(varied->chromaprint, &varied->words, &found)) {
        return CAIRN_STREAM_MEMORY;
    }
    if (found > 0) {
        *words = varied->words;
        *count = (size_t)found;
    }
    return CAIRN_STREAM_OK;
}
