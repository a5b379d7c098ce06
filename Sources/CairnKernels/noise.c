// What a picture's noise is: the part that a wavelet filter takes away.

#include "CairnKernels.h"
#include "versions.h"

#include <math.h>
#include <string.h>

// The scaling filter of Daubechies with four vanishing moments.
static const float low[8] = {0.23037781330885523f, 0.7148465705525415f,    0.6308807679295904f,
                             -0.02798376941698385f, -0.18703481171888114f, 0.030841381835986965f,
                             0.032883011666982945f, -0.010597401784997278f};
// The same reversed, with alternating signs.
static const float high[8] = {-0.010597401784997278f, -0.032883011666982945f, 0.030841381835986965f,
                              0.18703481171888114f,   -0.02798376941698385f,  -0.6308807679295904f,
                              0.7148465705525415f,    -0.23037781330885523f};

// Half the largest window, and the windows of 3, 5, 7 and 9.
enum { reach = 4, windows = 4, rows_held = 2 * reach + 1 };

// Splits a row into `half` low and `half` high values. `even` and `odd` have room for three more values than that.
CAIRN_FLOAT_VERSIONS
static void split_row(const float *row, int half, float *restrict even, float *restrict odd, float *restrict out) {
    for (int i = 0; i < half; i++) {
        even[i] = row[2 * i];
        odd[i] = row[2 * i + 1];
    }
    for (int i = 0; i < 3; i++) {
        even[half + i] = even[i];
        odd[half + i] = odd[i];
    }
    float *restrict lows = out;
    float *restrict highs = out + half;
    for (int i = 0; i < half; i++) {
        lows[i] = low[0] * even[i] + low[1] * odd[i] + low[2] * even[i + 1] + low[3] * odd[i + 1] +
                  low[4] * even[i + 2] + low[5] * odd[i + 2] + low[6] * even[i + 3] + low[7] * odd[i + 3];
        highs[i] = high[0] * even[i] + high[1] * odd[i] + high[2] * even[i + 1] + high[3] * odd[i + 1] +
                   high[4] * even[i + 2] + high[5] * odd[i + 2] + high[6] * even[i + 3] + high[7] * odd[i + 3];
    }
}

// The inverse. `lows` and `highs` have room for three more values than `half`.
CAIRN_FLOAT_VERSIONS
static void join_row(const float *row, int half, float *restrict lows, float *restrict highs, float *restrict out) {
    for (int i = 0; i < half; i++) {
        lows[i + 3] = row[i];
        highs[i + 3] = row[half + i];
    }
    for (int i = 2; i >= 0; i--) {
        lows[i] = lows[half + i];
        highs[i] = highs[half + i];
    }
    for (int i = 0; i < half; i++) {
        out[2 * i] = low[0] * lows[i + 3] + high[0] * highs[i + 3] + low[2] * lows[i + 2] + high[2] * highs[i + 2] +
                     low[4] * lows[i + 1] + high[4] * highs[i + 1] + low[6] * lows[i] + high[6] * highs[i];
        out[2 * i + 1] = low[1] * lows[i + 3] + high[1] * highs[i + 3] + low[3] * lows[i + 2] +
                         high[3] * highs[i + 2] + low[5] * lows[i + 1] + high[5] * highs[i + 1] + low[7] * lows[i] +
                         high[7] * highs[i];
    }
}

// A weighted sum of eight rows.
CAIRN_FLOAT_VERSIONS
static void sum_rows(const float *const rows[8], const float *weights, int width, float *restrict out) {
    const float *restrict a = rows[0], *restrict b = rows[1], *restrict c = rows[2], *restrict d = rows[3];
    const float *restrict e = rows[4], *restrict f = rows[5], *restrict g = rows[6], *restrict h = rows[7];
    for (int x = 0; x < width; x++) {
        out[x] = weights[0] * a[x] + weights[1] * b[x] + weights[2] * c[x] + weights[3] * d[x] + weights[4] * e[x] +
                 weights[5] * f[x] + weights[6] * g[x] + weights[7] * h[x];
    }
}

