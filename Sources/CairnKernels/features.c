#include "CairnKernels.h"
#include "versions.h"

enum { length = CAIRN_DESCRIPTOR_LENGTH, block = 64 };

static inline void widen(const uint8_t *descriptor, int16_t *wide) {
    for (int i = 0; i < length; i++) wide[i] = descriptor[i];
}

static inline int32_t product(const int16_t *first, const int16_t *second) {
    int32_t sum = 0;
    for (int i = 0; i < length; i++) sum += (int32_t)first[i] * (int32_t)second[i];
    return sum;
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

// |q - d|² is |q|² + |d|² - 2 qd, and the products of one query with a block of widened descriptors stay in the cache.
CAIRN_WIDE_VERSIONS
void cairn_nearest_two(const uint8_t *queries, size_t query_count, const uint8_t *descriptors, size_t count,
                       cairn_nearest *nearest) {
    for (size_t q = 0; q < query_count; q++) nearest[q] = (cairn_nearest){UINT32_MAX, UINT32_MAX, UINT32_MAX};
    for (size_t start = 0; start < count; start += block) {
        const size_t size = count - start < block ? count - start : block;
        int16_t wide[block][length];
        int32_t norms[block];
        for (size_t i = 0; i < size; i++) {
            widen(descriptors + (start + i) * length, wide[i]);
            norms[i] = product(wide[i], wide[i]);
        }
        for (size_t q = 0; q < query_count; q++) {
            int16_t query[length];
            widen(queries + q * length, query);
            const int32_t norm = product(query, query);
            int32_t distances[block];
            for (size_t i = 0; i < size; i++) distances[i] = norm + norms[i] - 2 * product(query, wide[i]);
            cairn_nearest best = nearest[q];
            for (size_t i = 0; i < size; i++) {
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
size_t cairn_signature_scan(const uint64_t *signatures, size_t count, uint64_t query, uint32_t radius,
                            uint32_t *positions, uint8_t *distances) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t distance = (uint32_t)__builtin_popcountll(signatures[i] ^ query);
        positions[found] = (uint32_t)i;
        distances[found] = (uint8_t)distance;
        found += distance <= radius;
    }
    return found;
}
