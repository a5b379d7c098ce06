// Power spectra of sound.

#include "CairnKernels.h"
#include "versions.h"

enum { length = CAIRN_SPECTRUM_LENGTH, half = CAIRN_SPECTRUM_LENGTH / 2 };

// All butterflies, from large to small (decimation in frequency), so that values end in bit-reversed order.
CAIRN_FLOAT_VERSIONS
static void transform(float *real, float *imaginary, const float *cosines, const float *sines) {
    for (int size = half; size >= 1; size /= 2) {
        const float *c = cosines + length - 2 * size;
        const float *s = sines + length - 2 * size;
        for (int start = 0; start < length; start += 2 * size) {
            float *restrict ar = real + start;
            float *restrict ai = imaginary + start;
            float *restrict br = ar + size;
            float *restrict bi = ai + size;
            for (int k = 0; k < size; k++) {
                const float dr = ar[k] - br[k];
                const float di = ai[k] - bi[k];
                ar[k] += br[k];
                ai[k] += bi[k];
                br[k] = dr * c[k] + di * s[k];
                bi[k] = di * c[k] - dr * s[k];
            }
        }
    }
}

static int reversed(int index) {
    int result = 0;
    for (int bit = 1; bit < length; bit *= 2) {
        result = result * 2 + (index & 1);
        index >>= 1;
    }
    return result;
}

// Two real signals are one complex one; what is symmetric in its spectrum belongs to the first.
void cairn_power_spectra(const int16_t *first, const int16_t *second, const float *window, const float *cosines,
                         const float *sines, float *first_power, float *second_power) {
    float real[length];
    float imaginary[length];
    for (int i = 0; i < length; i++) {
        real[i] = first[i] * window[i];
        imaginary[i] = second[i] * window[i];
    }
    transform(real, imaginary, cosines, sines);
    for (int k = 0; k < half; k++) {
        const int p = reversed(k);
        const int q = reversed((length - k) % length);
        const float sum_real = real[p] + real[q], difference_real = real[p] - real[q];
        const float sum_imaginary = imaginary[p] + imaginary[q], difference_imaginary = imaginary[p] - imaginary[q];
        first_power[k] = (sum_real * sum_real + difference_imaginary * difference_imaginary) / 4;
        second_power[k] = (sum_imaginary * sum_imaginary + difference_real * difference_real) / 4;
    }
}
