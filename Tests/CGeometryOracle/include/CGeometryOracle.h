// OpenCV's answer, for tests to compare ours with.
#ifndef CAIRN_GEOMETRY_ORACLE_H
#define CAIRN_GEOMETRY_ORACLE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The homography from `count` points to others by RANSAC with a fixed seed. Points are x, y in turn; `matrix` gets nine
/// numbers row by row. Returns how many agree within `near` pixels; -1 if there is none.
int32_t oracle_homography(const float *from, const float *to, int32_t count, double near, double *matrix);

#ifdef __cplusplus
}
#endif

#endif
