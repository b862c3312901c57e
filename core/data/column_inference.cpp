// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/column_inference.h"

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

/// How one reading of the spellings came out, cells counted.
struct Tally {
    std::uint64_t good = 0;
    std::uint64_t bad = 0;
    std::uint64_t infinite = 0;
    std::vector<double> values; ///< one a spelling, NaN where missing or bad
    std::vector<char> isBad;
};

struct NumberStyle {
    char decimal = '.';
    char group = 0;
};

char otherMark(char mark)
{
    return mark == '.' ? ',' : '.';
}

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
    constexpr std::array kFalse{"no"sv, "false"sv, "n"sv, "f"sv, "0"sv, "off"sv};
    constexpr std::array kTrue{"yes"sv, "true"sv, "y"sv, "t"sv, "1"sv, "on"sv};
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
          m_spellings(spellings),
          m_rules(rules),
          m_counts(spellings.size(), 0)
    {
        for (const std::int32_t code : m_codes)
            if (code >= 0)
                ++m_counts[static_cast<std::size_t>(code)];
        for (std::size_t i = 0; i < m_counts.size(); ++i)
            m_present += isMissing(i) ? 0 : m_counts[i];
    }

    InferredColumn run()
    {
        if (m_rules.type)
            return forced(*m_rules.type);
        if (m_rules.wordsOnly)
            return words();
        if (m_present == 0)
            return numbersOf({m_rules.likelyDecimal, 0}, tally({m_rules.likelyDecimal, 0}, false));
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
        const std::string_view text = m_spellings.text(i);
        return m_rules.missingWords ? isMissingWord(text) : text.empty();
    }

    InferredColumn forced(ColumnType type)
    {
        if (type == ColumnType::Numeric) {
            const NumberStyle style = styleFor(true).value_or(NumberStyle{likelyDecimal(), 0});
            return numbersOf(style, tally(style, false));
        }
        if (type == ColumnType::DateTime)
            return std::move(*asDates(true));
        return type == ColumnType::Boolean ? booleans() : coded(type);
    }

    char likelyDecimal() const { return m_rules.decimal.value_or(m_rules.likelyDecimal); }
    bool hopeless(std::uint64_t bad) const
    {
        return bad > 0 && (m_codes.size() < 100 || bad * 100 >= m_present);
    }

    /// Reads all spellings as numbers; with `giveUp` only until it can't become a numeric column.
    Tally tally(NumberStyle style, bool giveUp) const
    {
        Tally result;
        result.values.assign(m_counts.size(), kMissing);
        result.isBad.assign(m_counts.size(), 0);
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            bool proven = false;
            const NumberCell cell =
                style.group
                    ? readGroupedNumber(m_spellings.text(i), style.decimal, style.group, proven)
                    : readNumberCell(m_spellings.text(i), style.decimal);
            result.good += cell.kind == CellKind::Number ? m_counts[i] : 0;
            result.infinite += cell.kind == CellKind::Infinite ? m_counts[i] : 0;
            if (cell.kind == CellKind::Number)
                result.values[i] = cell.value;
            if (cell.kind != CellKind::Other)
                continue;
            result.isBad[i] = 1;
            result.bad += m_counts[i];
            if (giveUp && hopeless(result.bad))
                break;
        }
        return result;
    }

    bool accepted(const Tally &result) const
    {
        return toleratesBadCells(result.good, result.infinite, result.bad, m_codes.size());
    }

    /// Among cells with `mark`: is one certainly grouped by it, is one certainly not?
    std::pair<bool, bool> groupEvidence(char mark) const
    {
        std::pair<bool, bool> evidence{false, false};
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            const std::string_view text = m_spellings.text(i);
            if (text.find(mark) == std::string_view::npos)
                continue;
            bool proven = false;
            const NumberCell grouped = readGroupedNumber(text, otherMark(mark), mark, proven);
            evidence.first |= proven && grouped.kind == CellKind::Number;
            evidence.second |= grouped.kind != CellKind::Number &&
                               readNumberCell(text, mark).kind == CellKind::Number;
        }
        return evidence;
    }

    /// The way of writing numbers under which the column is numeric, if there is one.
    std::optional<NumberStyle> styleFor(bool anyway)
    {
        const char decimal = likelyDecimal();
        const char other = otherMark(decimal);
        if (accepted(tally({decimal, 0}, true)))
            return NumberStyle{decimal, 0};
        const auto [grouped, notGrouped] = groupEvidence(other);
        const bool known = m_rules.decimal.has_value() || decimal == ',';
        if ((grouped || (known && !notGrouped)) &&
            (anyway || accepted(tally({decimal, other}, true))))
            return NumberStyle{decimal, other};
        if (!m_rules.decimal && notGrouped && (anyway || accepted(tally({other, 0}, true))))
            return NumberStyle{other, 0};
        const auto [swapped, notSwapped] = groupEvidence(decimal);
        if (!m_rules.decimal && swapped && !notSwapped &&
            (anyway || accepted(tally({other, decimal}, true))))
            return NumberStyle{other, decimal};
        m_openGroups = !grouped && !notGrouped && accepted(tally({decimal, other}, true));
        return std::nullopt;
    }

    std::optional<InferredColumn> asNumbers()
    {
        const auto style = styleFor(false);
        if (!style)
            return std::nullopt;
        Tally result = tally(*style, false);
        if (const char *why = keptDigits(result)) {
            m_keepDigits = why;
            return std::nullopt;
        }
        return numbersOf(*style, std::move(result));
    }

    /// Why cells of digits are names rather than numbers; nullptr where they are numbers.
    const char *keptDigits(const Tally &result) const
    {
        std::uint64_t zeros = 0;
        std::uint64_t longOnes = 0;
        std::size_t width = 0;
        bool fixed = true;
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            if (std::isnan(result.values[i]))
                continue;
            const std::string_view text = trimmed(m_spellings.text(i));
            fixed = fixed && allDigits(text) && (width == 0 || width == text.size());
            width = text.size();
            zeros += text.size() > 1 && text[0] == '0' ? m_counts[i] : 0;
            longOnes += text.size() >= 17 && allDigits(text) ? m_counts[i] : 0;
        }
        if (fixed && zeros * 100 >= result.good && zeros > 0)
            return "digits with leading zeros and one length are kept as categories";
        if (longOnes * 2 >= result.good && longOnes > 0)
            return "integers longer than a number can hold exactly are kept as categories";
        return nullptr;
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
                result.badCells.push_back(
                    {row + 1, 0, m_name, std::string(m_spellings.text(code))});
        }
    }

    InferredColumn numbersOf(NumberStyle style, const Tally &tally) const
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
        const std::string_view text = trimmed(m_spellings.text(i));
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
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            DateEvidence ignored;
            if (!readDate(m_spellings.text(i), DateOrder::DayFirst, evidence) &&
                !readDate(m_spellings.text(i), DateOrder::MonthFirst, ignored) &&
                !isMissingAmongNumbers(m_spellings.text(i)))
                bad += m_counts[i];
            if (hopeless(bad))
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
        Tally tally;
        tally.values.assign(m_counts.size(), kMissing);
        tally.isBad.assign(m_counts.size(), 0);
        DateEvidence ignored;
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            if (const auto days = dateOf(i, evidence->order(), ignored, anyway)) {
                tally.values[i] = *days;
                tally.good += m_counts[i];
            } else if (!isMissingAmongNumbers(m_spellings.text(i))) {
                tally.isBad[i] = 1;
                tally.bad += m_counts[i];
            }
        }
        if (!anyway && !accepted(tally))
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
        for (std::size_t i = 0; i < m_counts.size(); ++i)
            readDate(m_spellings.text(i), DateOrder::DayFirst, evidence);
        return evidence;
    }

    bool asBoolean() const
    {
        int firstPair = -1;
        bool seen[2] = {false, false};
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            if (isMissing(i))
                continue;
            int pair = 0;
            const int truth = truthOf(folded(m_spellings.text(i)), pair);
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
        std::vector<std::int32_t> values(m_counts.size(), -1);
        std::vector<char> isBad(m_counts.size(), 0);
        std::int32_t codeOf[2] = {-1, -1};
        std::uint64_t bad = 0;
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            if (isMissing(i) || m_counts[i] == 0)
                continue;
            int pair = 0;
            int truth = truthOf(folded(m_spellings.text(i)), pair);
            const NumberCell number = readNumberCell(m_spellings.text(i), '.');
            if (number.kind == CellKind::Number && (number.value == 0.0 || number.value == 1.0))
                truth = number.value == 1.0 ? 1 : 0;
            if (truth < 0) {
                isBad[i] = 1;
                bad += m_counts[i];
                continue;
            }
            if (codeOf[truth] < 0) {
                codeOf[truth] = static_cast<std::int32_t>(dictionary.size());
                dictionary.emplace_back(trimmed(m_spellings.text(i)));
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
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            if (isMissing(i))
                continue;
            ++distinct;
            words += wordsIn(m_spellings.text(i));
            letters += static_cast<double>(m_spellings.text(i).size());
        }
        const auto each = static_cast<double>(distinct);
        return distinct * 2 > m_present && words >= 3.0 * each && letters >= 20.0 * each;
    }

    InferredColumn coded(ColumnType type)
    {
        bool plus = false;
        for (std::size_t i = 0; i < m_counts.size(); ++i)
            plus |= m_spellings.text(i) == "+"sv;
        std::vector<std::string> dictionary;
        std::vector<std::int32_t> values(m_counts.size(), -1);
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            const std::string_view text = m_spellings.text(i);
            if (isMissing(i) && !(plus && text == "-"sv))
                continue;
            values[i] = static_cast<std::int32_t>(dictionary.size());
            dictionary.emplace_back(text);
        }
        InferredColumn result;
        const bool same = dictionary.size() == m_counts.size();
        result.column = Column::coded(m_name, type, same ? std::move(m_codes) : recoded(values),
                                      std::move(dictionary));
        if (m_keepDigits)
            result.assumed.push_back("column " + m_name + ": " + m_keepDigits);
        if (m_openGroups)
            result.assumed.push_back(
                "column " + m_name + ": cells such as 1" + otherMark(likelyDecimal()) +
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
    const StringDictionary &m_spellings;
    const InferenceRules &m_rules;
    std::vector<std::uint64_t> m_counts; ///< cells of each spelling
    std::uint64_t m_present = 0;         ///< cells that are not missing
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
