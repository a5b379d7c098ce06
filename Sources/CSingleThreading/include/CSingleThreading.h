// Keeps the decoders of HEIC and AV1 to the calling thread: behind the worker's walls no thread can be made.
//
// The worker programs link this target and export its symbols, so that the libraries they load find these versions
// of two functions before the decoders' own.
#ifndef CAIRN_SINGLE_THREADING_H
#define CAIRN_SINGLE_THREADING_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Whether the loader gives libraries our versions of the two functions: 1 if so, else 0.
int32_t cairn_single_threading_is_in_force(void);

#ifdef __cplusplus
}
#endif

#endif
