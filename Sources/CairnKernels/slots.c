#include "CairnHamming.h"

// Whether bits are counted by an instruction. Wider versions would gain nothing: the time goes into waiting for memory.
#if defined(__x86_64__)
#define WITH_POPCOUNT __attribute__((target_clones("popcnt", "default")))
#else
#define WITH_POPCOUNT
#endif

// Keys are looked up 64 at a time: their lowest six bits are a place in a word.
enum { word_bits = 6, most_words = 1 + 18 + 18 * 17 / 2, most_keys = 512 };
// How many candidates are fetched before the first of them is looked at.
enum { ahead = 32 };

static inline const uint64_t *code_of(const uint64_t *const *chunks, size_t position) {
    return chunks[position / CAIRN_CHUNK_CODES] + CAIRN_CODE_WORD(position % CAIRN_CHUNK_CODES);
}

// Bits of a code of four words.
static inline uint32_t key_of(const uint64_t *words, uint32_t first_bit, uint32_t key_bits) {
    const uint32_t word = first_bit / 64;
    const uint32_t shift = first_bit % 64;
    uint64_t bits = words[word] >> shift;
    if (shift + key_bits > 64) bits |= words[word + 1] << (64 - shift);
    return (uint32_t)(bits & ((1u << key_bits) - 1));
}

static inline uint32_t stored_key(const uint64_t *code, uint32_t first_bit, uint32_t key_bits) {
    static const size_t place[4] = {0, CAIRN_NEXT_WORD, CAIRN_HALF_CHUNK, CAIRN_HALF_CHUNK + CAIRN_NEXT_WORD};
    const uint32_t word = first_bit / 64;
    const uint32_t shift = first_bit % 64;
    uint64_t bits = code[place[word]] >> shift;
    if (shift + key_bits > 64) bits |= code[place[word + 1]] << (64 - shift);
    return (uint32_t)(bits & ((1u << key_bits) - 1));
}

// Calls `act` with `position` and `key` for all codes; `fetch` comes some codes earlier.
#define FOR_EACH_KEY(fetch, act)                                                                          \
    for (size_t start = 0; start < count; start += 64) {                                                  \
        uint32_t keys[64];                                                                                \
        const size_t length = count - start < 64 ? count - start : 64;                                    \
        const uint64_t *codes = code_of(chunks, start);                                                   \
        for (size_t i = 0; i < length; i++) {                                                             \
            const uint32_t key = stored_key(codes + CAIRN_CODE_WORD(i), first_bit, key_bits);             \
            keys[i] = key;                                                                                \
            fetch;                                                                                        \
        }                                                                                                 \
        for (size_t i = 0; i < length; i++) {                                                             \
            const uint32_t key = keys[i];                                                                 \
            const size_t position = start + i;                                                            \
            (void)position;                                                                               \
            act;                                                                                          \
        }                                                                                                 \
    }

void cairn_slot_count(const uint64_t *const *chunks, size_t count, uint32_t first_bit, uint32_t key_bits,
                      uint32_t *counts) {
    FOR_EACH_KEY(__builtin_prefetch(counts + key, 1), counts[key]++)
}

size_t cairn_slot_occurring(const uint32_t *counts, uint32_t key_bits) {
    size_t occurring = 0;
    for (size_t key = 0; key < (size_t)1 << key_bits; key++) occurring += counts[key] != 0;
    return occurring;
}

void cairn_slot_directory(uint32_t *counts, uint32_t key_bits, cairn_slot_word *words, uint32_t *starts) {
    size_t occurring = 0;
    uint32_t place = 0;
    for (size_t first = 0; first < (size_t)1 << key_bits; first += 64) {
        cairn_slot_word word = {0, occurring};
        for (size_t key = first; key < first + 64; key++) {
            const uint32_t number = counts[key];
            counts[key] = place;
            if (number == 0) continue;
            word.occurring |= (uint64_t)1 << (key - first);
            starts[occurring++] = place;
            place += number;
        }
        words[first / 64] = word;
    }
    starts[occurring] = place;
}

void cairn_slot_fill(const uint64_t *const *chunks, size_t count, uint32_t first_bit, uint32_t key_bits,
                     uint32_t *places, uint32_t *positions) {
    FOR_EACH_KEY(__builtin_prefetch(places + key, 1), positions[places[key]++] = (uint32_t)position)
}

// What is known of one slot on the way from the query's key to candidates. Each step asks for the memory that the next one
// reads, and between two steps other slots have their turn.
typedef struct {
    uint32_t word_count;
    uint32_t key_count;
    uint32_t words[most_words];
    uint64_t masks[most_words];
    uint32_t keys[most_keys];
    uint32_t starts[most_keys];
    uint32_t lengths[most_keys];
} lookup;

// Which of 64 keys differ from the one of `low` bits in at most `radius`.
static inline uint64_t near_mask(uint32_t low, int32_t radius) {
    uint64_t mask = (uint64_t)1 << low;
    if (radius > 0) {
        for (uint32_t one = 1; one < 64; one <<= 1) {
            mask |= (uint64_t)1 << (low ^ one);
            if (radius < 2) continue;
            for (uint32_t other = one << 1; other < 64; other <<= 1) mask |= (uint64_t)1 << (low ^ one ^ other);
        }
    }
    return mask;
}

