// Fourier transforms of square planes, for the noise of sensors.

#include "CairnKernels.h"
#include "versions.h"

// Columns that are transformed together, so that each step works on whole vectors.
enum { strip = 16 };

// All butterflies of a strip, from large to small (decimation in frequency): rows end in bit-reversed order.
CAIRN_FLOAT_VERSIONS
static void transform(float *real, float *imaginary, int side, const float *cosines, const float *sines, float sign) {
    for (int size = side / 2, step = 1; size >= 1; size /= 2, step *= 2) {
        for (int start = 0; start < side; start += 2 * size) {
            for (int k = 0; k < size; k++) {
                const float c = cosines[k * step];
                const float s = sign * sines[k * step];
                float *restrict ar = real + (size_t)(start + k) * strip;
                float *restrict ai = imaginary + (size_t)(start + k) * strip;
                float *restrict br = ar + (size_t)size * strip;
                float *restrict bi = ai + (size_t)size * strip;
                for (int x = 0; x < strip; x++) {
                    const float dr = ar[x] - br[x];
                    const float di = ai[x] - bi[x];
                    ar[x] += br[x];
                    ai[x] += bi[x];
                    br[x] = dr * c - di * s;
                    bi[x] = di * c + dr * s;
                }
            }
        }
    }
}

static int reversed(int index, int side) {
    int result = 0;
    for (int bit = 1; bit < side; bit *= 2) {
        result = result * 2 + (index & 1);
        index >>= 1;
    }
    return result;
}

static void transform_columns(float *plane[2], int side, const float *cosines, const float *sines, float sign,
                              float *scratch) {
    float *work[2] = {scratch, scratch + (size_t)side * strip};
    for (int left = 0; left < side; left += strip) {
        for (int part = 0; part < 2; part++) {
            for (int y = 0; y < side; y++) {
                const float *from = plane[part] + (size_t)y * side + left;
                float *to = work[part] + (size_t)y * strip;
                for (int x = 0; x < strip; x++) to[x] = from[x];
            }
        }
        transform(work[0], work[1], side, cosines, sines, sign);
        for (int part = 0; part < 2; part++) {
            for (int y = 0; y < side; y++) {
                const float *from = work[part] + (size_t)reversed(y, side) * strip;
                float *to = plane[part] + (size_t)y * side + left;
                for (int x = 0; x < strip; x++) to[x] = from[x];
            }
        }
    }
}

static void transpose(float *plane, int side) {
    for (int top = 0; top < side; top += strip) {
        for (int left = top; left < side; left += strip) {
            for (int y = top; y < top + strip; y++) {
                for (int x = left > y ? left : y + 1; x < left + strip; x++) {
                    const float value = plane[(size_t)y * side + x];
                    plane[(size_t)y * side + x] = plane[(size_t)x * side + y];
                    plane[(size_t)x * side + y] = value;
                }
            }
        }
    }
}

void cairn_fourier_plane(float *real, float *imaginary, int32_t side, const float *cosines, const float *sines,
                         float sign, float *scratch) {
    float *plane[2] = {real, imaginary};
    transform_columns(plane, side, cosines, sines, sign, scratch);
    transpose(real, side);
    transpose(imaginary, side);
    transform_columns(plane, side, cosines, sines, sign, scratch);
}