// One level of the transform on the upper left `size` by `size` values.
static void split(float *plane, int side, int size, float *temporary, float *line) {
    const int half = size / 2;
    for (int y = 0; y < size; y++) {
        split_row(plane + (size_t)y * side, half, line, line + half + 3, temporary + (size_t)y * size);
    }
    for (int y = 0; y < half; y++) {
        const float *rows[8];
        for (int i = 0; i < 8; i++) rows[i] = temporary + (size_t)((2 * y + i) % size) * size;
        sum_rows(rows, low, size, plane + (size_t)y * side);
        sum_rows(rows, high, size, plane + (size_t)(half + y) * side);
    }
}

static void join(float *plane, int side, int size, float *temporary, float *line) {
    const int half = size / 2;
    for (int y = 0; y < size; y++) {
        const float *rows[8];
        float weights[8];
        for (int i = 0; i < 4; i++) {
            const int from = (y / 2 - i + 2 * half) % half;
            rows[2 * i] = plane + (size_t)from * side;
            rows[2 * i + 1] = plane + (size_t)(half + from) * side;
            weights[2 * i] = low[2 * i + y % 2];
            weights[2 * i + 1] = high[2 * i + y % 2];
        }
        sum_rows(rows, weights, size, temporary + (size_t)y * size);
    }
    for (int y = 0; y < size; y++) {
        join_row(temporary + (size_t)y * size, half, line, line + half + 3, plane + (size_t)y * side);
    }
}

// Sums of 3, 5, 7 and 9 neighbours in a row of squares that has `reach` zeros before and after it.
CAIRN_FLOAT_VERSIONS
static void sum_neighbours(const float *restrict squares, int width, float *restrict sums) {
    float *restrict three = sums;
    float *restrict five = sums + width;
    float *restrict seven = sums + 2 * (size_t)width;
    float *restrict nine = sums + 3 * (size_t)width;
    for (int x = 0; x < width; x++) {
        const float *s = squares + x + reach;
        const float a = s[-1] + s[0] + s[1];
        const float b = a + (s[-2] + s[2]);
        const float c = b + (s[-3] + s[3]);
        three[x] = a;
        five[x] = b;
        seven[x] = c;
        nine[x] = c + (s[-4] + s[4]);
    }
}

// How much of each value is noise: the variance of noise over the least mean square of the four windows around it.
CAIRN_FLOAT_VERSIONS
static void weigh(const float *const rows[rows_held], int width, float variance, float *restrict gains) {
    const float *r[rows_held];
    for (int i = 0; i < rows_held; i++) r[i] = rows[i];
    const size_t w = (size_t)width;
    for (int x = 0; x < width; x++) {
        float three = 0, five = 0, seven = 0, nine = 0;
        for (int i = 3; i <= 5; i++) three += r[i][x];
        for (int i = 2; i <= 6; i++) five += r[i][w + x];
        for (int i = 1; i <= 7; i++) seven += r[i][2 * w + x];
        for (int i = 0; i <= 8; i++) nine += r[i][3 * w + x];
        three *= 1.0f / 9;
        five *= 1.0f / 25;
        seven *= 1.0f / 49;
        nine *= 1.0f / 81;
        float least = three < five ? three : five;
        least = least < seven ? least : seven;
        least = least < nine ? least : nine;
        gains[x] = variance / (least > variance ? least : variance);
    }
}

CAIRN_FLOAT_VERSIONS
static void square(const float *restrict real, const float *restrict imaginary, int width, float *restrict squares) {
    for (int x = 0; x < width; x++) squares[x] = real[x] * real[x];
    if (!imaginary) return;
    for (int x = 0; x < width; x++) squares[x] += imaginary[x] * imaginary[x];
}

CAIRN_FLOAT_VERSIONS
static void multiply(float *restrict values, const float *restrict gains, int width) {
    for (int x = 0; x < width; x++) values[x] *= gains[x];
}

