#define _GNU_SOURCE
#include "CSingleThreading.h"

#include <dav1d/dav1d.h>
#include <dlfcn.h>
#include <errno.h>
#include <libde265/de265.h>

// libheif has libde265 start a thread whatever it is told; without any, libde265 decodes in the calling one.
__attribute__((visibility("default"))) de265_error de265_start_worker_threads(de265_decoder_context *decoder,
                                                                              int count) {
    (void)decoder, (void)count;
    return DE265_OK;
}

typedef int open_function(Dav1dContext **, const Dav1dSettings *);

__attribute__((visibility("default"))) int dav1d_open(Dav1dContext **context, const Dav1dSettings *settings) {
    open_function *next = (open_function *)dlsym(RTLD_NEXT, "dav1d_open");
    if (!next || !settings) return -EINVAL;
    Dav1dSettings alone = *settings;
    alone.n_threads = 1;
    alone.max_frame_delay = 1;
    return next(context, &alone);
}

int32_t cairn_single_threading_is_in_force(void) {
    return dlsym(RTLD_DEFAULT, "de265_start_worker_threads") == (void *)de265_start_worker_threads &&
           dlsym(RTLD_DEFAULT, "dav1d_open") == (void *)dav1d_open;
}
