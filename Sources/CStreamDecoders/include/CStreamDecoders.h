// Demultiplexing and decoding of moving pictures, sound and rare picture formats.
//
// Everything runs on the calling thread. Evidence is read from a descriptor with pread; nothing else is opened.
// Functions that can fail return a status: 0 or 1 is well, a negative value says why not.
#ifndef CAIRN_STREAM_DECODERS_H
#define CAIRN_STREAM_DECODERS_H

#include <stddef.h>
#include <stdint.h>

#define CAIRN_STREAM_OK 0
#define CAIRN_STREAM_END 1
#define CAIRN_STREAM_TRUNCATED (-1)
#define CAIRN_STREAM_CORRUPT (-2)
#define CAIRN_STREAM_UNSUPPORTED (-3)
#define CAIRN_STREAM_TOO_LARGE (-4)
#define CAIRN_STREAM_MEMORY (-5)
#define CAIRN_STREAM_TIMEOUT (-6)
#define CAIRN_STREAM_UNREADABLE (-7)
#define CAIRN_STREAM_ENCRYPTED (-8)

// Which packets of the moving pictures are decoded.
#define CAIRN_STREAM_EVERY_FRAME 0
#define CAIRN_STREAM_SAMPLES 1
#define CAIRN_STREAM_KEY_FRAMES 2
#define CAIRN_STREAM_NO_FRAMES 3

#define CAIRN_STREAM_EVENT_END 0
#define CAIRN_STREAM_EVENT_FRAME 1
#define CAIRN_STREAM_EVENT_PROGRESS 2

// Bytes that a picture's memory must hold beyond its rows, since scalers write whole vectors.
#define CAIRN_STREAM_SLACK 64

// The most other speeds at which sound is fingerprinted.
#define CAIRN_STREAM_SPEEDS 4

typedef struct cairn_stream cairn_stream;

typedef struct {
    int64_t pixels;        // of one frame
    int64_t memory_bytes;  // of one allocation
    int64_t deadline_ns;   // on the monotonic clock, after which reading is refused; 0 for none
} cairn_stream_limits;

typedef struct {
    int32_t has_video;  // moving pictures; covers of recordings do not count
    int32_t has_sound;
    int32_t video_status;  // 0, or why the moving pictures cannot be decoded
    int32_t sound_status;  // 0, or why the sound cannot be decoded
    int32_t width;         // as coded, before rotation
    int32_t height;
    int32_t rotation;           // degrees clockwise that make frames upright: 0, 90, 180, 270
    int32_t duration_is_guess;  // the container does not say how long it is
    double duration;            // seconds; 0 if unknown
    double frame_seconds;       // the usual time from frame to frame
    double pixel_aspect;        // width of a pixel divided by its height
    char codec[32];
} cairn_stream_info;

typedef struct {
    int32_t kind;
    int32_t is_key;
    int32_t width;
    int32_t height;
    double at;        // seconds from the start, never falling
    double reached;   // seconds from the start up to which the file has been read
    double consumed;  // share of the file that has been read, 0 to 1
} cairn_stream_event;

typedef struct {
    int32_t is_encrypted;   // a packet or a track says so
    int32_t ends_early;     // data was wanted beyond the end of the file
    int32_t out_of_memory;
    int32_t past_deadline;
    int32_t io_error;       // errno of a failed read, or 0
    int32_t too_large;      // a frame had more pixels than allowed
    int64_t faults;         // packets that could not be read or decoded
    int64_t frames;         // frames decoded
    double sound_seconds;   // sound decoded
    double decoding_seconds;  // spent on decoding pictures, by the wall clock
} cairn_stream_tally;

#ifdef __cplusplus
extern "C" {
#endif

// Silences the libraries and builds their tables, so that nothing is left to do inside a locked process.
void cairn_stream_prepare(void);

// Opens moving pictures or sound. The descriptor stays the caller's.
int32_t cairn_stream_open(int32_t descriptor, int64_t size, const cairn_stream_limits *limits, cairn_stream **stream,
                          cairn_stream_info *info);
void cairn_stream_close(cairn_stream *stream);

// Chooses which frames to decode from here on; `from` is the earliest time that is wanted.
void cairn_stream_choose(cairn_stream *stream, int32_t mode, double from);

// Reads on until a frame is there, enough has been read to look at the clock, or the end is reached.
// Sound met on the way is fingerprinted.
void cairn_stream_next(cairn_stream *stream, cairn_stream_event *event);

void cairn_stream_count(const cairn_stream *stream, cairn_stream_tally *tally);

// Copies the luma of the frame just met, in full range, at its own size. `bytes` is the size of `out`.
int32_t cairn_stream_luma(cairn_stream *stream, uint8_t *out, size_t bytes, size_t row_bytes);

// Converts the frame just met to red, green and blue at the given size.
int32_t cairn_stream_rgb(cairn_stream *stream, int32_t width, int32_t height, uint8_t *out, size_t bytes,
                         size_t row_bytes);

// Keeps the sound's samples, 11,025 a second of one channel, until they are asked for; to be called before reading.
void cairn_stream_keep_samples(cairn_stream *stream);
// The samples since the last call. They stay the stream's, until the next call of any function.
size_t cairn_stream_samples(cairn_stream *stream, const int16_t **samples);

// Ends the fingerprint of the sound. The words stay the stream's; their number is 0 if there was too little sound.
int32_t cairn_stream_sound(cairn_stream *stream, const uint32_t **words, size_t *count, double *step);

// Fingerprints the sound also as it is when played at other speeds, each how many times as fast; at most
// CAIRN_STREAM_SPEEDS of them, to be set before reading.
int32_t cairn_stream_vary_speed(cairn_stream *stream, const double *speeds, size_t count);

// Ends the fingerprint at one of these speeds, once, after cairn_stream_sound. The words stay the stream's.
int32_t cairn_stream_sound_at_speed(cairn_stream *stream, size_t number, const uint32_t **words, size_t *count);

// Decodes a still picture with the decoder of the given name; gives red, green, blue and alpha, 4 bytes a pixel,
// in memory to be freed by `free`.
int32_t cairn_picture_decode(int32_t descriptor, int64_t size, const char *decoder, const cairn_stream_limits *limits,
                             uint8_t **pixels, int32_t *width, int32_t *height, int32_t *has_alpha);

// Composites red, green, blue and alpha over a grey, in place, and packs the result to 3 bytes a pixel.
void cairn_picture_flatten(uint8_t *pixels, size_t count, uint8_t ground);

#ifdef __cplusplus
}
#endif

#endif
