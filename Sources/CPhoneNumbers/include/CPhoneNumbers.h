// Finding telephone numbers in text.
//
// Everything runs on the calling thread. Once prepared, no file is opened.
#ifndef CAIRN_PHONE_NUMBERS_H
#define CAIRN_PHONE_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Longest text of one search, in bytes; more is refused.
#define CAIRN_PHONE_NUMBERS_LONGEST 65536

#define CAIRN_PHONE_NUMBERS_TOO_LONG (-1)
#define CAIRN_PHONE_NUMBERS_FAILED (-2)

typedef struct {
    int32_t start;   // first byte in the text
    int32_t length;  // bytes
    char e164[24];   // ends with a zero
} cairn_phone_number;

// Builds the tables of the library, which it otherwise builds at the first search, and silences it.
// Returns 0, or CAIRN_PHONE_NUMBERS_FAILED.
int32_t cairn_phone_numbers_prepare(void);

// Finds valid numbers in UTF-8 text, in order of their place. The region is an ISO 3166-1 alpha-2 code for numbers
// without country code; empty or unknown: only numbers with one are found.
// Returns how many were written, at most `capacity`, or a negative status.
int32_t cairn_phone_numbers_find(
    const char *text, size_t length, const char *region, cairn_phone_number *numbers, int32_t capacity);

#ifdef __cplusplus
}
#endif

#endif
