#include <algorithm>
#include <cmath>
#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/core/ocl.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "CDrawing.h"

namespace {

// Points are given to the library in sixteenths of a pixel.
constexpr int fraction_bits = 4;
constexpr int font = cv::FONT_HERSHEY_SIMPLEX;
// Height of the font's capitals at scale 1.
constexpr double font_capitals = 21;
// Beyond this many pixels a corner's place does not matter.
constexpr double farthest = 1 << 20;

cv::Mat matrix(const cairn_canvas *canvas) { return cv::Mat(canvas->height, canvas->width, CV_8UC3, canvas->pixels); }

cv::Scalar colour_of(uint32_t colour) { return cv::Scalar(colour >> 16 & 255, colour >> 8 & 255, colour & 255); }

std::vector<cv::Point> fixed(const double *points, size_t count) {
    std::vector<cv::Point> out(count);
    for (size_t i = 0; i < count; i++) {
        out[i] = cv::Point(cvRound(std::ldexp(points[2 * i], fraction_bits)),
                           cvRound(std::ldexp(points[2 * i + 1], fraction_bits)));
    }
    return out;
}

// The part of the canvas that points with a margin around them can touch.
cv::Rect touched(const cv::Mat &canvas, const std::vector<cv::Point2d> &points, int margin) {
    double left = points.at(0).x, right = left, top = points[0].y, bottom = top;
    for (const auto &point : points) {
        left = std::min(left, point.x), right = std::max(right, point.x);
        top = std::min(top, point.y), bottom = std::max(bottom, point.y);
    }
    const auto within = [](double value, int most) {
        return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(most)));
    };
    const int x0 = within(std::floor(left) - margin, canvas.cols), y0 = within(std::floor(top) - margin, canvas.rows);
    const int x1 = within(std::ceil(right) + margin + 1, canvas.cols);
    const int y1 = within(std::ceil(bottom) + margin + 1, canvas.rows);
    return cv::Rect(x0, y0, std::max(0, x1 - x0), std::max(0, y1 - y0));
}

// Has something drawn on a copy of the touched part, and mixes it with what was there.
template <typename Draw>
void mix(const cairn_canvas *canvas, const double *points, size_t count, int margin, double opacity, Draw draw) {
    cv::Mat whole = matrix(canvas);
    std::vector<cv::Point2d> places(count);
    for (size_t i = 0; i < count; i++) places[i] = cv::Point2d(points[2 * i], points[2 * i + 1]);
    const cv::Rect area = touched(whole, places, margin);
    if (area.empty()) return;
    cv::Mat part = whole(area);
    if (opacity >= 1) {
        draw(part, area.tl());
        return;
    }
    cv::Mat over = part.clone();
    draw(over, area.tl());
    cv::addWeighted(over, opacity, part, 1 - opacity, 0, part);
}

std::vector<cv::Point> moved(std::vector<cv::Point> points, cv::Point origin) {
    for (auto &point : points) point -= origin * (1 << fraction_bits);
    return points;
}

// Where a point comes to lie; false behind the horizon.
bool project(const cv::Matx33d &map, cv::Point2d from, cv::Point2d *to) {
    const cv::Vec3d out = map * cv::Vec3d(from.x, from.y, 1);
    if (!(out[2] > 1e-9)) return false;
    *to = cv::Point2d(out[0] / out[2], out[1] / out[2]);
    return std::isfinite(to->x) && std::isfinite(to->y);
}

// By how much lengths shrink or grow around a point.
double scale_around(const cv::Matx33d &map, cv::Point2d at) {
    cv::Point2d here, right, below;
    if (!project(map, at, &here) || !project(map, at + cv::Point2d(1, 0), &right) ||
        !project(map, at + cv::Point2d(0, 1), &below)) {
        return 1;
    }
    return std::sqrt(std::abs((right - here).cross(below - here)));
}

// Lays a picture on the canvas where the mask says.
void lay(cv::Mat canvas, const cv::Mat &picture, const cv::Mat &mask, double opacity) {
    const int share = cvRound(opacity * 256);
    for (int y = 0; y < canvas.rows; y++) {
        uint8_t *below = canvas.ptr(y);
        const uint8_t *above = picture.ptr(y);
        const uint8_t *here = mask.ptr(y);
        for (int x = 0; x < canvas.cols; x++) {
            const int weight = here[x] * share;
            for (int channel = 3 * x; channel < 3 * x + 3; channel++) {
                below[channel] = static_cast<uint8_t>(
                    (below[channel] * (255 * 256 - weight) + above[channel] * weight + 255 * 128) / (255 * 256));
            }
        }
    }
}

}  // namespace

