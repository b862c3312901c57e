// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/steps.h"

#include "core/base/error.h"
#include "core/preprocess/iso_date.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

/// Beyond this many days the calendar arithmetic means nothing (and must not overflow).
constexpr float kFarthestDay = 1e8F;

[[noreturn]] void mismatch(const char *step, const std::string &what)
{
    throw Error(ErrorCode::Internal, step, what);
}

void requireWidth(const char *step, std::size_t parameters, int width)
{
    if (parameters != static_cast<std::size_t>(width))
        mismatch(step, "has parameters for " + std::to_string(parameters) + " columns, not for " +
                           std::to_string(width));
}

void requireSingle(const char *step, int width)
{
    if (width != 1)
        mismatch(step, "reads one column, not " + std::to_string(width));
}

struct WidthOf {
    int in;

    int operator()(const LookUp &) const { return 1; }
    int operator()(const OneHot &step) const
    {
        requireSingle("one_hot", in);
        return step.count;
    }
    int operator()(const Impute &step) const
    {
        requireWidth("impute", step.values.size(), in);
        return in;
    }
    int operator()(const MissingIndicator &) const { return in; }
    int operator()(const Scale &step) const
    {
        requireWidth("scale", step.offset.size(), in);
        requireWidth("scale", step.scale.size(), in);
        return in;
    }
    int operator()(const SmoothClip &) const { return in; }
    int operator()(const CleanRange &step) const
    {
        if (!step.low.empty() || !step.high.empty()) {
            requireWidth("clean_range", step.low.size(), in);
            requireWidth("clean_range", step.high.size(), in);
        }
        return in;
    }
    int operator()(const DateParts &step) const
    {
        requireSingle("date_parts", in);
        return static_cast<int>(step.parts.size());
    }
    int operator()(const Pixels &step) const { return static_cast<int>(step.shape.bytes()); }
};

float datePart(DatePart part, float days, float whole, const CalendarDay &date)
{
    switch (part) {
    case DatePart::Year:
        return static_cast<float>(date.year);
    case DatePart::Month:
        return static_cast<float>(date.month);
    case DatePart::Day:
        return static_cast<float>(date.day);
    case DatePart::Weekday:
        return static_cast<float>(date.weekday);
    case DatePart::Hour:
        // 1/64 h bridges the rounding of float32 days, so that 02:00 is hour 2.
        return std::min(23.0F, std::floor((days - whole) * 24.0F + 0.015625F));
    case DatePart::DayOfYear:
        return static_cast<float>(date.dayOfYear);
    case DatePart::Elapsed:
        return days;
    }
    return kMissingCell;
}

/// Writes `rows` rows of `width` columns; `in` and `out` are row-major.
struct Apply {
    const float *in;
    std::size_t rows;
    std::size_t width;
    float *out;

    /// out = function(in, column), cell by cell.
    template <typename Function>
    void each(Function function) const
    {
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t c = 0; c < width; ++c)
                out[row * width + c] = function(in[row * width + c], c);
    }

    void operator()(const LookUp &) const
    {
        mismatch("look_up", "reads raw cells; use applyLookUp");
    }
    void operator()(const Pixels &) const
    {
        mismatch("pixels", "reads raw cells; use applyPixels");
    }
    void operator()(const OneHot &step) const
    {
        const auto count = static_cast<std::size_t>(step.count);
        std::fill(out, out + rows * count, 0.0F);
        for (std::size_t row = 0; row < rows; ++row)
            if (in[row] >= 0.0F && in[row] < static_cast<float>(step.count))
                out[row * count + static_cast<std::size_t>(in[row])] = 1.0F;
    }
    void operator()(const Impute &step) const
    {
        each([&](float x, std::size_t c) { return std::isnan(x) ? step.values[c] : x; });
    }
    void operator()(const MissingIndicator &) const
    {
        each([](float x, std::size_t) { return std::isnan(x) ? 1.0F : 0.0F; });
    }
    void operator()(const Scale &step) const
    {
        each([&](float x, std::size_t c) {
            const float scaled = (x - step.offset[c]) * step.scale[c];
            // Comparisons written so that NaN passes.
            return scaled < step.low ? step.low : scaled > step.high ? step.high : scaled;
        });
    }
    void operator()(const SmoothClip &step) const
    {
        each([&](float x, std::size_t) {
            const float ratio = x / step.limit;
            return x / std::sqrt(1.0F + ratio * ratio);
        });
    }
    void operator()(const CleanRange &step) const
    {
        const bool bounded = !step.low.empty();
        each([&](float x, std::size_t c) {
            const bool possible =
                std::isfinite(x) && (!bounded || (x >= step.low[c] && x <= step.high[c]));
            return possible ? x : kMissingCell;
        });
    }
    void operator()(const DateParts &step) const
    {
        const std::size_t count = step.parts.size();
        for (std::size_t row = 0; row < rows; ++row) {
            const float days = in[row];
            float *to = out + row * count;
            if (!(std::abs(days) <= kFarthestDay)) {
                std::fill(to, to + count, kMissingCell);
                continue;
            }
            const float whole = std::floor(days);
            const CalendarDay date = calendarDay(static_cast<long long>(whole));
            for (std::size_t i = 0; i < count; ++i)
                to[i] = datePart(step.parts[i], days, whole, date);
        }
    }
};

} // namespace

int outputWidth(const Step &step, int inputWidth)
{
    return std::visit(WidthOf{inputWidth}, step);
}

void applyStep(const Step &step, const float *in, int inputWidth, std::size_t rows, float *out)
{
    outputWidth(step, inputWidth);
    std::visit(Apply{in, rows, static_cast<std::size_t>(inputWidth), out}, step);
}

} // namespace leptune
