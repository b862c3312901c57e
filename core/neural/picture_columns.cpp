// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/picture_columns.h"

#include <algorithm>
#include <immintrin.h>

namespace leptune::neural {

namespace {

constexpr std::size_t kLanes = 8;

/// Up to kLanes - 1 floats more than `count`: what follows is written later or is room.
inline void copyBeyond(const float *from, std::size_t count, float *to)
{
    for (std::size_t i = 0; i < count; i += kLanes)
        _mm256_storeu_ps(to + i, _mm256_loadu_ps(from + i));
}

/// Where a row of the kernel meets the plane.
struct Overlap {
    int first; ///< column of the kernel
    int count; ///< columns
    int from;  ///< column of the plane
};

Overlap overlapAt(const StageGeometry &stage, int x)
{
    const int left = x - stage.padding;
    const int first = std::max(0, -left);
    const int end = std::min(stage.kernel, stage.in.width - left);
    return {first, std::max(0, end - first), left + first};
}

/// Calls `visit(position, row of the kernel, overlap, row of the plane or -1)` in the order of the
/// gathered floats.
template <typename Visit>
void visitRows(const StageGeometry &stage, Visit visit)
{
    for (int y = 0; y < stage.convolved.height; ++y)
        for (int x = 0; x < stage.convolved.width; ++x) {
            const Overlap overlap = overlapAt(stage, x);
            const std::size_t position =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(stage.convolved.width) +
                static_cast<std::size_t>(x);
            for (int k = 0; k < stage.kernel; ++k) {
                const int row = y - stage.padding + k;
                visit(position, k, overlap, row >= 0 && row < stage.in.height ? row : -1);
            }
        }
}

} // namespace

void gatherColumns(const StageGeometry &stage, const float *plane, float *columns)
{
    const auto channels = static_cast<std::size_t>(stage.in.channels);
    const std::size_t rowFloats = static_cast<std::size_t>(stage.kernel) * channels;
    const std::size_t planeRow = static_cast<std::size_t>(stage.in.width) * channels;
    visitRows(stage, [&](std::size_t position, int k, const Overlap &overlap, int row) {
        float *to = columns + position * stage.depth() + static_cast<std::size_t>(k) * rowFloats;
        const auto before = static_cast<std::size_t>(overlap.first) * channels;
        const std::size_t count = row < 0 ? 0 : static_cast<std::size_t>(overlap.count) * channels;
        if (count > 0) {
            std::fill_n(to, before, 0.0F);
            copyBeyond(plane + static_cast<std::size_t>(row) * planeRow +
                           static_cast<std::size_t>(overlap.from) * channels,
                       count, to + before);
        }
        const std::size_t begin = count > 0 ? before + count : 0;
        std::fill(to + begin, to + rowFloats, 0.0F);
    });
}

void addColumns(const StageGeometry &stage, const float *columns, std::size_t stride, float *plane)
{
    const auto channels = static_cast<std::size_t>(stage.in.channels);
    const std::size_t rowFloats = static_cast<std::size_t>(stage.kernel) * channels;
    const std::size_t planeRow = static_cast<std::size_t>(stage.in.width) * channels;
    visitRows(stage, [&](std::size_t position, int k, const Overlap &overlap, int row) {
        if (row < 0)
            return;
        const float *from = columns + position * stride + static_cast<std::size_t>(k) * rowFloats +
                            static_cast<std::size_t>(overlap.first) * channels;
        float *to = plane + static_cast<std::size_t>(row) * planeRow +
                    static_cast<std::size_t>(overlap.from) * channels;
        const std::size_t count = static_cast<std::size_t>(overlap.count) * channels;
        for (std::size_t i = 0; i < count; ++i)
            to[i] += from[i];
    });
}

void poolLargest(const StageGeometry &stage, const float *convolved, std::size_t stride, float *out,
                 std::uint8_t *winners)
{
    const auto channels = static_cast<std::size_t>(stage.out.channels);
    const auto width = static_cast<std::size_t>(stage.convolved.width);
    const auto pool = static_cast<std::size_t>(stage.pool);
    for (int y = 0; y < stage.out.height; ++y)
        for (int x = 0; x < stage.out.width; ++x, out += channels, winners += channels) {
            const float *corner = convolved + (static_cast<std::size_t>(y) * pool * width +
                                               static_cast<std::size_t>(x) * pool) *
                                                  stride;
            std::copy_n(corner, channels, out);
            std::fill_n(winners, channels, std::uint8_t{0});
            for (std::size_t i = 1; i < pool * pool; ++i) {
                const float *other = corner + (i / pool * width + i % pool) * stride;
                for (std::size_t c = 0; c < channels; ++c) {
                    const bool isLarger = other[c] > out[c];
                    out[c] = isLarger ? other[c] : out[c];
                    winners[c] = isLarger ? static_cast<std::uint8_t>(i) : winners[c];
                }
            }
        }
}

void unpool(const StageGeometry &stage, const float *out, const std::uint8_t *winners,
            std::size_t stride, float *convolved)
{
    std::fill_n(convolved, stage.positions() * stride, 0.0F);
    const auto channels = static_cast<std::size_t>(stage.out.channels);
    const auto width = static_cast<std::size_t>(stage.convolved.width);
    const auto pool = static_cast<std::size_t>(stage.pool);
    for (int y = 0; y < stage.out.height; ++y)
        for (int x = 0; x < stage.out.width; ++x, out += channels, winners += channels) {
            float *corner = convolved + (static_cast<std::size_t>(y) * pool * width +
                                         static_cast<std::size_t>(x) * pool) *
                                            stride;
            for (std::size_t c = 0; c < channels; ++c)
                corner[(winners[c] / pool * width + winners[c] % pool) * stride + c] = out[c];
        }
}

} // namespace leptune::neural
