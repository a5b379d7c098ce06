#include "CVocabulary.h"

static const unsigned char bytes[] = {
#embed "vocabulary.bin"
};

const unsigned char *cairn_vocabulary(size_t *count) {
    *count = sizeof bytes;
    return bytes;
}
