#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <libavutil/avstring.h>
#include <libavutil/display.h>

#include "stream.h"

#define BUFFER_BYTES (64 << 10)
#define PROBE_BYTES (5 << 20)
#define MOST_STREAMS 100

int32_t cairn_status_of(int error) {
    switch (error) {
    case AVERROR(ENOMEM):
        return CAIRN_STREAM_MEMORY;
    case AVERROR_EOF:
        return CAIRN_STREAM_TRUNCATED;
    case AVERROR_EXIT:
        return CAIRN_STREAM_TIMEOUT;
    case AVERROR_DECODER_NOT_FOUND:
    case AVERROR_DEMUXER_NOT_FOUND:
    case AVERROR_PATCHWELCOME:
    case AVERROR(ENOSYS):
        return CAIRN_STREAM_UNSUPPORTED;
    default:
        return CAIRN_STREAM_CORRUPT;
    }
}

static int refuse_to_open(AVFormatContext *format, AVIOContext **io, const char *url, int flags, AVDictionary **options) {
    (void)format, (void)io, (void)url, (void)flags, (void)options;
    return AVERROR(EPERM);
}

static int should_stop(void *opaque) {
    const cairn_source *source = opaque;
    return source->past_deadline;
}

static int32_t failure_of(const cairn_stream *stream, int error) {
    if (stream->source.io_error) return CAIRN_STREAM_UNREADABLE;
    if (stream->source.past_deadline) return CAIRN_STREAM_TIMEOUT;
    int32_t status = cairn_status_of(error);
    if (status == CAIRN_STREAM_CORRUPT && stream->source.ends_early) return CAIRN_STREAM_TRUNCATED;
    return status;
}

static int is_cover(const AVStream *track) {
    return (track->disposition & (AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS)) != 0;
}

static int is_encrypted(const AVStream *track) {
    size_t size = 0;
    if (av_stream_get_side_data(track, AV_PKT_DATA_ENCRYPTION_INIT_INFO, &size)) return 1;
    if (av_dict_get(track->metadata, "enc_key_id", NULL, 0)) return 1;
    uint32_t tag = track->codecpar->codec_tag;
    return tag == MKTAG('d', 'r', 'm', 's') || tag == MKTAG('d', 'r', 'm', 'i') || tag == MKTAG('p', '6', '0', '8');
}

static int find_video(const AVFormatContext *format) {
    int best = -1;
    int64_t best_score = -1;
    for (unsigned i = 0; i < format->nb_streams; i++) {
        const AVStream *track = format->streams[i];
        if (track->codecpar->codec_type != AVMEDIA_TYPE_VIDEO || is_cover(track)) continue;
        int64_t score = (int64_t)FFMAX(track->codecpar->width, 0) * FFMAX(track->codecpar->height, 0);
        if (track->disposition & AV_DISPOSITION_DEFAULT) score += INT64_C(1) << 62;
        if (score > best_score) {
            best = (int)i;
            best_score = score;
        }
    }
    return best;
}

static int32_t open_decoder(cairn_stream *stream, cairn_track *track) {
    AVStream *source = stream->format->streams[track->index];
    const AVCodecParameters *parameters = source->codecpar;
    if (parameters->codec_type == AVMEDIA_TYPE_VIDEO) {
        int64_t pixels = (int64_t)FFMAX(parameters->width, 0) * FFMAX(parameters->height, 0);
        if (pixels > stream->limits.pixels) return CAIRN_STREAM_TOO_LARGE;
    }
    const AVCodec *codec = cairn_allowed_decoder(parameters->codec_id);
    if (!codec) return CAIRN_STREAM_UNSUPPORTED;
    AVCodecContext *decoder = avcodec_alloc_context3(codec);
    if (!decoder) return CAIRN_STREAM_MEMORY;
    int error = avcodec_parameters_to_context(decoder, parameters);
    if (error >= 0) {
        decoder->pkt_timebase = source->time_base;
        cairn_confine_decoder(decoder, &stream->limits);
        error = avcodec_open2(decoder, codec, NULL);
    }
    if (error < 0) {
        avcodec_free_context(&decoder);
        return failure_of(stream, error);
    }
    track->decoder = decoder;
    return CAIRN_STREAM_OK;
}

