#include <cmath>
#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/core/ocl.hpp>
#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "CLocalFeatures.h"

namespace {

constexpr int octave_layers = 3;
// A quarter of the library's default: smooth pictures keep enough keypoints.
constexpr double contrast_threshold = 0.01;
constexpr double edge_threshold = 10;
constexpr double first_blur = 1.6;
constexpr int bins = 128;
constexpr float root_scale = 512;

// The roots of the shares that the bins have in their sum: Euclidean distance then compares distributions.
void to_roots(const float *sift, uint8_t *out) {
    float sum = 0;
    for (int bin = 0; bin < bins; bin++) sum += sift[bin];
    for (int bin = 0; bin < bins; bin++) {
        const float root = sum > 0 ? std::sqrt(sift[bin] / sum) * root_scale + 0.5f : 0;
        out[bin] = root < 255 ? static_cast<uint8_t>(root) : 255;
    }
}

}  // namespace

void cairn_features_prepare(void) {
    try {
        cv::setNumThreads(0);
        cv::ocl::setUseOpenCL(false);
    } catch (const std::exception &) {
        // Without graphics support there is nothing to turn off.
    }
}

int64_t cairn_features_extract(const uint8_t *grey, int32_t width, int32_t height, size_t row_bytes,
                               cairn_choose_keypoints *choose, void *context, size_t capacity,
                               cairn_keypoint *keypoints, uint8_t *descriptors) {
    try {
        const cv::Mat picture(height, width, CV_8UC1, const_cast<uint8_t *>(grey), row_bytes);
        const auto sift = cv::SIFT::create(0, octave_layers, contrast_threshold, edge_threshold, first_blur);
        std::vector<cv::KeyPoint> found;
        sift->detect(picture, found);
        std::vector<cairn_keypoint> plain;
        plain.reserve(found.size());
        for (const auto &point : found) {
            plain.push_back({point.pt.x, point.pt.y, point.size, point.angle, point.response});
        }
        std::vector<uint32_t> numbers(capacity);
        const size_t count = choose(context, plain.data(), plain.size(), numbers.data(), capacity);
        std::vector<cv::KeyPoint> chosen;
        chosen.reserve(count);
        for (size_t i = 0; i < count; i++) {
            chosen.push_back(found.at(numbers[i]));
            // The library may drop or move keypoints that it describes; the number finds them again.
            chosen.back().class_id = static_cast<int>(numbers[i]);
        }
        if (chosen.empty()) return 0;
        cv::Mat described;
        sift->compute(picture, chosen, described);
        for (size_t i = 0; i < chosen.size(); i++) {
            keypoints[i] = plain.at(static_cast<size_t>(chosen[i].class_id));
            to_roots(described.ptr<float>(static_cast<int>(i)), descriptors + i * bins);
        }
        return static_cast<int64_t>(chosen.size());
    } catch (const std::exception &) {
        return -1;
    }
}

int32_t cairn_features_enlarge(const uint8_t *grey, int32_t width, int32_t height, size_t row_bytes, int32_t out_width,
                               int32_t out_height, uint8_t *out) {
    try {
        const cv::Mat picture(height, width, CV_8UC1, const_cast<uint8_t *>(grey), row_bytes);
        cv::Mat larger(out_height, out_width, CV_8UC1, out);
        cv::resize(picture, larger, larger.size(), 0, 0, cv::INTER_CUBIC);
        return 0;
    } catch (const std::exception &) {
        return -1;
    }
}
