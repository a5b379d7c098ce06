#include "CairnKernels.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "versions.h"

enum { length = CAIRN_DESCRIPTOR_LENGTH, block = 64 };

static inline void widen(const uint8_t *descriptor, int16_t *wide) {
    for (int i = 0; i < length; i++) wide[i] = descriptor[i];
}

CAIRN_WIDE_VERSIONS
void cairn_descriptor_products(const uint8_t *query, const uint8_t *descriptors, size_t count, int32_t *products) {
    int16_t wide[length];
    widen(query, wide);
    for (size_t i = 0; i < count; i++) {
        const uint8_t *descriptor = descriptors + i * length;
        int32_t sum = 0;
        for (int k = 0; k < length; k++) sum += (int32_t)wide[k] * (int32_t)(int16_t)descriptor[k];
        products[i] = sum;
    }
}

// A block of descriptors, widened and turned so that one step multiplies two bins of many descriptors: bins 2k and
// 2k + 1 of descriptor i lie at bins[k][i].
typedef struct {
    int16_t bins[length / 2][block][2];
    int32_t norms[block];
    size_t size;
} turned_block;

static void turn(const uint8_t *descriptors, size_t size, turned_block *turned) {
    memset(turned->bins, 0, sizeof turned->bins);
    turned->size = size;
    for (size_t i = 0; i < size; i++) {
        int32_t norm = 0;
        for (int k = 0; k < length; k++) {
            const int16_t value = descriptors[i * length + (size_t)k];
            turned->bins[k / 2][i][k % 2] = value;
            norm += value * value;
        }
        turned->norms[i] = norm;
    }
}

#if defined(__x86_64__)
// The products of a query with all descriptors of a block, 16 at a time.
__attribute__((target("avx512bw,avx512vnni"))) static void products_vnni(const int16_t *query,
                                                                         const turned_block *turned, int32_t *out) {
    __m512i sums[block / 16];
    for (int g = 0; g < block / 16; g++) sums[g] = _mm512_setzero_si512();
    for (int k = 0; k < length / 2; k++) {
        int32_t pair;
        memcpy(&pair, query + 2 * k, sizeof pair);
        const __m512i both = _mm512_set1_epi32(pair);
        for (int g = 0; g < block / 16; g++) {
            sums[g] = _mm512_dpwssd_epi32(sums[g], both, _mm512_loadu_si512(turned->bins[k][16 * g]));
        }
    }
    for (int g = 0; g < block / 16; g++) _mm512_storeu_si512(out + 16 * g, sums[g]);
}

// The same, 8 at a time.
__attribute__((target("avx2"))) static void products_avx2(const int16_t *query, const turned_block *turned,
                                                          int32_t *out) {
    __m256i sums[block / 8];
    for (int g = 0; g < block / 8; g++) sums[g] = _mm256_setzero_si256();
    for (int k = 0; k < length / 2; k++) {
        int32_t pair;
        memcpy(&pair, query + 2 * k, sizeof pair);
        const __m256i both = _mm256_set1_epi32(pair);
        for (int g = 0; g < block / 8; g++) {
            const __m256i bins = _mm256_loadu_si256((const __m256i *)turned->bins[k][8 * g]);
            sums[g] = _mm256_add_epi32(sums[g], _mm256_madd_epi16(both, bins));
        }
    }
    for (int g = 0; g < block / 8; g++) _mm256_storeu_si256((__m256i *)(out + 8 * g), sums[g]);
}
#endif

static void products_plain(const int16_t *query, const turned_block *turned, int32_t *out) {
    memset(out, 0, block * sizeof *out);
    for (int k = 0; k < length / 2; k++) {
        for (int i = 0; i < block; i++) {
            out[i] += query[2 * k] * turned->bins[k][i][0] + query[2 * k + 1] * turned->bins[k][i][1];
        }
    }
}

typedef void products_function(const int16_t *, const turned_block *, int32_t *);

