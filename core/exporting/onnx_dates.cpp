// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/onnx_ops.h"

#include <limits>

namespace leptune {
namespace {

/// Days to calendar fields in int64 (Hinnant, "chrono-compatible low-level date algorithms"): years
/// start in March, eras of 400 years have 146,097 days. Everything is shifted by 1,000 eras to be
/// positive.
constexpr std::int64_t kEraDays = 146097;
constexpr std::int64_t kShiftedEras = 1000;
constexpr std::int64_t kDaysFromMarch0 = 730425; ///< 0000-03-01 to 2000-01-01
constexpr float kFarthestDay = 1e8F;             ///< as in preprocess: beyond it a date is missing

/// Nodes of one date column; every shared intermediate value is written once.
class Calendar {
public:
    Calendar(OnnxWriter &to, const OnnxName &days) : m_to(to)
    {
        m_valid = to.add("LessOrEqual", {to.add("Abs", {days}), to.scalar(kFarthestDay)});
        m_days = to.add("Where", {m_valid, days, to.scalar(0.0F)});
        m_floor = to.add("Floor", {m_days});
        m_whole = to.cast(m_floor, onnx::TensorProto_DataType_INT64);
    }

    OnnxName part(DatePart part)
    {
        const OnnxName value = number(part);
        return m_to.add("Where",
                        {m_valid, value, m_to.scalar(std::numeric_limits<float>::quiet_NaN())});
    }

private:
    OnnxName number(DatePart part)
    {
        switch (part) {
        case DatePart::Elapsed:
            return m_days;
        case DatePart::Hour:
            return hour();
        case DatePart::Weekday:
            return asFloat(weekday());
        default:
            break;
        }
        if (m_month.empty())
            split();
        if (part == DatePart::Year)
            return asFloat(plus(m_marchYear, m_early));
        if (part == DatePart::Month)
            return asFloat(m_month);
        return asFloat(part == DatePart::Day ? m_day : dayOfYear());
    }

    OnnxName hour()
    {
        const OnnxName share = m_to.add("Sub", {m_days, m_floor});
        const OnnxName hours =
            m_to.add("Add", {m_to.add("Mul", {share, m_to.scalar(24.0F)}), m_to.scalar(0.015625F)});
        return m_to.add("Min", {m_to.scalar(23.0F), m_to.add("Floor", {hours})});
    }

    /// 2000-01-01 was a Saturday.
    OnnxName weekday()
    {
        return m_to.add("Mod", {plus(m_whole, 5 + 7 * std::int64_t{20'000'000}), constant(7)});
    }

    void split()
    {
        const OnnxName shifted = plus(m_whole, kDaysFromMarch0 + kShiftedEras * kEraDays);
        const OnnxName era = over(shifted, kEraDays);
        const OnnxName dayOfEra = minus(shifted, times(era, kEraDays));
        const OnnxName leapDays = minus(over(dayOfEra, 1460), over(dayOfEra, 36524));
        const OnnxName plain = minus(minus(dayOfEra, leapDays), over(dayOfEra, 146096));
        m_yearOfEra = over(plain, 365);
        const OnnxName daysBefore =
            plus(times(m_yearOfEra, 365), minus(over(m_yearOfEra, 4), over(m_yearOfEra, 100)));
        m_marchDay = minus(dayOfEra, daysBefore);
        m_marchYear = plus(plus(m_yearOfEra, times(era, 400)), -400 * kShiftedEras);
        const OnnxName month = over(plus(times(m_marchDay, 5), 2), 153);
        m_day = plus(minus(m_marchDay, over(plus(times(month, 153), 2), 5)), 1);
        m_isEarly = m_to.add("GreaterOrEqual", {month, constant(10)});
        m_early = m_to.cast(m_isEarly, onnx::TensorProto_DataType_INT64);
        m_month = plus(minus(month, times(m_early, 12)), 3);
    }

    OnnxName dayOfYear()
    {
        const OnnxName fourth = isMultiple(4);
        const OnnxName notHundredth = m_to.add("Not", {isMultiple(100)});
        const OnnxName leap =
            m_to.add("And", {fourth, m_to.add("Or", {notHundredth, isMultiple(400)})});
        const OnnxName late =
            plus(plus(m_marchDay, 60), m_to.cast(leap, onnx::TensorProto_DataType_INT64));
        return m_to.add("Where", {m_isEarly, plus(m_marchDay, -305), late});
    }

    OnnxName isMultiple(std::int64_t of)
    {
        return m_to.add("Equal", {m_to.add("Mod", {m_yearOfEra, constant(of)}), constant(0)});
    }
    OnnxName asFloat(const OnnxName &value)
    {
        return m_to.cast(value, onnx::TensorProto_DataType_FLOAT);
    }
    OnnxName constant(std::int64_t value) { return m_to.scalar(value); }
    OnnxName plus(const OnnxName &a, const OnnxName &b) { return m_to.add("Add", {a, b}); }
    OnnxName plus(const OnnxName &a, std::int64_t b) { return plus(a, constant(b)); }
    OnnxName minus(const OnnxName &a, const OnnxName &b) { return m_to.add("Sub", {a, b}); }
    OnnxName times(const OnnxName &a, std::int64_t b) { return m_to.add("Mul", {a, constant(b)}); }
    OnnxName over(const OnnxName &a, std::int64_t b) { return m_to.add("Div", {a, constant(b)}); }

    OnnxWriter &m_to;
    OnnxName m_valid, m_days, m_floor, m_whole;
    OnnxName m_yearOfEra, m_marchYear, m_marchDay, m_month, m_day, m_isEarly, m_early;
};

} // namespace

OnnxName writeDateParts(OnnxWriter &to, const DateParts &op, const OnnxName &days)
{
    Calendar calendar(to, days);
    OnnxNames parts;
    for (const DatePart part : op.parts)
        parts.push_back(calendar.part(part));
    return to.add("Concat", parts, {onnxInt("axis", 1)});
}

} // namespace leptune