static int32_t rotation_of(const AVStream *track) {
    size_t size = 0;
    const uint8_t *matrix = av_stream_get_side_data(track, AV_PKT_DATA_DISPLAYMATRIX, &size);
    if (!matrix || size < 9 * sizeof(int32_t)) return 0;
    double counterclockwise = av_display_rotation_get((const int32_t *)matrix);
    if (!isfinite(counterclockwise)) return 0;
    int quarters = (int)lround(-counterclockwise / 90);
    return ((quarters % 4 + 4) % 4) * 90;
}

static double seconds_or_zero(int64_t time, AVRational base) {
    if (time == AV_NOPTS_VALUE || time <= 0 || base.den == 0) return 0;
    double seconds = (double)time * av_q2d(base);
    return isfinite(seconds) && seconds < 1e9 ? seconds : 0;
}

static void describe_video(cairn_stream *stream, cairn_stream_info *info) {
    AVStream *track = stream->format->streams[stream->video.index];
    info->has_video = 1;
    info->width = FFMAX(track->codecpar->width, 0);
    info->height = FFMAX(track->codecpar->height, 0);
    info->rotation = rotation_of(track);
    AVRational rate = track->avg_frame_rate.num > 0 && track->avg_frame_rate.den > 0 ? track->avg_frame_rate
                                                                                      : track->r_frame_rate;
    if (rate.num > 0 && rate.den > 0) stream->frame_seconds = (double)rate.den / rate.num;
    if (!(stream->frame_seconds >= 0.001 && stream->frame_seconds <= 10)) stream->frame_seconds = 0.04;
    info->frame_seconds = stream->frame_seconds;
    AVRational aspect = av_guess_sample_aspect_ratio(stream->format, track, NULL);
    double ratio = aspect.num > 0 && aspect.den > 0 ? av_q2d(aspect) : 1;
    info->pixel_aspect = ratio >= 0.25 && ratio <= 4 ? ratio : 1;
    info->video_status = open_decoder(stream, &stream->video);
    if (is_encrypted(track)) stream->tally.is_encrypted = 1;
}

static void describe(cairn_stream *stream, cairn_stream_info *info) {
    AVFormatContext *format = stream->format;
    stream->video.index = find_video(format);
    stream->sound.index = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, NULL, 0);
    if (stream->sound.index < 0) stream->sound.index = -1;
    info->pixel_aspect = 1;
    if (stream->video.index >= 0) describe_video(stream, info);
    if (stream->sound.index >= 0) {
        info->has_sound = 1;
        info->sound_status = open_decoder(stream, &stream->sound);
        if (is_encrypted(format->streams[stream->sound.index])) stream->tally.is_encrypted = 1;
    }
    int main = stream->video.index >= 0 ? stream->video.index : stream->sound.index;
    for (unsigned i = 0; i < format->nb_streams; i++) {
        int is_used = ((int)i == stream->video.index && stream->video.decoder) ||
                      ((int)i == stream->sound.index && stream->sound.decoder);
        if (!is_used) format->streams[i]->discard = AVDISCARD_ALL;
    }
    if (main < 0) return;
    AVStream *track = format->streams[main];
    (void)av_strlcpy(info->codec, avcodec_get_name(track->codecpar->codec_id), sizeof info->codec);
    info->duration = seconds_or_zero(format->duration, AV_TIME_BASE_Q);
    if (info->duration <= 0) info->duration = seconds_or_zero(track->duration, track->time_base);
    info->duration_is_guess = info->duration <= 0 || format->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE;
    if (format->start_time != AV_NOPTS_VALUE) {
        stream->origin = (double)format->start_time / AV_TIME_BASE;
    } else if (track->start_time != AV_NOPTS_VALUE) {
        stream->origin = (double)track->start_time * av_q2d(track->time_base);
    }
    if (!isfinite(stream->origin)) stream->origin = 0;
}

