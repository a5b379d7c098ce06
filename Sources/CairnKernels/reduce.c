#include "CairnKernels.h"

#include <string.h>

#include "versions.h"

// Walks through number * length / out_length for number = 0, 1, 2 ... without dividing.
typedef struct {
    int32_t position, whole, rest, error, out_length;
} edges;

static edges edges_of(int32_t length, int32_t out_length) {
    return (edges){0, length / out_length, length % out_length, 0, out_length};
}

static inline void advance(edges *edges) {
    edges->position += edges->whole;
    edges->error += edges->rest;
    if (edges->error >= edges->out_length) {
        edges->error -= edges->out_length;
        edges->position++;
    }
}

CAIRN_FLOAT_VERSIONS
static void add_row(const uint8_t *row, size_t count, uint32_t *sums) {
    for (size_t i = 0; i < count; i++) sums[i] += row[i];
}

// Divides by a number of pixels, for sums of that many bytes.
typedef struct {
    uint32_t area;
    uint64_t reciprocal;  // 0 where a product would not be exact
} divisor;

static divisor divisor_of(uint32_t area) {
    return (divisor){area, area < 4096 ? ((UINT64_C(1) << 32) + area - 1) / area : 0};
}

static inline uint8_t divide(uint64_t sum, divisor by) {
    return (uint8_t)(by.reciprocal ? (sum * by.reciprocal) >> 32 : sum / by.area);
}

// Averages the summed rows along one row of the output; `rows` is how many were summed.
static inline void average(const uint32_t *sums, int32_t width, int32_t channels, int32_t out_width, uint32_t rows,
                           uint8_t *out) {
    edges columns = edges_of(width, out_width);
    // A rectangle has one of two widths, at least one pixel.
    const int32_t narrow = columns.whole > 0 ? columns.whole : 1;
    const divisor divisors[2] = {divisor_of(rows * (uint32_t)narrow), divisor_of(rows * (uint32_t)(narrow + 1))};
    for (int32_t u = 0; u < out_width; u++) {
        const int32_t left = columns.position;
        advance(&columns);
        const int32_t right = columns.position > left ? columns.position : left + 1;
        const divisor by = divisors[right - left - narrow];
        for (int32_t c = 0; c < channels; c++) {
            uint64_t sum = by.area / 2;
            for (int32_t x = left; x < right; x++) sum += sums[(size_t)x * (size_t)channels + (size_t)c];
            *out++ = divide(sum, by);
        }
    }
}

// Where the columns of the output begin and end: `out_width + 1` edges.
static void column_edges(int32_t width, int32_t out_width, uint32_t *out) {
    edges columns = edges_of(width, out_width);
    for (int32_t u = 0; u <= out_width; u++) {
        out[u] = (uint32_t)columns.position;
        advance(&columns);
    }
}

// The sums of the values before each, and of all. They may run over: their differences are right all the same.
static void run_up(uint32_t *sums, int32_t width) {
    uint32_t running = 0;
    for (int32_t x = 0; x < width; x++) {
        const uint32_t value = sums[x];
        sums[x] = running;
        running += value;
    }
    sums[width] = running;
}

// The most pixels whose sum, rounded, is divided exactly by a product and a shift of 31 bits: 256 n^2 stays below 2^31.
enum { most_multiplied = 2048 };

// Averages rectangles of one channel out of sums of `rows` rows that have been run up. Each rectangle is `narrow` columns
// wide or one more, and has no more pixels than are divided by a product.
CAIRN_FLOAT_VERSIONS
static void average_plane(const uint32_t *sums, const uint32_t *columns, int32_t out_width, uint32_t narrow,
                          uint32_t rows, uint8_t *out) {
    const uint32_t areas[2] = {rows * narrow, rows * (narrow + 1)};
    const uint32_t reciprocals[2] = {((1u << 31) + areas[0] - 1) / areas[0], ((1u << 31) + areas[1] - 1) / areas[1]};
    for (int32_t u = 0; u < out_width; u++) {
        const uint32_t sum = sums[columns[u + 1]] - sums[columns[u]];
        const int is_wide = columns[u + 1] - columns[u] != narrow;
        const uint32_t rounded = sum + (is_wide ? areas[1] : areas[0]) / 2;
        out[u] = (uint8_t)(((uint64_t)rounded * (is_wide ? reciprocals[1] : reciprocals[0])) >> 31);
    }
}

void cairn_reduce(const uint8_t *pixels, size_t row_bytes, int32_t width, int32_t height, int32_t channels,
                  int32_t out_width, int32_t out_height, uint32_t *scratch, uint8_t *out) {
    const size_t values = (size_t)width * (size_t)channels;
    if (width == out_width && height == out_height) {
        for (int32_t y = 0; y < height; y++) memcpy(out + (size_t)y * values, pixels + (size_t)y * row_bytes, values);
        return;
    }
    uint32_t *sums = scratch;
    uint32_t *columns = scratch + values + 1;
    const int is_plane = channels == 1 && out_width <= width;
    if (is_plane) column_edges(width, out_width, columns);
    const uint32_t narrow = is_plane ? (uint32_t)(width / out_width) : 1;
    edges rows = edges_of(height, out_height);
    for (int32_t v = 0; v < out_height; v++) {
        const int32_t top = rows.position;
        advance(&rows);
        const int32_t bottom = rows.position > top ? rows.position : top + 1;
        memset(sums, 0, values * sizeof *sums);
        for (int32_t y = top; y < bottom; y++) add_row(pixels + (size_t)y * row_bytes, values, sums);
        uint8_t *row = out + (size_t)v * (size_t)out_width * (size_t)channels;
        const uint32_t summed = (uint32_t)(bottom - top);
        if (is_plane && (uint64_t)summed * (narrow + 1) <= most_multiplied) {
            run_up(sums, width);
            average_plane(sums, columns, out_width, narrow, summed, row);
        } else {
            average(sums, width, channels, out_width, summed, row);
        }
    }
}
