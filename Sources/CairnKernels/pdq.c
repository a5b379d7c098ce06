#include "CairnKernels.h"

#include <string.h>

#include "versions.h"

enum { side = 64, frequencies = 16 };

// Red, green and blue are weighed and added in the reference's order, in single precision.
static inline float luma(const uint8_t *pixel) {
    return 0.299f * (float)pixel[0] + 0.587f * (float)pixel[1] + 0.114f * (float)pixel[2];
}

CAIRN_FLOAT_VERSIONS
static void add_grey(const uint8_t *row, int32_t width, float weight, float *sums) {
    for (int32_t x = 0; x < width; x++) sums[x] += weight * (float)row[x];
}

CAIRN_FLOAT_VERSIONS
static void add_colours(const uint8_t *row, int32_t width, float weight, float *sums) {
    for (int32_t x = 0; x < width; x++) sums[x] += weight * luma(row + 3 * x);
}

void cairn_pdq_fold(const uint8_t *pixels, size_t row_bytes, int32_t channels, int32_t width, const cairn_band *row_bands,
                    const float *row_weights, const cairn_band *column_bands, const float *column_weights,
                    float *sums, float *out) {
    for (int32_t k = 0; k < side; k++) {
        const cairn_band rows = row_bands[k];
        memset(sums, 0, (size_t)width * sizeof *sums);
        for (int32_t y = 0; y < rows.count; y++) {
            const uint8_t *row = pixels + (size_t)(rows.first + y) * row_bytes;
            const float weight = row_weights[rows.weights + y];
            if (channels == 1) {
                add_grey(row, width, weight, sums);
            } else {
                add_colours(row, width, weight, sums);
            }
        }
        for (int32_t l = 0; l < side; l++) {
            const cairn_band band = column_bands[l];
            float sum = 0;
            for (int32_t x = 0; x < band.count; x++) {
                sum += column_weights[band.weights + x] * sums[band.first + x];
            }
            out[k * side + l] = sum;
        }
    }
}

CAIRN_FLOAT_VERSIONS
void cairn_pdq_transform(const float *values, const float *matrix, float *out) {
    // Sums run over one index in order for every output, as in the reference; the outputs of a row are independent.
    float half[frequencies][side];
    memset(half, 0, sizeof half);
    for (int i = 0; i < frequencies; i++) {
        for (int k = 0; k < side; k++) {
            const float weight = matrix[i * side + k];
            for (int j = 0; j < side; j++) half[i][j] += weight * values[k * side + j];
        }
    }
    float turned[side][frequencies];
    for (int j = 0; j < frequencies; j++) {
        for (int k = 0; k < side; k++) turned[k][j] = matrix[j * side + k];
    }
    memset(out, 0, frequencies * frequencies * sizeof *out);
    for (int i = 0; i < frequencies; i++) {
        for (int k = 0; k < side; k++) {
            const float value = half[i][k];
            for (int j = 0; j < frequencies; j++) out[i * frequencies + j] += value * turned[k][j];
        }
    }
}

// Steps are divided in single precision and cut off, as in the reference; there is no undefined order in sums of integers.
static inline int32_t step(float here, float there) {
    const int32_t whole = (int32_t)(((here - there) * 100.0f) / 255.0f);
    return whole < 0 ? -whole : whole;
}

CAIRN_FLOAT_VERSIONS
int32_t cairn_pdq_steps(const float *values) {
    int32_t sum = 0;
    for (int y = 0; y < side; y++) {
        const float *row = values + y * side;
        for (int x = 0; x + 1 < side; x++) sum += step(row[x], row[x + 1]);
        if (y + 1 == side) break;
        for (int x = 0; x < side; x++) sum += step(row[x], row[x + side]);
    }
    return sum;
}
