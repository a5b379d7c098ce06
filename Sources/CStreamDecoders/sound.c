#include <stdlib.h>
#include <string.h>

#include <libavutil/opt.h>

#include "stream.h"

#define CHUNK_SAMPLES 8192

void cairn_sound_close(cairn_stream *stream) {
    swr_free(&stream->resampler);
    av_channel_layout_uninit(&stream->sound_layout);
    if (stream->chromaprint) chromaprint_free(stream->chromaprint);
    stream->chromaprint = NULL;
    if (stream->words) chromaprint_dealloc(stream->words);
    stream->words = NULL;
    cairn_speeds_close(stream);
    free(stream->samples);
    stream->samples = NULL;
    stream->sample_count = stream->sample_room = 0;
}

static int keep_samples(cairn_stream *stream, const int16_t *samples, size_t count) {
    if (!stream->keeps_samples) return 1;
    if (stream->sample_count + count > stream->sample_room) {
        size_t room = 2 * (stream->sample_count + count);
        int16_t *larger = realloc(stream->samples, room * sizeof *larger);
        if (!larger) return 0;
        stream->samples = larger;
        stream->sample_room = room;
    }
    memcpy(stream->samples + stream->sample_count, samples, count * sizeof *samples);
    stream->sample_count += count;
    return 1;
}

void cairn_stream_keep_samples(cairn_stream *stream) {
    stream->keeps_samples = 1;
}

size_t cairn_stream_samples(cairn_stream *stream, const int16_t **samples) {
    size_t count = stream->sample_count;
    *samples = stream->samples;
    stream->sample_count = 0;
    return count;
}

static int start_fingerprint(cairn_stream *stream) {
    if (stream->chromaprint) return 1;
    stream->chromaprint = chromaprint_new(CHROMAPRINT_ALGORITHM_DEFAULT);
    return stream->chromaprint && chromaprint_start(stream->chromaprint, CAIRN_SOUND_RATE, 1);
}

// The filter is the one that the reference program sets, so that words agree bit by bit.
static struct SwrContext *make_resampler(const AVFrame *frame, AVChannelLayout *layout) {
    struct SwrContext *resampler = NULL;
    AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
    if (swr_alloc_set_opts2(&resampler, &mono, AV_SAMPLE_FMT_S16, CAIRN_SOUND_RATE, layout, frame->format,
                            frame->sample_rate, 0, NULL) < 0) {
        return NULL;
    }
    av_opt_set_int(resampler, "filter_size", 16, 0);
    av_opt_set_int(resampler, "phase_shift", 8, 0);
    av_opt_set_int(resampler, "linear_interp", 0, 0);
    av_opt_set_double(resampler, "cutoff", 0.8, 0);
    if (swr_init(resampler) < 0) swr_free(&resampler);
    return resampler;
}

static int convert(cairn_stream *stream, const uint8_t **planes, int samples) {
    int16_t chunk[CHUNK_SAMPLES];
    uint8_t *target = (uint8_t *)chunk;
    for (;;) {
        int made = swr_convert(stream->resampler, &target, CHUNK_SAMPLES, planes, samples);
        if (made < 0) return 0;
        if (made > 0) {
            if (!chromaprint_feed(stream->chromaprint, chunk, made)) return 0;
            if (!cairn_speeds_feed(stream, chunk, made)) return 0;
            if (!keep_samples(stream, chunk, (size_t)made)) return 0;
            stream->sound_samples += made;
        }
        if (made < CHUNK_SAMPLES) return 1;
        // What did not fit waits in the resampler; asking with no input would end the sound.
        if (!planes) continue;
        if (swr_get_out_samples(stream->resampler, 0) < CHUNK_SAMPLES) return 1;
        samples = 0;
    }
}

static int matches_resampler(const cairn_stream *stream, const AVFrame *frame, const AVChannelLayout *layout) {
    return stream->resampler && stream->sound_rate == frame->sample_rate && stream->sound_format == frame->format &&
           av_channel_layout_compare(&stream->sound_layout, layout) == 0;
}

static int prepare_resampler(cairn_stream *stream, const AVFrame *frame) {
    int channels = frame->ch_layout.nb_channels;
    if (channels < 1 || channels > 64 || frame->sample_rate < 1000 || frame->sample_rate > 768000) return 0;
    AVChannelLayout layout = {0};
    if (frame->ch_layout.order == AV_CHANNEL_ORDER_UNSPEC) {
        av_channel_layout_default(&layout, channels);
    } else if (av_channel_layout_copy(&layout, &frame->ch_layout) < 0) {
        return 0;
    }
    if (matches_resampler(stream, frame, &layout)) {
        av_channel_layout_uninit(&layout);
        return 1;
    }
    if (stream->resampler) (void)convert(stream, NULL, 0);
    swr_free(&stream->resampler);
    stream->resampler = make_resampler(frame, &layout);
    av_channel_layout_uninit(&stream->sound_layout);
    stream->sound_layout = layout;
    stream->sound_rate = frame->sample_rate;
    stream->sound_format = frame->format;
    return stream->resampler != NULL;
}

void cairn_sound_feed(cairn_stream *stream, const AVFrame *frame) {
    if (stream->sound_is_broken || frame->nb_samples <= 0 || !frame->extended_data) return;
    // A frame whose rate or channels make no sense is left out; the next may be sound again.
    if (!prepare_resampler(stream, frame)) {
        stream->tally.faults++;
        return;
    }
    if (!start_fingerprint(stream) ||
        !convert(stream, (const uint8_t **)frame->extended_data, frame->nb_samples)) {
        stream->sound_is_broken = 1;
        stream->tally.out_of_memory = 1;
    }
}

int32_t cairn_stream_sound(cairn_stream *stream, const uint32_t **words, size_t *count, double *step) {
    *words = NULL;
    *count = 0;
    *step = 1365.0 / CAIRN_SOUND_RATE;
    if (!stream->chromaprint) return CAIRN_STREAM_OK;
    *step = (double)chromaprint_get_item_duration(stream->chromaprint) / CAIRN_SOUND_RATE;
    if (stream->resampler) (void)convert(stream, NULL, 0);
    swr_free(&stream->resampler);
    int number = 0;
    if (!chromaprint_finish(stream->chromaprint) ||
        !chromaprint_get_raw_fingerprint(stream->chromaprint, &stream->words, &number)) {
        return CAIRN_STREAM_MEMORY;
    }
    if (number > 0) {
        *words = stream->words;
        *count = (size_t)number;
    }
    return CAIRN_STREAM_OK;
}
