// What the parts of this target share; not seen outside.
#ifndef CAIRN_STREAM_H
#define CAIRN_STREAM_H

#include <chromaprint.h>
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>

#include "CStreamDecoders.h"

// The evidence, as the libraries read it.
typedef struct {
    int32_t descriptor;
    int64_t size;
    int64_t position;
    int64_t deadline_ns;
    int32_t ends_early;
    int32_t past_deadline;
    int32_t io_error;
} cairn_source;

// One elementary stream and its decoder.
typedef struct {
    int32_t index;  // -1 if there is none
    AVCodecContext *decoder;
    int32_t is_drained;
    int32_t holds_one;  // a key frame was sent alone, and the decoder was told that nothing follows
} cairn_track;

// One more fingerprint of the sound, made of it as it sounds when played at another speed.
typedef struct {
    struct SwrContext *resampler;
    ChromaprintContext *chromaprint;
    uint32_t *words;
} cairn_varied_sound;

// Samples of sound that are fingerprinted a second.
#define CAIRN_SOUND_RATE 11025

struct cairn_stream {
    cairn_source source;
    cairn_stream_limits limits;
    AVIOContext *io;
    AVFormatContext *format;
    cairn_track video;
    cairn_track sound;
    AVPacket *packet;
    AVFrame *frame;        // the frame just met
    AVFrame *sound_frame;
    int32_t mode;
    double wanted_from;
    double frame_seconds;
    double origin;         // container time at which the recording starts
    double shift;          // added where the container's clock jumps back
    double last_at;
    double key_moment;     // of the key frame that was sent alone
    double reached;        // the latest moment of any packet
    int32_t has_frame;
    int32_t faults_in_a_row;
    int32_t encrypted_in_a_row;
    int32_t is_at_end;
    cairn_stream_tally tally;
    struct SwsContext *to_luma;
    struct SwsContext *to_rgb;
    struct SwrContext *resampler;
    AVChannelLayout sound_layout;  // what the resampler was made for
    int32_t sound_rate;
    int32_t sound_format;
    ChromaprintContext *chromaprint;
    uint32_t *words;
    cairn_varied_sound varied[CAIRN_STREAM_SPEEDS];
    size_t varied_count;
    int64_t sound_samples;
    int32_t sound_is_broken;
    int32_t keeps_samples;
    int16_t *samples;  // converted since they were last asked for
    size_t sample_count;
    size_t sample_room;
};

// The demultiplexers and decoders that hostile bytes may reach.
extern const char *const cairn_allowed_formats;
extern const char *const cairn_allowed_decoders;

int cairn_source_read(void *source, uint8_t *bytes, int count);
int64_t cairn_source_seek(void *source, int64_t offset, int whence);

// Whether the container's own lengths reach beyond the end of the file.
int32_t cairn_source_is_cut(const cairn_source *source);

// Finds the decoder of a codec among the allowed ones; NULL if there is none.
const AVCodec *cairn_allowed_decoder(enum AVCodecID id);

// Sets what every decoder here needs: one thread, bounded pictures.
void cairn_confine_decoder(AVCodecContext *decoder, const cairn_stream_limits *limits);

// The status that a libav error stands for.
int32_t cairn_status_of(int error);

// Feeds a decoded frame of sound to the fingerprint, or its end if the frame is NULL.
void cairn_sound_feed(cairn_stream *stream, const AVFrame *frame);
void cairn_sound_close(cairn_stream *stream);

// Adds samples to the fingerprints at other speeds; 0 if memory does not suffice.
int cairn_speeds_feed(cairn_stream *stream, const int16_t *samples, int count);
void cairn_speeds_close(cairn_stream *stream);

// Tells how a frame's pixels are coded for conversion, in full or limited range.
struct SwsContext *cairn_scaler(struct SwsContext *cached, const AVFrame *frame, int32_t width, int32_t height,
                                enum AVPixelFormat format);

#endif