void cairn_keep_noise(float *real, float *imaginary, int32_t stride, int32_t width, int32_t height, float variance,
                      float *scratch) {
    float *squares = scratch;
    float *gains = squares + width + 2 * reach;
    float *ring = gains + width;
    const size_t held = (size_t)windows * (size_t)width;
    memset(squares, 0, (size_t)(width + 2 * reach) * sizeof(float));
    memset(ring, 0, (size_t)rows_held * held * sizeof(float));
    for (int y = -reach; y < height; y++) {
        const int next = y + reach;
        float *sums = ring + (size_t)(next % rows_held) * held;
        if (next < height) {
            const size_t start = (size_t)next * (size_t)stride;
            square(real + start, imaginary ? imaginary + start : 0, width, squares + reach);
            sum_neighbours(squares, width, sums);
        } else {
            memset(sums, 0, held * sizeof(float));
        }
        if (y < 0) continue;
        const float *rows[rows_held];
        for (int i = 0; i < rows_held; i++) {
            const int row = y - reach + i;
            rows[i] = ring + (size_t)((row + rows_held) % rows_held) * held;
        }
        weigh(rows, width, variance, gains);
        multiply(real + (size_t)y * (size_t)stride, gains, width);
        if (imaginary) multiply(imaginary + (size_t)y * (size_t)stride, gains, width);
    }
}

void cairn_wavelet_noise(float *plane, int32_t side, float variance, float *scratch) {
    float *temporary = scratch;
    float *line = scratch + (size_t)side * (size_t)side;
    const int levels = 4;
    for (int level = 0; level < levels; level++) {
        const int size = side >> level;
        const int half = size / 2;
        split(plane, side, size, temporary, line);
        float *right = plane + half;
        float *lower = plane + (size_t)half * (size_t)side;
        cairn_keep_noise(right, 0, side, half, half, variance, line);
        cairn_keep_noise(lower, 0, side, half, half, variance, line);
        cairn_keep_noise(lower + half, 0, side, half, half, variance, line);
    }
    const int coarsest = side >> levels;
    for (int y = 0; y < coarsest; y++) memset(plane + (size_t)y * side, 0, (size_t)coarsest * sizeof(float));
    for (int level = levels - 1; level >= 0; level--) join(plane, side, side >> level, temporary, line);
}

CAIRN_FLOAT_VERSIONS
static void divide(float *restrict values, const float *const rows[rows_held], const float *restrict counts, int width,
                   float row_count, float floor) {
    const float *r[rows_held];
    for (int i = 0; i < rows_held; i++) r[i] = rows[i];
    for (int x = 0; x < width; x++) {
        float sum = 0;
        for (int i = 0; i < rows_held; i++) sum += r[i][x];
        values[x] /= sqrtf(sum / (row_count * counts[x]) + floor);
    }
}

void cairn_level_noise(float *plane, int32_t side, float floor, float *scratch) {
    float *squares = scratch;
    float *counts = squares + side + 2 * reach;
    float *sums = counts + side;
    float *ring = sums + (size_t)windows * (size_t)side;
    memset(squares, 0, (size_t)(side + 2 * reach) * sizeof(float));
    memset(ring, 0, (size_t)rows_held * (size_t)side * sizeof(float));
    for (int x = 0; x < side; x++) {
        const int before = x < reach ? x : reach;
        const int after = side - 1 - x < reach ? side - 1 - x : reach;
        counts[x] = (float)(before + 1 + after);
    }
    for (int y = -reach; y < side; y++) {
        const int next = y + reach;
        float *nine = ring + (size_t)(next % rows_held) * (size_t)side;
        if (next < side) {
            square(plane + (size_t)next * (size_t)side, 0, side, squares + reach);
            sum_neighbours(squares, side, sums);
            memcpy(nine, sums + 3 * (size_t)side, (size_t)side * sizeof(float));
        } else {
            memset(nine, 0, (size_t)side * sizeof(float));
        }
        if (y < 0) continue;
        const float *rows[rows_held];
        for (int i = 0; i < rows_held; i++) {
            rows[i] = ring + (size_t)((y - reach + i + rows_held) % rows_held) * (size_t)side;
        }
        divide(plane + (size_t)y * (size_t)side, rows, counts, side, counts[y], floor);
    }
}

CAIRN_WIDE_VERSIONS
int64_t cairn_noise_product(const int8_t *first, const int8_t *second, size_t count) {
    int64_t total = 0;
    while (count > 0) {
        const size_t part = count < 65536 ? count : 65536;
        int32_t sum = 0;
        for (size_t i = 0; i < part; i++) sum += (int32_t)first[i] * second[i];
        total += sum;
        first += part;
        second += part;
        count -= part;
    }
    return total;
}
