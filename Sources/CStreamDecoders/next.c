#include <math.h>
#include <string.h>
#include <time.h>

#include "stream.h"

// So many packets that cannot be read, one after another, end the reading.
#define MOST_FAULTS_IN_A_ROW 64
#define MOST_ENCRYPTED_IN_A_ROW 256
#define PACKETS_TO_PROGRESS 256

void cairn_stream_choose(cairn_stream *stream, int32_t mode, double seconds) {
    stream->mode = mode;
    stream->wanted_from = seconds;
    if (mode == CAIRN_STREAM_NO_FRAMES && stream->video.index >= 0) {
        stream->format->streams[stream->video.index]->discard = AVDISCARD_ALL;
        stream->video.is_drained = 1;
    }
    if (mode == CAIRN_STREAM_KEY_FRAMES && stream->video.decoder) {
        // Some streams refresh the picture bit by bit; what their entry points show is better than nothing.
        stream->video.decoder->flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;
    }
}

void cairn_stream_count(const cairn_stream *stream, cairn_stream_tally *tally) {
    *tally = stream->tally;
    tally->ends_early = stream->source.ends_early;
    tally->past_deadline = stream->source.past_deadline;
    tally->io_error = stream->source.io_error;
    tally->sound_seconds = (double)stream->sound_samples / 11025;
}

static double now(void) {
    struct timespec time;
    return clock_gettime(CLOCK_MONOTONIC, &time) == 0 ? (double)time.tv_sec + (double)time.tv_nsec * 1e-9 : 0;
}

static double moment_of(const cairn_stream *stream, int64_t timestamp) {
    const AVStream *track = stream->format->streams[stream->video.index];
    return (double)timestamp * av_q2d(track->time_base) - stream->origin + stream->shift;
}

// Frames that no other frame needs are left out when they do not stand at a sampling moment.
static enum AVDiscard discard_for(const cairn_stream *stream, const AVPacket *packet) {
    double interval = stream->wanted_from;
    if (stream->mode != CAIRN_STREAM_SAMPLES || interval <= 0 || packet->pts == AV_NOPTS_VALUE) {
        return AVDISCARD_DEFAULT;
    }
    double moment = moment_of(stream, packet->pts) + 0.001;
    double phase = moment - floor(moment / interval) * interval;
    return phase < 1.5 * stream->frame_seconds + 0.001 ? AVDISCARD_DEFAULT : AVDISCARD_NONREF;
}

static int is_wanted(const cairn_stream *stream, const AVPacket *packet) {
    if (stream->mode != CAIRN_STREAM_KEY_FRAMES) return stream->mode != CAIRN_STREAM_NO_FRAMES;
    // Not every decoder heeds a wish to skip, so what is no key frame never reaches it.
    if (!(packet->flags & AV_PKT_FLAG_KEY)) return 0;
    int64_t timestamp = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
    return timestamp == AV_NOPTS_VALUE || moment_of(stream, timestamp) >= stream->wanted_from;
}

static void note_error(cairn_stream *stream, int error) {
    if (error == AVERROR(ENOMEM)) stream->tally.out_of_memory = 1;
    stream->tally.faults++;
}

static double next_moment(cairn_stream *stream) {
    double moment = stream->last_at + (stream->tally.frames > 1 ? stream->frame_seconds : 0);
    if (stream->frame->best_effort_timestamp != AV_NOPTS_VALUE) {
        double told = moment_of(stream, stream->frame->best_effort_timestamp);
        // The clock of a joined or damaged recording may start anew.
        if (told < stream->last_at - 1) stream->shift += moment - told;
        else moment = told;
    } else if (stream->video.holds_one) {
        moment = stream->key_moment;
    }
    if (!(moment > stream->last_at)) moment = stream->last_at;
    stream->last_at = moment;
    return moment;
}

// Takes the next decoded frame; gives 1 if there is one, 0 if more packets are needed or none will come.
static int decode_frame(cairn_stream *stream, cairn_stream_event *event) {
    cairn_track *video = &stream->video;
    if (!video->decoder || video->is_drained) return 0;
    for (;;) {
        int error = avcodec_receive_frame(video->decoder, stream->frame);
        if (error == AVERROR(EAGAIN)) return 0;
        if (error == AVERROR_EOF && video->holds_one) {
            avcodec_flush_buffers(video->decoder);
            video->holds_one = 0;
            return 0;
        }
        if (error == AVERROR_EOF) {
            video->is_drained = 1;
            return 0;
        }
        if (error < 0) {
            note_error(stream, error);
            // While it is drained, a decoder goes on to its next frame after a fault.
            if (!stream->is_at_end || ++stream->faults_in_a_row > MOST_FAULTS_IN_A_ROW) return 0;
            continue;
        }
        const AVFrame *frame = stream->frame;
        if (frame->width <= 0 || frame->height <= 0 || !frame->data[0] || frame->hw_frames_ctx) continue;
        if ((int64_t)frame->width * frame->height > stream->limits.pixels) {
            stream->tally.too_large = 1;
            continue;
        }
        stream->tally.frames++;
        stream->has_frame = 1;
        event->kind = CAIRN_STREAM_EVENT_FRAME;
        event->is_key = frame->key_frame != 0;
        event->width = frame->width;
        event->height = frame->height;
        event->at = next_moment(stream);
        return 1;
    }
}