static inline void choose_words(lookup *lookup, const cairn_slot *slot, const uint64_t *query) {
    const uint32_t key = key_of(query, slot->first_bit, slot->key_bits);
    const uint32_t high = key >> word_bits;
    const uint32_t low = key & 63;
    uint32_t count = 0;
    lookup->words[count] = high;
    lookup->masks[count++] = near_mask(low, slot->radius);
    if (slot->radius > 0) {
        const uint64_t less = near_mask(low, slot->radius - 1);
        const uint32_t end = 1u << (slot->key_bits - word_bits);
        for (uint32_t one = 1; one < end; one <<= 1) {
            lookup->words[count] = high ^ one;
            lookup->masks[count++] = less;
            if (slot->radius < 2) continue;
            for (uint32_t other = one << 1; other < end; other <<= 1) {
                lookup->words[count] = high ^ one ^ other;
                lookup->masks[count++] = (uint64_t)1 << low;
            }
        }
    }
    lookup->word_count = count;
    for (uint32_t i = 0; i < count; i++) __builtin_prefetch(slot->words + lookup->words[i]);
}

static inline void choose_keys(lookup *lookup, const cairn_slot *slot) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < lookup->word_count; i++) {
        const cairn_slot_word word = slot->words[lookup->words[i]];
        for (uint64_t keys = word.occurring & lookup->masks[i]; keys != 0; keys &= keys - 1) {
            const uint64_t below = (keys & -keys) - 1;
            const uint32_t number = (uint32_t)word.before + (uint32_t)__builtin_popcountll(word.occurring & below);
            lookup->keys[count++] = number;
            __builtin_prefetch(slot->starts + number);
        }
    }
    lookup->key_count = count;
}

static inline size_t find_lists(lookup *lookup, const cairn_slot *slot) {
    size_t candidates = 0;
    for (uint32_t i = 0; i < lookup->key_count; i++) {
        const uint32_t start = slot->starts[lookup->keys[i]];
        lookup->starts[i] = start;
        lookup->lengths[i] = slot->starts[lookup->keys[i] + 1] - start;
        candidates += lookup->lengths[i];
        __builtin_prefetch(slot->positions + start);
    }
    return candidates;
}

typedef struct {
    const cairn_slot *slots;
    const uint64_t *const *chunks;
    const uint64_t *query;
    size_t covered;
    // How many slots look at the first two words only.
    size_t early;
    uint32_t radius;
    cairn_find *finds;
    size_t found;
} search;

// Whether a slot from `first` to before `end` has a code that differs from the query in these bits.
static inline int is_had(const search *search, size_t first, size_t end, const uint64_t *differing) {
    for (size_t slot = first; slot < end; slot++) {
        const cairn_slot *other = search->slots + slot;
        if (__builtin_popcount(key_of(differing, other->first_bit, other->key_bits)) <= other->radius) return 1;
    }
    return 0;
}

// Compares one candidate of a slot; it counts for the first slot that has it, which for most is told by its first words.
static inline void compare(search *search, size_t slot, uint32_t position) {
    const uint64_t *code = code_of(search->chunks, position);
    const uint64_t *query = search->query;
    uint64_t differing[4] = {code[0] ^ query[0], code[CAIRN_NEXT_WORD] ^ query[1], 0, 0};
    uint32_t distance = (uint32_t)(__builtin_popcountll(differing[0]) + __builtin_popcountll(differing[1]));
    if (distance > search->radius) return;
    const size_t early = slot < search->early ? slot : search->early;
    if (is_had(search, 0, early, differing)) return;
    differing[2] = code[CAIRN_HALF_CHUNK] ^ query[2];
    differing[3] = code[CAIRN_HALF_CHUNK + CAIRN_NEXT_WORD] ^ query[3];
    distance += (uint32_t)(__builtin_popcountll(differing[2]) + __builtin_popcountll(differing[3]));
    if (distance > search->radius || is_had(search, early, slot, differing)) return;
    search->finds[search->found++] = (cairn_find){0, position, distance};
}

static inline void compare_lists(search *search, const lookup *lookup, size_t slot) {
    const uint32_t *positions = search->slots[slot].positions;
    uint32_t waiting[ahead];
    size_t asked = 0;
    for (uint32_t i = 0; i < lookup->key_count; i++) {
        const uint32_t *list = positions + lookup->starts[i];
        for (uint32_t j = 0; j < lookup->lengths[i]; j++) {
            const uint32_t position = list[j];
            if (position >= search->covered) continue;
            const uint64_t *code = code_of(search->chunks, position);
            __builtin_prefetch(code);
            __builtin_prefetch(code + CAIRN_NEXT_WORD);
            if (asked >= ahead) compare(search, slot, waiting[asked % ahead]);
            waiting[asked++ % ahead] = position;
        }
    }
    for (size_t i = asked < ahead ? 0 : asked - ahead; i < asked; i++) compare(search, slot, waiting[i % ahead]);
}

WITH_POPCOUNT
ptrdiff_t cairn_slots_search(const cairn_slot *slots, size_t slot_count, const uint64_t *const *chunks, size_t covered,
                             const uint64_t *query, uint32_t radius, size_t limit, cairn_find *finds) {
    enum { under_way = 4 };
    lookup lookups[under_way];
    search search = {slots, chunks, query, covered, 0, radius, finds, 0};
    while (search.early < slot_count && slots[search.early].first_bit + slots[search.early].key_bits <= 128) search.early++;
    size_t number = 0;
    for (size_t step = 0; step < slot_count + under_way - 1; step++) {
        if (step < slot_count) {
            lookups[step % under_way].word_count = 0;
            if (slots[step].radius >= 0) choose_words(&lookups[step % under_way], slots + step, query);
        }
        if (step >= 1 && step - 1 < slot_count) choose_keys(&lookups[(step - 1) % under_way], slots + step - 1);
        if (step >= 2 && step - 2 < slot_count) number += find_lists(&lookups[(step - 2) % under_way], slots + step - 2);
        if (number > limit) return -1;
        if (step >= 3) compare_lists(&search, &lookups[(step - 3) % under_way], step - 3);
    }
    return (ptrdiff_t)search.found;
}
