// The hot loops of fingerprints and search. Each has a twin in Swift that tests compare it with.
//
// Every function works on the caller's memory, keeps no state and cannot fail. Loops are compiled several times, and the
// processor's best version is chosen when the program is loaded; all versions give the same bits.
#ifndef CAIRN_KERNELS_H
#define CAIRN_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "CairnHamming.h"

#ifdef __cplusplus
extern "C" {
#endif

/// One output of a banded operator: which inputs it sums, and where their weights start.
typedef struct {
    int32_t first;
    int32_t count;
    int32_t weights;
} cairn_band;

/// Sums a picture of `width` by `height` pixels to 64 by 64 values: rows by `row_bands`, then columns by `column_bands`.
/// A pixel is one byte of luma, or three of red, green and blue whose luma is .299, .587 and .114 of them.
/// `sums` has room for `width` values.
void cairn_pdq_fold(const uint8_t *pixels, size_t row_bytes, int32_t channels, int32_t width, const cairn_band *row_bands,
                    const float *row_weights, const cairn_band *column_bands, const float *column_weights,
                    float *sums, float *out);

/// The 16 by 16 lowest frequencies of 64 by 64 values, without the constant one: D A D', where `matrix` is D, 16 by 64.
void cairn_pdq_transform(const float *values, const float *matrix, float *out);

/// The sum of the steps between neighbours of 64 by 64 values, each in whole hundredths of 255, towards zero.
int32_t cairn_pdq_steps(const float *values);

/// Averages rectangles of pixels to a picture of `out_width` by `out_height`; where that is larger, pixels are repeated.
/// A pixel is `channels` bytes. `scratch` has room for `width * channels + out_width + 2` values.
void cairn_reduce(const uint8_t *pixels, size_t row_bytes, int32_t width, int32_t height, int32_t channels,
                  int32_t out_width, int32_t out_height, uint32_t *scratch, uint8_t *out);

/// How many bits differ between two runs of words.
uint64_t cairn_differing_bits(const uint32_t *left, const uint32_t *right, size_t count);

/// Bytes of the descriptor of a local feature.
#define CAIRN_DESCRIPTOR_LENGTH 128

/// The scalar products of a descriptor with `count` others.
void cairn_descriptor_products(const uint8_t *query, const uint8_t *descriptors, size_t count, int32_t *products);

/// The nearest of some descriptors, the first of equals, and the squared distances of the two nearest; the largest number
/// where there is none.
typedef struct {
    uint32_t position;
    uint32_t distance;
    uint32_t second_distance;
} cairn_nearest;
void cairn_nearest_two(const uint8_t *queries, size_t query_count, const uint8_t *descriptors, size_t count,
                       cairn_nearest *nearest);

/// Positions and distances of the signatures of 64 bits that differ from a query in at most `radius` bits, in order.
/// `positions` and `distances` have room for `count` values each; all of them may be written. Returns how many there are.
size_t cairn_signature_scan(const uint64_t *signatures, size_t count, uint64_t query, uint32_t radius,
                            uint32_t *positions, uint8_t *distances);

/// Samples in one spectrum.
#define CAIRN_SPECTRUM_LENGTH 2048

/// The power of two stretches of sound at each frequency below half the sampling rate.
/// `window` has CAIRN_SPECTRUM_LENGTH weights, each power half as many values. `cosines` and `sines` hold, for size = half
/// the length down to 1 by halves, cos and sin of pi k / size for k < size, one after another.
void cairn_power_spectra(const int16_t *first, const int16_t *second, const float *window, const float *cosines,
                         const float *sines, float *first_power, float *second_power);

/// A Fourier transform of a square plane; forwards for `sign` -1, backwards for 1. Neither is scaled, and rows come out as
/// columns: forwards and backwards give the plane as it was, times the number of its values.
/// `side` is a power of two, 16 at least. `cosines` and `sines` hold cos and sin of 2 pi k / side for k < side / 2.
/// `scratch` has room for 32 * side values.
void cairn_fourier_plane(float *real, float *imaginary, int32_t side, const float *cosines, const float *sines,
                         float sign, float *scratch);

/// Room in values that the following need: `CAIRN_NOISE_SCRATCH` for a plane of `side` by `side`.
#define CAIRN_NOISE_SCRATCH(side) ((size_t)(side) * (size_t)(side) + 48 * (size_t)(side) + 16)

/// Multiplies each value by the share of it that is noise of the given variance, told by the least of its mean squares in
/// windows of 3, 5, 7 and 9 (Mihcak, Kozintsev, Ramchandran 1999). Beyond the border all is zero. With `imaginary`, values
/// are complex, else it is null.
void cairn_keep_noise(float *real, float *imaginary, int32_t stride, int32_t width, int32_t height, float variance,
                      float *scratch);

/// Leaves the noise of a picture: four levels of the periodic wavelet of Daubechies with eight weights, of whose details
/// only noise is kept. `side` is a multiple of 16.
void cairn_wavelet_noise(float *plane, int32_t side, float variance, float *scratch);

/// Divides each value by the root of the mean square of the 9 by 9 around it, plus `floor`.
void cairn_level_noise(float *plane, int32_t side, float floor, float *scratch);

/// The scalar product of two runs of bytes.
int64_t cairn_noise_product(const int8_t *first, const int8_t *second, size_t count);

#ifdef __cplusplus
}
#endif

#endif