static int take_frame(cairn_stream *stream, cairn_stream_event *event) {
    double start = now();
    int has_frame = decode_frame(stream, event);
    stream->tally.decoding_seconds += now() - start;
    return has_frame;
}

static void take_sound(cairn_stream *stream) {
    cairn_track *sound = &stream->sound;
    for (;;) {
        int error = avcodec_receive_frame(sound->decoder, stream->sound_frame);
        if (error == AVERROR(EAGAIN)) return;
        if (error == AVERROR_EOF) {
            sound->is_drained = 1;
            return;
        }
        if (error < 0) {
            note_error(stream, error);
            return;
        }
        cairn_sound_feed(stream, stream->sound_frame);
        av_frame_unref(stream->sound_frame);
    }
}

static void send(cairn_stream *stream, cairn_track *track, const AVPacket *packet) {
    int error = avcodec_send_packet(track->decoder, packet);
    if (error < 0 && error != AVERROR_EOF && error != AVERROR(EAGAIN)) note_error(stream, error);
}

static void send_picture(cairn_stream *stream, const AVPacket *packet) {
    cairn_track *video = &stream->video;
    double start = now();
    video->decoder->skip_frame = discard_for(stream, packet);
    send(stream, video, packet);
    if (stream->mode == CAIRN_STREAM_KEY_FRAMES) {
        // Decoders hold pictures back to put them in order; a key frame is to come out at once.
        send(stream, video, NULL);
        video->holds_one = 1;
        int64_t timestamp = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
        if (timestamp != AV_NOPTS_VALUE) stream->key_moment = moment_of(stream, timestamp);
    }
    stream->tally.decoding_seconds += now() - start;
}

static void note_progress(cairn_stream *stream, const AVPacket *packet) {
    const AVStream *track = stream->format->streams[packet->stream_index];
    if (packet->dts == AV_NOPTS_VALUE) return;
    double moment = (double)packet->dts * av_q2d(track->time_base) - stream->origin + stream->shift;
    if (moment > stream->reached) stream->reached = moment;
}

static void route(cairn_stream *stream, const AVPacket *packet) {
    int is_video = packet->stream_index == stream->video.index;
    cairn_track *track = is_video ? &stream->video : &stream->sound;
    if (packet->stream_index != track->index || !track->decoder || track->is_drained) return;
    note_progress(stream, packet);
    size_t size = 0;
    if (av_packet_get_side_data(packet, AV_PKT_DATA_ENCRYPTION_INFO, &size)) {
        stream->tally.is_encrypted = 1;
        stream->encrypted_in_a_row++;
        return;
    }
    stream->encrypted_in_a_row = 0;
    if (!is_video) {
        send(stream, track, packet);
        take_sound(stream);
    } else if (is_wanted(stream, packet)) {
        send_picture(stream, packet);
    }
}

static void begin_to_drain(cairn_stream *stream) {
    stream->is_at_end = 1;
    cairn_track *video = &stream->video;
    if (video->decoder && !video->is_drained && !video->holds_one) send(stream, video, NULL);
    if (stream->sound.decoder && !stream->sound.is_drained) {
        send(stream, &stream->sound, NULL);
        take_sound(stream);
    }
}

static void read_packet(cairn_stream *stream) {
    int error = av_read_frame(stream->format, stream->packet);
    if (error >= 0) {
        stream->faults_in_a_row = 0;
        route(stream, stream->packet);
        av_packet_unref(stream->packet);
        if (stream->encrypted_in_a_row > MOST_ENCRYPTED_IN_A_ROW) begin_to_drain(stream);
        return;
    }
    if (error == AVERROR_EOF || error == AVERROR_EXIT || stream->source.io_error) {
        begin_to_drain(stream);
        return;
    }
    if (error != AVERROR(EAGAIN)) note_error(stream, error);
    if (error == AVERROR(ENOMEM) || ++stream->faults_in_a_row > MOST_FAULTS_IN_A_ROW) begin_to_drain(stream);
}

void cairn_stream_next(cairn_stream *stream, cairn_stream_event *event) {
    memset(event, 0, sizeof *event);
    stream->has_frame = 0;
    event->kind = CAIRN_STREAM_EVENT_END;
    event->at = stream->last_at;
    for (int packets = 0; packets < PACKETS_TO_PROGRESS; packets++) {
        if (stream->source.size > 0) {
            event->consumed = (double)avio_tell(stream->io) / (double)stream->source.size;
        }
        event->reached = stream->reached;
        if (take_frame(stream, event)) return;
        if (stream->is_at_end) return;
        int has_work = (stream->video.decoder && !stream->video.is_drained) ||
                       (stream->sound.decoder && !stream->sound.is_drained);
        if (!has_work) return;
        read_packet(stream);
    }
    event->reached = stream->reached;
    event->kind = CAIRN_STREAM_EVENT_PROGRESS;
}
