// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/target.h"

#include "core/base/error.h"
#include "core/base/number_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace leptune {

namespace {

constexpr std::size_t kGuessedClasses = 20;
constexpr std::size_t kClassesAlwaysAllowed = 20;

/// Equal numbers have equal keys: -0 and 0 are one class.
std::uint64_t keyOf(double value)
{
    return std::bit_cast<std::uint64_t>(value == 0.0 ? 0.0 : value);
}

std::string plainWord(const std::string &text)
{
    std::string word;
    for (const char c : text)
        if (c != ' ' && c != '\t')
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return word;
}

bool readsAsYes(const std::string &spelling)
{
    static constexpr std::array kWords{"yes", "true", "1", "positive", "y", "t", "+"};
    return std::ranges::find(kWords, plainWord(spelling)) != kWords.end();
}

/// Classes of a column in order of first appearance among its rows.
class ClassCollector {
public:
    explicit ClassCollector(const Column &column)
        : m_column(column), m_codeClass(column.dictionary().size(), -1)
    {
    }
    /// Index of the row's class; the row has a cell.
    int classOf(std::size_t row)
    {
        if (m_column.isCoded()) {
            int &known = m_codeClass[static_cast<std::size_t>(m_column.codes()[row])];
            return known >= 0 ? known : known = add(row);
        }
        const auto [entry, isNew] = m_numberClass.try_emplace(keyOf(m_column.numbers()[row]), -1);
        if (isNew)
            entry->second = add(row);
        return entry->second;
    }
    std::vector<std::string> spellings;

private:
    int add(std::size_t row)
    {
        spellings.push_back(m_column.text(row));
        return static_cast<int>(spellings.size()) - 1;
    }
    const Column &m_column;
    std::vector<int> m_codeClass;
    std::unordered_map<std::uint64_t, int> m_numberClass;
};

std::string listOf(const std::vector<std::string> &classes)
{
    std::string list;
    for (std::size_t i = 0; i < std::min<std::size_t>(classes.size(), 12); ++i)
        list += (i ? ", " : "") + classes[i];
    return classes.size() > 12 ? list + ", ..." : list;
}

/// The class spelled so, or the only one that is the same number ("1.0" for "1").
int classNamed(const Target &target, const std::string &name)
{
    const auto exact = std::ranges::find(target.classes, name);
    if (exact != target.classes.end())
        return static_cast<int>(exact - target.classes.begin());
    const auto number = parseNumber(name);
    for (std::size_t i = 0; number && i < target.classes.size(); ++i)
        if (parseNumber(target.classes[i]) == number)
            return static_cast<int>(i);
    throw Error(ErrorCode::BadInput, target.column,
                "there is no class \"" + name + "\" to be the positive one; the classes are " +
                    listOf(target.classes));
}

int positiveOfTwo(const Target &target)
{
    const bool first = readsAsYes(target.classes[0]);
    const bool second = readsAsYes(target.classes[1]);
    if (first != second)
        return first ? 0 : 1;
    const auto ofSecond = static_cast<std::size_t>(std::ranges::count(target.values, 1.0F));
    return 2 * ofSecond <= target.values.size() ? 1 : 0;
}

void choosePositive(Target &target, const std::string &positive)
{
    if (!positive.empty() && target.task != TaskKind::Binary)
        throw Error(
            ErrorCode::BadInput, target.column,
            "a positive class can only be chosen where there are two classes; leave it out");
    if (target.task == TaskKind::Binary)
        target.positive = positive.empty() ? positiveOfTwo(target) : classNamed(target, positive);
}

void refuseWithoutCells(const Column &column, const std::vector<std::uint32_t> &rows)
{
    if (rows.empty())
        throw Error(ErrorCode::TooLittleData, column.name(),
                    "the target column has no usable cell; choose another target");
}

Target classTarget(const Column &column, const std::string &positive,
                   std::vector<std::uint32_t> &rows)
{
    Target target;
    target.column = column.name();
    ClassCollector collector(column);
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (column.isMissing(row))
            continue;
        rows.push_back(static_cast<std::uint32_t>(row));
        target.values.push_back(static_cast<float>(collector.classOf(row)));
    }
    target.classes = std::move(collector.spellings);
    refuseWithoutCells(column, rows);
    if (target.classes.size() < 2)
        throw Error(ErrorCode::TooLittleData, column.name(),
                    "every row is of the one class \"" + target.classes[0] +
                        "\"; a classification needs at least two");
    if (target.classes.size() > kClassesAlwaysAllowed && target.classes.size() > rows.size() / 2)
        throw Error(ErrorCode::BadInput, column.name(),
                    "has " + std::to_string(target.classes.size()) + " classes in " +
                        std::to_string(rows.size()) +
                        " rows, too many to learn from; choose another target or regression");
    target.task = target.classes.size() == 2 ? TaskKind::Binary : TaskKind::MultiClass;
    choosePositive(target, positive);
    return target;
}