void cairn_drawing_prepare(void) {
    try {
        cv::setNumThreads(0);
        cv::ocl::setUseOpenCL(false);
    } catch (const std::exception &) {
        // Without graphics support there is nothing to turn off.
    }
}

int32_t cairn_drawing_place(const cairn_canvas *canvas, const uint8_t *rgb, int32_t width, int32_t height,
                            const double placement[9], const double *part, size_t corners, double opacity) {
    try {
        cv::Mat whole = matrix(canvas);
        cv::Mat picture(height, width, CV_8UC3, const_cast<uint8_t *>(rgb));
        cv::Matx33d map(placement);
        std::vector<cv::Point2d> quad(corners);
        cv::Point2d middle(0, 0);
        for (size_t i = 0; i < corners; i++) {
            const cv::Point2d corner(part[2 * i], part[2 * i + 1]);
            middle += corner * (1.0 / static_cast<double>(corners));
            if (!project(map, corner, &quad[i])) return -1;
        }
        const cv::Rect area = touched(whole, quad, 1);
        if (area.empty()) return 0;

        // Lines stay lines, so the mask is drawn where it is needed; without smoothing, which would reach beyond.
        std::vector<double> outline;
        for (const auto &corner : quad) {
            outline.push_back(std::clamp<double>(corner.x - area.x, -farthest, farthest));
            outline.push_back(std::clamp<double>(corner.y - area.y, -farthest, farthest));
        }
        cv::Mat mask = cv::Mat::zeros(area.size(), CV_8UC1);
        cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{fixed(outline.data(), corners)}, cv::Scalar(255),
                     cv::LINE_8, fraction_bits);
        // A picture that is made smaller is averaged first, since the warp looks at four pixels only.
        const double scale = scale_around(map, middle);
        if (scale < 0.99) {
            const cv::Size size(std::max(1, cvRound(width * scale)), std::max(1, cvRound(height * scale)));
            const double across = static_cast<double>(width) / size.width;
            const double down = static_cast<double>(height) / size.height;
            cv::Mat smaller;
            cv::resize(picture, smaller, size, 0, 0, cv::INTER_AREA);
            picture = smaller;
            map = map * cv::Matx33d(across, 0, (across - 1) / 2, 0, down, (down - 1) / 2, 0, 0, 1);
        }
        map = cv::Matx33d(1, 0, -area.x, 0, 1, -area.y, 0, 0, 1) * map;
        if (!(std::abs(cv::determinant(map)) > 1e-18)) return -1;
        cv::Mat warped;
        cv::warpPerspective(picture, warped, map, area.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
        lay(whole(area), warped, mask, opacity);
        return 0;
    } catch (const std::exception &) {
        return -1;
    }
}

int32_t cairn_drawing_line(const cairn_canvas *canvas, const double *points, size_t count, cairn_ink ink,
                           int32_t thickness, int32_t is_closed) {
    try {
        const auto places = fixed(points, count);
        mix(canvas, points, count, thickness + 2, ink.opacity, [&](cv::Mat &part, cv::Point origin) {
            cv::polylines(part, std::vector<std::vector<cv::Point>>{moved(places, origin)}, is_closed != 0,
                          colour_of(ink.colour), thickness, cv::LINE_AA, fraction_bits);
        });
        return 0;
    } catch (const std::exception &) {
        return -1;
    }
}

int32_t cairn_drawing_fill(const cairn_canvas *canvas, const double *points, size_t count, cairn_ink ink) {
    try {
        const auto places = fixed(points, count);
        mix(canvas, points, count, 2, ink.opacity, [&](cv::Mat &part, cv::Point origin) {
            cv::fillPoly(part, std::vector<std::vector<cv::Point>>{moved(places, origin)}, colour_of(ink.colour),
                         cv::LINE_AA, fraction_bits);
        });
        return 0;
    } catch (const std::exception &) {
        return -1;
    }
}

int32_t cairn_drawing_text(const cairn_canvas *canvas, double x, double y, const char *text, uint32_t colour,
                           double size) {
    try {
        cv::putText(matrix(canvas), text, cv::Point(cvRound(x), cvRound(y)), font, size / font_capitals,
                    colour_of(colour), 1, cv::LINE_AA);
        return 0;
    } catch (const std::exception &) {
        return -1;
    }
}
