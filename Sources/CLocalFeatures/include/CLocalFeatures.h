// Local features of grey pictures (RootSIFT), by OpenCV. Single-threaded; no exception leaves.
#ifndef CAIRN_LOCAL_FEATURES_H
#define CAIRN_LOCAL_FEATURES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One keypoint: its place in pixels (the middle of the first pixel is 0), the diameter of its patch in pixels, its
/// direction in degrees clockwise from the x axis, 0 to 360, and how distinctive it is.
typedef struct {
    float x, y, size, angle, response;
} cairn_keypoint;

/// Sets up OpenCV for one thread and no graphics card; to be called once, before the walls stand.
void cairn_features_prepare(void);

/// Finds the keypoints of a grey picture of `width` by `height` bytes, `row_bytes` apart.
///
/// The detector is OpenCV's SIFT with a low contrast threshold. `keep` is called once with all keypoints found and
/// chooses: it writes the numbers of those to describe to `chosen`, at most `capacity`, and returns how many. Then
/// their descriptors, 128 bytes each (RootSIFT: the square root of the share of each bin, times 512), go to
/// `descriptors` and the keypoints to `keypoints`, in the order chosen.
///
/// Returns how many were described, or -1 if memory ran out or the library failed.
typedef size_t cairn_choose_keypoints(void *context, const cairn_keypoint *found, size_t count, uint32_t *chosen,
                                      size_t capacity);
int64_t cairn_features_extract(const uint8_t *grey, int32_t width, int32_t height, size_t row_bytes,
                               cairn_choose_keypoints *choose, void *context, size_t capacity,
                               cairn_keypoint *keypoints, uint8_t *descriptors);

/// Enlarges a grey picture by cubic interpolation; `out` has room for `out_width * out_height` bytes. 0 if all went well.
int32_t cairn_features_enlarge(const uint8_t *grey, int32_t width, int32_t height, size_t row_bytes, int32_t out_width,
                               int32_t out_height, uint8_t *out);

#ifdef __cplusplus
}
#endif

#endif
