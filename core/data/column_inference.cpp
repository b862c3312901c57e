// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/column_inference.h"

#include "core/data/number_inference.h"
#include "core/data/number_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace leptune {

namespace {

using namespace std::string_view_literals;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::string folded(std::string_view text)
{
    std::string result(trimmed(text));
    for (char &c : result)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return result;
}

/// 1 for a word of truth, 0 for its opposite, -1 else; `pair` numbers the pair of words.
int truthOf(const std::string &word, int &pair)
{
    constexpr std::array kFalse{"no"sv, "false"sv, "n"sv, "f"sv, "off"sv};
    constexpr std::array kTrue{"yes"sv, "true"sv, "y"sv, "t"sv, "on"sv};
    for (std::size_t i = 0; i < kTrue.size(); ++i) {
        pair = static_cast<int>(i);
        if (word == kFalse[i])
            return 0;
        if (word == kTrue[i])
            return 1;
    }
    return -1;
}

bool allDigits(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Words separated by blanks; two ideographs count as a word, since Chinese has no blanks.
double wordsIn(std::string_view text)
{
    double words = 0.0;
    bool inWord = false;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        words += !blank && !inWord ? 1.0 : 0.0;
        inWord = !blank;
        const auto byte = static_cast<unsigned char>(c);
        words += byte >= 0xE4 && byte <= 0xE9 ? 0.5 : 0.0;
    }
    return words;
}

class Inference {
public:
    Inference(const std::string &name, std::vector<std::int32_t> codes,
              const StringDictionary &spellings, const InferenceRules &rules)
        : m_name(name),
          m_codes(std::move(codes)),
          m_rules(rules),
          m_cells{spellings, std::vector<std::uint64_t>(spellings.size(), 0), m_codes.size(), 0}
    {
        for (const std::int32_t code : m_codes)
            if (code >= 0)
                ++m_cells.counts[static_cast<std::size_t>(code)];
        for (std::size_t i = 0; i < m_cells.size(); ++i)
            m_cells.present += isMissing(i) ? 0 : m_cells.counts[i];
    }

    InferredColumn run()
    {
        if (m_rules.type)
            return forced(*m_rules.type);
        if (m_rules.wordsOnly)
            return words();
        if (m_cells.present == 0)
            return numbersOf({likelyDecimal(), 0},
                             tallyNumbers(m_cells, {likelyDecimal(), 0}, false));
        if (auto numbers = asNumbers())
            return std::move(*numbers);
        if (!m_keepDigits)
            if (auto dates = asDates(false))
                return std::move(*dates);
        return words();
    }

private:
    InferredColumn words()
    {
        if (asBoolean())
            return booleans();
        return coded(looksLikeText() ? ColumnType::Text : ColumnType::Categorical);
    }

    bool isMissing(std::size_t i) const
    {
        const std::string_view text = m_cells.text(i);
        return m_rules.missingWords ? isMissingWord(text) : text.empty();
    }

    InferredColumn forced(ColumnType type)
    {
        if (type == ColumnType::Numeric) {
            const NumberStyle style = forcedStyle();
            return numbersOf(style, tallyNumbers(m_cells, style, false));
        }
        if (type == ColumnType::DateTime)
            return std::move(*asDates(true));
        return type == ColumnType::Boolean ? booleans() : coded(type);
    }

    /// Where no style fits nearly all cells, the decimal mark that reads more of them.
    NumberStyle forcedStyle() const
    {
        if (const StyleChoice choice = chooseNumberStyle(m_cells, m_rules); choice.style)
            return *choice.style;
        const NumberStyle likely{likelyDecimal(), 0};
        const NumberStyle other{likelyDecimal() == '.' ? ',' : '.', 0};
        const bool open = !m_rules.decimal.has_value();
        return open && tallyNumbers(m_cells, other, false).good >
                           tallyNumbers(m_cells, likely, false).good
                   ? other
                   : likely;
    }

    char likelyDecimal() const { return m_rules.decimal.value_or(m_rules.likelyDecimal); }

    std::optional<InferredColumn> asNumbers()
    {
        const StyleChoice choice = chooseNumberStyle(m_cells, m_rules);
        m_openGroups = choice.openGroups;
        if (!choice.style)
            return std::nullopt;
        const ValueTally tally = tallyNumbers(m_cells, *choice.style, false);
        m_keepDigits = reasonToKeepDigits(m_cells, tally);
        if (m_keepDigits)
            return std::nullopt;
        return numbersOf(*choice.style, tally);
    }

