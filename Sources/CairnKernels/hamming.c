#include "CairnKernels.h"
#include "versions.h"

// Codes are looked at in blocks that stay in the first-level cache with their sums.
enum { block = 1024 };

CAIRN_VERSIONS
static void prefix_distances(const uint64_t *first, const uint64_t *second, size_t count, uint64_t query_first,
                             uint64_t query_second, uint64_t *sums) {
    for (size_t i = 0; i < count; i++) {
        sums[i] = (uint64_t)__builtin_popcountll(first[i] ^ query_first) +
                  (uint64_t)__builtin_popcountll(second[i] ^ query_second);
    }
}

// Whether any code of the block passes the filter; most blocks have none.
CAIRN_VERSIONS
static int any_prefix_within(const uint64_t *first, const uint64_t *second, size_t count, uint64_t query_first,
                             uint64_t query_second, uint64_t radius) {
    uint64_t any = 0;
    for (size_t i = 0; i < count; i++) {
        const uint64_t distance = (uint64_t)__builtin_popcountll(first[i] ^ query_first) +
                                  (uint64_t)__builtin_popcountll(second[i] ^ query_second);
        any |= (uint64_t)(distance <= radius);
    }
    return any != 0;
}

CAIRN_VERSIONS
static uint32_t suffix_distance(const uint64_t *columns, size_t stride, size_t i, const uint64_t *query) {
    return (uint32_t)(__builtin_popcountll(columns[2 * stride + i] ^ query[2]) +
                      __builtin_popcountll(columns[3 * stride + i] ^ query[3]));
}

typedef struct {
    uint32_t *positions;
    uint16_t *distances;
    size_t capacity;
    size_t found;
} finds;

static void verify(const uint64_t *columns, size_t stride, size_t start, size_t count, const uint64_t *sums,
                   const uint64_t *query, uint32_t radius, finds *finds) {
    for (size_t i = 0; i < count; i++) {
        if (sums[i] > radius) continue;
        const uint32_t distance = (uint32_t)sums[i] + suffix_distance(columns, stride, start + i, query);
        if (distance > radius) continue;
        if (finds->found < finds->capacity) {
            finds->positions[finds->found] = (uint32_t)(start + i);
            finds->distances[finds->found] = (uint16_t)distance;
        }
        finds->found++;
    }
}

size_t cairn_hamming_scan(const uint64_t *columns, size_t stride, size_t count, const uint64_t *query, uint32_t radius,
                          uint32_t *positions, uint16_t *distances, size_t capacity) {
    uint64_t sums[block];
    finds finds = {positions, distances, capacity, 0};
    for (size_t start = 0; start < count; start += block) {
        const size_t length = count - start < block ? count - start : block;
        const uint64_t *first = columns + start;
        const uint64_t *second = columns + stride + start;
        if (!any_prefix_within(first, second, length, query[0], query[1], radius)) continue;
        prefix_distances(first, second, length, query[0], query[1], sums);
        verify(columns, stride, start, length, sums, query, radius, &finds);
    }
    return finds.found;
}

size_t cairn_hamming_scan_many(const uint64_t *columns, size_t stride, size_t count, const uint64_t *queries,
                               size_t query_count, uint32_t radius, cairn_find *found, size_t capacity) {
    uint64_t sums[block];
    size_t number = 0;
    for (size_t start = 0; start < count; start += block) {
        const size_t length = count - start < block ? count - start : block;
        const uint64_t *first = columns + start;
        const uint64_t *second = columns + stride + start;
        for (size_t q = 0; q < query_count; q++) {
            const uint64_t *query = queries + 4 * q;
            if (!any_prefix_within(first, second, length, query[0], query[1], radius)) continue;
            prefix_distances(first, second, length, query[0], query[1], sums);
            for (size_t i = 0; i < length; i++) {
                if (sums[i] > radius) continue;
                const uint32_t distance = (uint32_t)sums[i] + suffix_distance(columns, stride, start + i, query);
                if (distance > radius) continue;
                if (number < capacity) found[number] = (cairn_find){(uint32_t)q, (uint32_t)(start + i), distance};
                number++;
            }
        }
    }
    return number;
}

CAIRN_VERSIONS
uint64_t cairn_differing_bits(const uint32_t *left, const uint32_t *right, size_t count) {
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) sum += (uint64_t)__builtin_popcount(left[i] ^ right[i]);
    return sum;
}
