#include <opencv2/calib3d.hpp>
#include <opencv2/core.hpp>

#include "CGeometryOracle.h"

int32_t oracle_homography(const float *from, const float *to, int32_t count, double near, double *matrix) {
    const cv::Mat first(count, 1, CV_32FC2, const_cast<float *>(from));
    const cv::Mat second(count, 1, CV_32FC2, const_cast<float *>(to));
    cv::setRNGSeed(7);
    cv::Mat mask;
    const cv::Mat found = cv::findHomography(first, second, cv::RANSAC, near, mask, 5000);
    if (found.empty()) return -1;
    for (int i = 0; i < 9; i++) matrix[i] = found.at<double>(i / 3, i % 3);
    return cv::countNonZero(mask);
}