    std::vector<double> spread(const std::vector<double> &values) const
    {
        std::vector<double> cells(m_codes.size(), kMissing);
        for (std::size_t row = 0; row < cells.size(); ++row)
            if (m_codes[row] >= 0)
                cells[row] = values[static_cast<std::size_t>(m_codes[row])];
        return cells;
    }

    void listBad(InferredColumn &result, const std::vector<char> &isBad, std::uint64_t count) const
    {
        result.badCellCount = count;
        for (std::size_t row = 0; count > 0 && row < m_codes.size(); ++row) {
            const auto code = static_cast<std::size_t>(m_codes[row]);
            if (m_codes[row] >= 0 && isBad[code] && result.badCells.size() < kBadCellsKept)
                result.badCells.push_back({row + 1, 0, m_name, std::string(m_cells.text(code))});
        }
    }

    InferredColumn numbersOf(NumberStyle style, const ValueTally &tally) const
    {
        InferredColumn result;
        result.column = Column::numeric(m_name, spread(tally.values));
        listBad(result, tally.isBad, tally.bad);
        result.noteBad("number");
        result.noteInfinite(tally.infinite);
        if (style.decimal != likelyDecimal())
            result.assumed.push_back("column " + m_name + ": decimal " +
                                     (style.decimal == ',' ? "comma" : "point"));
        if (style.group)
            result.assumed.push_back("column " + m_name + ": thousands are separated by " +
                                     (style.group == ',' ? "commas" : "points"));
        return result;
    }

    std::optional<double> dateOf(std::size_t i, DateOrder order, DateEvidence &evidence,
                                 bool digits) const
    {
        const std::string_view text = trimmed(m_cells.text(i));
        if (digits && allDigits(text) && (text.size() == 4 || text.size() == 8)) {
            std::string iso(text);
            iso.resize(8, '0');
            if (text.size() == 4)
                iso.replace(4, 4, "0101");
            iso.insert(6, 1, '-');
            iso.insert(4, 1, '-');
            return readDate(iso, order, evidence);
        }
        return readDate(text, order, evidence);
    }

    std::optional<DateEvidence> dateEvidence() const
    {
        DateEvidence evidence;
        std::uint64_t bad = 0;
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            DateEvidence ignored;
            if (!readDate(m_cells.text(i), DateOrder::DayFirst, evidence) &&
                !readDate(m_cells.text(i), DateOrder::MonthFirst, ignored) &&
                !isMissingAmongNumbers(m_cells.text(i)))
                bad += m_cells.counts[i];
            if (m_cells.hopeless(bad))
                return std::nullopt;
        }
        return evidence;
    }

