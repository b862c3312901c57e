// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/number_inference.h"

#include "core/data/number_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

char otherMark(char mark)
{
    return mark == '.' ? ',' : '.';
}

bool allDigits(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

NumberCell readStyled(std::string_view text, NumberStyle style)
{
    bool proven = false;
    return style.group ? readGroupedNumber(text, style.decimal, style.group, proven)
                       : readNumberCell(text, style.decimal);
}

/// What the cells with a mark say about it.
struct MarkEvidence {
    bool groups = false;   ///< one is certainly grouped by it
    bool decimals = false; ///< one is certainly a decimal mark
    bool open = false;     ///< one could be either
};

MarkEvidence evidenceOf(const SpellingCounts &cells, char mark)
{
    MarkEvidence evidence;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string_view text = cells.text(i);
        if (text.find(mark) == std::string_view::npos)
            continue;
        bool proven = false;
        const bool grouped =
            readGroupedNumber(text, otherMark(mark), mark, proven).kind == CellKind::Number;
        evidence.groups |= grouped && proven;
        evidence.open |= grouped && !proven;
        evidence.decimals |= !grouped && readNumberCell(text, mark).kind == CellKind::Number;
    }
    return evidence;
}

} // namespace

ValueTally::ValueTally(std::size_t spellings)
    : values(spellings, std::numeric_limits<double>::quiet_NaN()), isBad(spellings, 0)
{
}

ValueTally tallyNumbers(const SpellingCounts &cells, NumberStyle style, bool giveUp)
{
    ValueTally tally(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const NumberCell cell = readStyled(cells.text(i), style);
        switch (cell.kind) {
        case CellKind::Number:
            tally.values[i] = cell.value;
            tally.good += cells.counts[i];
            break;
        case CellKind::Infinite:
            tally.infinite += cells.counts[i];
            break;
        case CellKind::Missing:
            break;
        case CellKind::Other:
            tally.isBad[i] = 1;
            tally.bad += cells.counts[i];
            if (giveUp && cells.hopeless(tally.bad))
                return tally;
            break;
        }
    }
    return tally;
}

StyleChoice chooseNumberStyle(const SpellingCounts &cells, const InferenceRules &rules)
{
    const char decimal = rules.decimal.value_or(rules.likelyDecimal);
    const char other = otherMark(decimal);
    const auto works = [&cells](NumberStyle style) {
        return tallyNumbers(cells, style, true).acceptable(cells.rows);
    };
    if (works({decimal, 0}))
        return {NumberStyle{decimal, 0}, false};
    const MarkEvidence evidence = evidenceOf(cells, other);
    const bool known = rules.decimal.has_value() || decimal == ',';
    if ((evidence.groups || (known && evidence.open)) && !evidence.decimals &&
        works({decimal, other}))
        return {NumberStyle{decimal, other}, false};
    if (!rules.decimal && evidence.decimals && works({other, 0}))
        return {NumberStyle{other, 0}, false};
    const MarkEvidence swapped = evidenceOf(cells, decimal);
    if (!rules.decimal && swapped.groups && !swapped.decimals && works({other, decimal}))
        return {NumberStyle{other, decimal}, false};
    return {std::nullopt, evidence.open && !evidence.decimals && works({decimal, other})};
}

const char *reasonToKeepDigits(const SpellingCounts &cells, const ValueTally &numbers)
{
    std::uint64_t zeros = 0;
    std::uint64_t longOnes = 0;
    std::size_t width = 0;
    bool fixed = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (std::isnan(numbers.values[i]))
            continue;
        const std::string_view text = trimmed(cells.text(i));
        const bool digits = allDigits(text);
        fixed = fixed && digits && (width == 0 || width == text.size());
        width = text.size();
        zeros += text.size() > 1 && text[0] == '0' ? cells.counts[i] : 0;
        longOnes += text.size() >= 17 && digits ? cells.counts[i] : 0;
    }
    if (fixed && zeros > 0 && zeros * 100 >= numbers.good)
        return "digits with leading zeros and one length are kept as categories";
    if (longOnes > 0 && longOnes * 2 >= numbers.good)
        return "integers longer than a number can hold exactly are kept as categories";
    return nullptr;
}

} // namespace leptune
