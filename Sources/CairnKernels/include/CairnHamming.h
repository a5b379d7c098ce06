// Search among codes of 256 bits by Hamming distance.
#ifndef CAIRN_HAMMING_H
#define CAIRN_HAMMING_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Codes lie in chunks of this many. A chunk is its codes' first two words and then their last two; in both halves eight
/// codes lie together, first one word of each, then the other: what the filter reads of eight codes is two lines of cache,
/// and what it reads of one code too.
#define CAIRN_CHUNK_CODES ((size_t)1 << 16)
#define CAIRN_CHUNK_WORDS (4 * CAIRN_CHUNK_CODES)
/// From a code's first word to its second, and from its first two to its last two.
#define CAIRN_NEXT_WORD ((size_t)8)
#define CAIRN_HALF_CHUNK (2 * CAIRN_CHUNK_CODES)
/// Where the first word of a code of a chunk lies.
#define CAIRN_CODE_WORD(i) (((size_t)(i) >> 3 << 4) + ((size_t)(i) & 7))

/// How the codes are compared; all ways give the same answers.
typedef enum {
    cairn_hamming_plain = 0,
    cairn_hamming_avx2 = 1,
    cairn_hamming_avx512 = 2,
    cairn_hamming_neon = 3,
} cairn_hamming_kernel;

/// Whether this processor can do it.
int cairn_hamming_runs(cairn_hamming_kernel kernel);

/// A code near a query.
typedef struct {
    uint32_t query;
    uint32_t position;
    uint32_t distance;
} cairn_find;

/// How many finds `cairn_hamming_scan` needs room for, for each query.
#define CAIRN_SCAN_ROOM ((size_t)1024)

/// Compares the codes from `start` to `end` of a chunk with queries of four words, a block of codes at a time.
///
/// Codes whose first 128 bits differ in at most `radius` are verified on all 256. Finds go to `finds`, for one query in order
/// of position, from `*found` on, which is raised; it stops before a block that might find more than `capacity`, which is
/// at least `query_count * CAIRN_SCAN_ROOM`. Returns the first code that was not looked at: `end` when all were.
size_t cairn_hamming_scan(cairn_hamming_kernel kernel, const uint64_t *chunk, size_t start, size_t end,
                          const uint64_t *queries, size_t query_count, uint32_t radius, cairn_find *finds,
                          size_t capacity, size_t *found);

/// 64 keys of a slot: which occur, and how many smaller keys occur before them.
typedef struct {
    uint64_t occurring;
    uint64_t before;
} cairn_slot_word;

/// Codes sorted by some of their bits, the key. `starts` says for each key that occurs, and for the end, from where on its
/// codes are named in `positions`.
typedef struct {
    const cairn_slot_word *words;
    const uint32_t *starts;
    const uint32_t *positions;
    uint32_t first_bit;
    uint32_t key_bits;
    /// In how many bits, at most two, the keys that are looked up differ from the query's; none is looked up below zero.
    int32_t radius;
} cairn_slot;

/// Counts for each key how many of `count` codes have it. `counts` has room for all keys and is zero.
void cairn_slot_count(const uint64_t *const *chunks, size_t count, uint32_t first_bit, uint32_t key_bits,
                      uint32_t *counts);

/// How many of the keys occur.
size_t cairn_slot_occurring(const uint32_t *counts, uint32_t key_bits);

/// Makes `words` and `starts` of the counts, which become the place of each key's first code.
void cairn_slot_directory(uint32_t *counts, uint32_t key_bits, cairn_slot_word *words, uint32_t *starts);

/// Names the codes in the order of their keys; `places` is what `cairn_slot_directory` left, and is used up.
void cairn_slot_fill(const uint64_t *const *chunks, size_t count, uint32_t first_bit, uint32_t key_bits,
                     uint32_t *places, uint32_t *positions);

/// Compares a query with the codes below `covered` that a slot has near it. `finds` has room for `limit` or for all codes,
/// in no order, each code once; their query is 0. Returns how many were found, or -1 when there are more than `limit`
/// candidates.
ptrdiff_t cairn_slots_search(const cairn_slot *slots, size_t slot_count, const uint64_t *const *chunks, size_t covered,
                             const uint64_t *query, uint32_t radius, size_t limit, cairn_find *finds);

#ifdef __cplusplus
}
#endif

#endif
