// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/teacher_time.h"

#include "core/base/clock.h"
#include "core/compress/model_makeup.h"
#include "core/model/interpreter.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr std::size_t kTriedRows = 256;
/// From 0.1 (networks) to 4 (trees of many classes) in batches; tests/bench/compress/students.md.
constexpr double kSecondsAnOperation = 1e-9;
constexpr double kLeastSeconds = 1e-7; // a row

double secondsARow(const CompressionSubject &subject, const CompressionPart &part)
{
    if (!subject.readsClock)
        return kSecondsAnOperation * static_cast<double>(makeupOf(part.graph).operations);
    const std::span<const std::uint32_t> rows = part.rows.rows();
    const std::size_t count = std::min(kTriedRows, rows.size());
    const RawBatch batch = part.rows.data().batch().gathered(
        Rows(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(count)));
    const Interpreter teacher(std::make_shared<const Graph>(part.graph));
    const Stopwatch watch;
    teacher.run(batch);
    return watch.seconds() / static_cast<double>(std::max<std::size_t>(1, count));
}

} // namespace

std::size_t rowsAnswered(const CompressionSubject &subject, const CompressionPart &part,
                         double seconds)
{
    const double each = std::max(kLeastSeconds, secondsARow(subject, part));
    return std::max<std::size_t>(1, static_cast<std::size_t>(seconds / each));
}

} // namespace leptune