/// Number of every dictionary entry that is used; throws for the first cell that is none.
std::vector<double> numbersOfSpellings(const Column &column)
{
    std::vector<std::optional<double>> known;
    known.reserve(column.dictionary().size());
    for (const std::string &spelling : column.dictionary())
        known.push_back(parseNumber(spelling));
    for (std::size_t row = 0; row < column.size(); ++row)
        if (!column.isMissing(row) && !known[static_cast<std::size_t>(column.codes()[row])])
            throw Error(ErrorCode::BadColumn, column.name(),
                        "the cell \"" + column.text(row) + "\" in data row " +
                            std::to_string(row + 1) +
                            " is not a number, so the column can't be a regression target; choose "
                            "classification or correct the cell");
    std::vector<double> numbers;
    for (const auto &number : known)
        numbers.push_back(number.value_or(std::nan("")));
    return numbers;
}

Target numberTarget(const Column &column, const std::string &positive,
                    std::vector<std::uint32_t> &rows)
{
    Target target;
    target.column = column.name();
    const std::vector<double> spelled =
        column.isCoded() ? numbersOfSpellings(column) : std::vector<double>{};
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (column.isMissing(row))
            continue;
        const double number = column.isCoded()
                                  ? spelled[static_cast<std::size_t>(column.codes()[row])]
                                  : column.numbers()[row];
        const auto value = static_cast<float>(number);
        if (!std::isfinite(value))
            continue;
        rows.push_back(static_cast<std::uint32_t>(row));
        target.values.push_back(value);
    }
    refuseWithoutCells(column, rows);
    const auto [low, high] = std::ranges::minmax(target.values);
    if (low == high)
        throw Error(ErrorCode::TooLittleData, column.name(),
                    "every row holds the value " + numberText(low) + "; there is nothing to learn");
    choosePositive(target, positive);
    return target;
}

/// Different finite whole numbers, counted up to one above the limit; nothing where a value is not
/// whole.
std::optional<std::size_t> distinctWholeNumbers(std::span<const double> numbers)
{
    std::unordered_set<std::uint64_t> seen;
    for (const double value : numbers) {
        if (std::isnan(value))
            continue;
        if (std::trunc(value) != value || std::isinf(value))
            return std::nullopt;
        if (seen.size() <= kGuessedClasses)
            seen.insert(keyOf(value));
    }
    return seen.size();
}

bool hasTwoValues(std::span<const double> numbers)
{
    std::unordered_set<std::uint64_t> seen;
    for (const double value : numbers)
        if (!std::isnan(value) && seen.insert(keyOf(value)).second && seen.size() > 2)
            return false;
    return seen.size() == 2;
}

} // namespace

const char *taskName(TaskKind task)
{
    static constexpr std::array kNames{"binary", "multiclass", "regression"};
    return kNames[static_cast<std::size_t>(task)];
}

Target Target::gathered(std::span<const std::uint32_t> rows) const
{
    Target result;
    result.task = task;
    result.column = column;
    result.classes = classes;
    result.positive = positive;
    result.values.reserve(rows.size());
    for (const std::uint32_t row : rows)
        result.values.push_back(values[row]);
    return result;
}

TaskGuess guessTask(const Column &column)
{
    if (column.isCoded())
        return {true, "The column holds words, so rows are sorted into classes."};
    if (column.type() == ColumnType::DateTime)
        return {false, "The column holds dates, so a number (days) is predicted."};
    const auto whole = distinctWholeNumbers(column.numbers());
    const std::size_t rows = column.size() - column.missingCount();
    if (hasTwoValues(column.numbers()))
        return {true,
                "The column holds just two different values, so rows are sorted into classes."};
    if (!whole)
        return {false, "The column holds numbers with fractions, so a number is predicted."};
    if (*whole <= kGuessedClasses && *whole * 10 <= rows)
        return {true, "The column holds only " + std::to_string(*whole) +
                          " different whole numbers, so rows are sorted into classes."};
    return {false, "The column holds many different numbers, so a number is predicted."};
}

Target makeTarget(const Column &column, bool classification, const std::string &positive,
                  std::vector<std::uint32_t> &rows)
{
    rows.clear();
    return classification ? classTarget(column, positive, rows)
                          : numberTarget(column, positive, rows);
}

} // namespace leptune
