#include "CairnKernels.h"
#include "versions.h"

CAIRN_FLOAT_VERSIONS
static uint32_t sum_of(const uint8_t *bytes, int32_t count) {
    uint32_t sum = 0;
    for (int32_t i = 0; i < count; i++) sum += bytes[i];
    return sum;
}

void cairn_reduce(const uint8_t *pixels, size_t row_bytes, int32_t width, int32_t height, int32_t out_width,
                  int32_t out_height, uint8_t *out) {
    for (int32_t v = 0; v < out_height; v++) {
        const int32_t top = (int32_t)((int64_t)v * height / out_height);
        const int32_t bottom = (int32_t)((int64_t)(v + 1) * height / out_height);
        for (int32_t u = 0; u < out_width; u++) {
            const int32_t left = (int32_t)((int64_t)u * width / out_width);
            const int32_t right = (int32_t)((int64_t)(u + 1) * width / out_width);
            uint64_t sum = 0;
            for (int32_t y = top; y < bottom; y++) sum += sum_of(pixels + (size_t)y * row_bytes + left, right - left);
            const uint64_t area = (uint64_t)(bottom - top) * (uint64_t)(right - left);
            out[v * out_width + u] = (uint8_t)((sum + area / 2) / area);
        }
    }
}
