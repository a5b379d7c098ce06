// The vocabulary of local features that Cairn ships; see README.md beside it.
#ifndef CAIRN_VOCABULARY_H
#define CAIRN_VOCABULARY_H

#include <stddef.h>

/// The file's bytes, and how many there are.
const unsigned char *cairn_vocabulary(size_t *count);

#endif