static products_function *fastest_products(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni")) return products_vnni;
    if (__builtin_cpu_supports("avx2")) return products_avx2;
#endif
    return products_plain;
}

// |q - d|² is |q|² + |d|² - 2 qd. Most blocks hold nothing nearer than what is known, which one minimum shows.
void cairn_nearest_two(const uint8_t *queries, size_t query_count, const uint8_t *descriptors, size_t count,
                       cairn_nearest *nearest) {
    products_function *const products = fastest_products();
    turned_block turned;
    for (size_t q = 0; q < query_count; q++) nearest[q] = (cairn_nearest){UINT32_MAX, UINT32_MAX, UINT32_MAX};
    for (size_t start = 0; start < count; start += block) {
        turn(descriptors + start * length, count - start < block ? count - start : block, &turned);
        for (size_t q = 0; q < query_count; q++) {
            int16_t query[length];
            int32_t distances[block];
            int32_t norm = 0;
            for (int k = 0; k < length; k++) {
                query[k] = queries[q * length + (size_t)k];
                norm += query[k] * query[k];
            }
            products(query, &turned, distances);
            uint32_t least = UINT32_MAX;
            for (size_t i = 0; i < turned.size; i++) {
                const uint32_t distance = (uint32_t)(norm + turned.norms[i] - 2 * distances[i]);
                distances[i] = (int32_t)distance;
                least = distance < least ? distance : least;
            }
            cairn_nearest best = nearest[q];
            if (least >= best.second_distance) continue;
            for (size_t i = 0; i < turned.size; i++) {
                const uint32_t distance = (uint32_t)distances[i];
                if (distance < best.distance) {
                    best.second_distance = best.distance;
                    best.distance = distance;
                    best.position = (uint32_t)(start + i);
                } else if (distance < best.second_distance) {
                    best.second_distance = distance;
                }
            }
            nearest[q] = best;
        }
    }
}

CAIRN_VERSIONS
static size_t scan_plain(size_t start, const uint64_t *signatures, size_t count, uint64_t query, uint32_t radius,
                         uint32_t *positions, uint8_t *distances) {
    size_t found = 0;
    for (size_t i = start; i < count; i++) {
        const uint32_t distance = (uint32_t)__builtin_popcountll(signatures[i] ^ query);
        positions[found] = (uint32_t)i;
        distances[found] = (uint8_t)distance;
        found += distance <= radius;
    }
    return found;
}

#if defined(__x86_64__)
// Most groups of eight hold nothing that is near, and are passed over by one branch.
__attribute__((target("avx512f,avx512vpopcntdq")))
static size_t scan_wide(const uint64_t *signatures, size_t count, uint64_t query, uint32_t radius, uint32_t *positions,
                        uint8_t *distances) {
    const __m512i wanted = _mm512_set1_epi64((long long)query);
    const __m512i limit = _mm512_set1_epi64(radius);
    size_t found = 0;
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        const __m512i differing = _mm512_xor_si512(_mm512_loadu_si512(signatures + i), wanted);
        __mmask8 near = _mm512_cmple_epu64_mask(_mm512_popcnt_epi64(differing), limit);
        for (; near; near &= near - 1) {
            const size_t position = i + (size_t)__builtin_ctz(near);
            positions[found] = (uint32_t)position;
            distances[found++] = (uint8_t)__builtin_popcountll(signatures[position] ^ query);
        }
    }
    return found + scan_plain(i, signatures, count, query, radius, positions + found, distances + found);
}
#endif

size_t cairn_signature_scan(const uint64_t *signatures, size_t count, uint64_t query, uint32_t radius,
                            uint32_t *positions, uint8_t *distances) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512vpopcntdq")) {
        return scan_wide(signatures, count, query, radius, positions, distances);
    }
#endif
    return scan_plain(0, signatures, count, query, radius, positions, distances);
}