static int32_t open_container(cairn_stream *stream) {
    uint8_t *buffer = av_malloc(BUFFER_BYTES);
    if (!buffer) return CAIRN_STREAM_MEMORY;
    stream->io = avio_alloc_context(buffer, BUFFER_BYTES, 0, &stream->source, cairn_source_read, NULL,
                                    cairn_source_seek);
    if (!stream->io) {
        av_free(buffer);
        return CAIRN_STREAM_MEMORY;
    }
    const AVInputFormat *input = NULL;
    int error = av_probe_input_buffer2(stream->io, &input, NULL, NULL, 0, PROBE_BYTES);
    if (error < 0 || !input) {
        int32_t status = failure_of(stream, error);
        return status == CAIRN_STREAM_CORRUPT || status == CAIRN_STREAM_TRUNCATED ? CAIRN_STREAM_UNSUPPORTED : status;
    }
    if (av_match_list(input->name, cairn_allowed_formats, ',') <= 0) return CAIRN_STREAM_UNSUPPORTED;

    AVFormatContext *format = avformat_alloc_context();
    if (!format) return CAIRN_STREAM_MEMORY;
    format->pb = stream->io;
    format->flags |= AVFMT_FLAG_CUSTOM_IO;
    format->io_open = refuse_to_open;
    format->interrupt_callback = (AVIOInterruptCB){should_stop, &stream->source};
    format->probesize = PROBE_BYTES;
    format->max_analyze_duration = 5 * AV_TIME_BASE;
    format->max_streams = MOST_STREAMS;
    format->format_whitelist = av_strdup(cairn_allowed_formats);
    format->codec_whitelist = av_strdup(cairn_allowed_decoders);
    format->protocol_whitelist = av_strdup("none");
    if (!format->format_whitelist || !format->codec_whitelist || !format->protocol_whitelist) {
        avformat_free_context(format);
        return CAIRN_STREAM_MEMORY;
    }
    // On failure this frees the context, but not our reader.
    error = avformat_open_input(&format, NULL, input, NULL);
    if (error < 0) return failure_of(stream, error);
    stream->format = format;
    error = avformat_find_stream_info(format, NULL);
    if (error < 0 && (format->nb_streams == 0 || error == AVERROR(ENOMEM))) return failure_of(stream, error);
    return CAIRN_STREAM_OK;
}

int32_t cairn_stream_open(int32_t descriptor, int64_t size, const cairn_stream_limits *limits, cairn_stream **out,
                          cairn_stream_info *info) {
    *out = NULL;
    memset(info, 0, sizeof *info);
    cairn_stream *stream = calloc(1, sizeof *stream);
    if (!stream) return CAIRN_STREAM_MEMORY;
    stream->source = (cairn_source){.descriptor = descriptor, .size = size, .deadline_ns = limits->deadline_ns};
    stream->limits = *limits;
    stream->source.ends_early = cairn_source_is_cut(&stream->source);
    stream->video.index = -1;
    stream->sound.index = -1;
    if (limits->memory_bytes > 0) av_max_alloc((size_t)limits->memory_bytes);
    int32_t status = open_container(stream);
    if (status == CAIRN_STREAM_OK) {
        describe(stream, info);
        stream->packet = av_packet_alloc();
        stream->frame = av_frame_alloc();
        stream->sound_frame = av_frame_alloc();
        if (!stream->packet || !stream->frame || !stream->sound_frame) {
            status = CAIRN_STREAM_MEMORY;
        } else if (stream->video.index < 0 && stream->sound.index < 0) {
            status = stream->source.ends_early ? CAIRN_STREAM_TRUNCATED : CAIRN_STREAM_CORRUPT;
        }
    }
    if (status != CAIRN_STREAM_OK) {
        cairn_stream_close(stream);
        return status;
    }
    *out = stream;
    return CAIRN_STREAM_OK;
}

void cairn_stream_close(cairn_stream *stream) {
    if (!stream) return;
    cairn_sound_close(stream);
    sws_freeContext(stream->to_luma);
    sws_freeContext(stream->to_rgb);
    av_packet_free(&stream->packet);
    av_frame_free(&stream->frame);
    av_frame_free(&stream->sound_frame);
    avcodec_free_context(&stream->video.decoder);
    avcodec_free_context(&stream->sound.decoder);
    avformat_close_input(&stream->format);
    if (stream->io) av_freep(&stream->io->buffer);
    avio_context_free(&stream->io);
    free(stream);
}