    std::optional<InferredColumn> asDates(bool anyway) const
    {
        std::optional<DateEvidence> evidence = dateEvidence();
        if (!evidence && !anyway)
            return std::nullopt;
        if (!evidence)
            evidence = allDateEvidence();
        ValueTally tally(m_cells.size());
        DateEvidence ignored;
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            if (const auto days = dateOf(i, evidence->order(), ignored, anyway)) {
                tally.values[i] = *days;
                tally.good += m_cells.counts[i];
            } else if (!isMissingAmongNumbers(m_cells.text(i))) {
                tally.isBad[i] = 1;
                tally.bad += m_cells.counts[i];
            }
        }
        if (!anyway && !tally.acceptable(m_cells.rows))
            return std::nullopt;
        InferredColumn result;
        result.column = Column::dateTime(m_name, spread(tally.values));
        listBad(result, tally.isBad, tally.bad);
        result.noteBad("date");
        result.noteDateOrder(*evidence);
        return result;
    }

    DateEvidence allDateEvidence() const
    {
        DateEvidence evidence;
        for (std::size_t i = 0; i < m_cells.size(); ++i)
            readDate(m_cells.text(i), DateOrder::DayFirst, evidence);
        return evidence;
    }

    bool asBoolean() const
    {
        int firstPair = -1;
        bool seen[2] = {false, false};
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            if (isMissing(i))
                continue;
            int pair = 0;
            const int truth = truthOf(folded(m_cells.text(i)), pair);
            if (truth < 0 || (firstPair >= 0 && pair != firstPair))
                return false;
            firstPair = pair;
            seen[truth] = true;
        }
        return seen[0] && seen[1];
    }

    /// Spellings that differ by case only are one value, written as first met.
    InferredColumn booleans() const
    {
        std::vector<std::string> dictionary;
        std::vector<std::int32_t> values(m_cells.size(), -1);
        std::vector<char> isBad(m_cells.size(), 0);
        std::int32_t codeOf[2] = {-1, -1};
        std::uint64_t bad = 0;
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            if (isMissing(i) || m_cells.counts[i] == 0)
                continue;
            int pair = 0;
            int truth = truthOf(folded(m_cells.text(i)), pair);
            const NumberCell number = readNumberCell(m_cells.text(i), '.');
            if (number.kind == CellKind::Number && (number.value == 0.0 || number.value == 1.0))
                truth = number.value == 1.0 ? 1 : 0;
            if (truth < 0) {
                isBad[i] = 1;
                bad += m_cells.counts[i];
                continue;
            }
            if (codeOf[truth] < 0) {
                codeOf[truth] = static_cast<std::int32_t>(dictionary.size());
                dictionary.emplace_back(trimmed(m_cells.text(i)));
            }
            values[i] = codeOf[truth];
        }
        InferredColumn result;
        result.column =
            Column::coded(m_name, ColumnType::Boolean, recoded(values), std::move(dictionary));
        listBad(result, isBad, bad);
        result.noteBad("yes/no value");
        return result;
    }

    bool looksLikeText() const
    {
        double words = 0.0;
        double letters = 0.0;
        std::uint64_t distinct = 0;
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            if (isMissing(i))
                continue;
            ++distinct;
            words += wordsIn(m_cells.text(i));
            letters += static_cast<double>(m_cells.text(i).size());
        }
        const auto each = static_cast<double>(distinct);
        return distinct * 2 > m_cells.present && words >= 3.0 * each && letters >= 20.0 * each;
    }

    InferredColumn coded(ColumnType type)
    {
        bool plus = false;
        for (std::size_t i = 0; i < m_cells.size(); ++i)
            plus |= m_cells.text(i) == "+"sv;
        std::vector<std::string> dictionary;
        std::vector<std::int32_t> values(m_cells.size(), -1);
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            const std::string_view text = m_cells.text(i);
            if (isMissing(i) && !(plus && text == "-"sv))
                continue;
            values[i] = static_cast<std::int32_t>(dictionary.size());
            dictionary.emplace_back(text);
        }
        InferredColumn result;
        const bool same = dictionary.size() == m_cells.size();
        result.column = Column::coded(m_name, type, same ? std::move(m_codes) : recoded(values),
                                      std::move(dictionary));
        if (m_keepDigits)
            result.assumed.push_back("column " + m_name + ": " + m_keepDigits);
        if (m_openGroups)
            result.assumed.push_back(
                "column " + m_name + ": cells such as 1" + (likelyDecimal() == '.' ? ',' : '.') +
                "234 could be thousands or decimals and are kept as categories; give the "
                "decimal mark to read numbers");
        return result;
    }

    std::vector<std::int32_t> recoded(const std::vector<std::int32_t> &values) const
    {
        std::vector<std::int32_t> result(m_codes.size(), -1);
        for (std::size_t row = 0; row < result.size(); ++row)
            if (m_codes[row] >= 0)
                result[row] = values[static_cast<std::size_t>(m_codes[row])];
        return result;
    }

    const std::string &m_name;
    std::vector<std::int32_t> m_codes;
    const InferenceRules &m_rules;
    SpellingCounts m_cells;
    const char *m_keepDigits = nullptr;
    bool m_openGroups = false;
};

} // namespace

bool toleratesBadCells(std::uint64_t good, std::uint64_t infinite, std::uint64_t bad,
                       std::uint64_t rows)
{
    return good > 0 && (bad == 0 || (rows >= 100 && bad * 100 < good + infinite + bad));
}

void InferredColumn::noteInfinite(std::uint64_t count)
{
    if (count > 0)
        repaired.push_back("column " + column.name() + ": infinite values are read as missing in " +
                           std::to_string(count) + (count == 1 ? " cell" : " cells"));
}

void InferredColumn::noteBad(const char *what)
{
    if (badCellCount == 1)
        repaired.push_back("column " + column.name() + ": 1 cell is no " + what +
                           " and is read as missing");
    else if (badCellCount > 1)
        repaired.push_back("column " + column.name() + ": " + std::to_string(badCellCount) +
                           " cells are no " + what + " and are read as missing");
}

void InferredColumn::noteDateOrder(const DateEvidence &evidence)
{
    if (!evidence.numericDates)
        return;
    const std::string order =
        evidence.order() == DateOrder::DayFirst ? "day/month/year" : "month/day/year";
    assumed.push_back(
        "column " + column.name() + ": dates are read as " + order +
        (evidence.decided() ? "" : ", though every one could also be read the other way"));
}

InferredColumn inferColumn(const std::string &name, std::vector<std::int32_t> codes,
                           const StringDictionary &spellings, const InferenceRules &rules)
{
    return Inference(name, std::move(codes), spellings, rules).run();
}

} // namespace leptune
