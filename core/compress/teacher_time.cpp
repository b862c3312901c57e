// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/teacher_time.h"

#include "core/base/clock.h"
#include "core/compress/model_makeup.h"
#include "core/model/interpreter.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

/// From 0.1 (networks) to 4 (trees of many classes) in batches; tests/bench/compress/students.md.
constexpr double kSecondsAnOperation = 1e-9;
constexpr double kLeastSeconds = 1e-7; // a row

/// The least of a few tries: the first ones find cold caches, and other work may take the core.
double measuredSecondsARow(const CompressionPart &part)
{
    constexpr std::size_t kFirstRows = 16, kMostRows = 256;
    constexpr double kEnoughSeconds = 0.02;
    constexpr int kTries = 5;
    const Interpreter teacher(std::make_shared<const Graph>(part.graph));
    const std::span<const std::uint32_t> rows = part.rows.rows();
    double least = std::numeric_limits<double>::infinity();
    const Stopwatch all;
    std::size_t count = std::min(kFirstRows, rows.size());
    for (int i = 0; i < kTries && count > 0 && all.seconds() < kEnoughSeconds; ++i) {
        const auto some = rows.first(count);
        const RawBatch batch = part.rows.data().batch().gathered(Rows(some.begin(), some.end()));
        const Stopwatch watch;
        teacher.run(batch);
        least = std::min(least, watch.seconds() / static_cast<double>(count));
        count = std::min({4 * count, kMostRows, rows.size()});
    }
    return std::isfinite(least) ? least : kLeastSeconds;
}

double secondsARow(const CompressionSubject &subject, const CompressionPart &part)
{
    return subject.readsClock
               ? measuredSecondsARow(part)
               : kSecondsAnOperation * static_cast<double>(makeupOf(part.graph).operations);
}

} // namespace

std::size_t rowsAnswered(const CompressionSubject &subject, const CompressionPart &part,
                         double seconds)
{
    const double each = std::max(kLeastSeconds, secondsARow(subject, part));
    return std::max<std::size_t>(1, static_cast<std::size_t>(seconds / each));
}

} // namespace leptune
