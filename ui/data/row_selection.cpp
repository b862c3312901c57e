// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/row_selection.h"

#include <QLocale>

#include <algorithm>
#include <functional>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kRowsAPoll = 16384;

enum class Relation { Less, LessOrEqual, Equal, Unequal, GreaterOrEqual, Greater, Within, Holds };

/// A condition as it is written.
struct Condition {
    Relation relation = Relation::Holds;
    QString value, upTo;
};

Condition parse(const QString &text)
{
    struct Sign {
        const char *spelling;
        Relation relation;
    };
    // Longer ones first.
    constexpr Sign kSigns[] = {
        {">=", Relation::GreaterOrEqual}, {"<=", Relation::LessOrEqual}, {"!=", Relation::Unequal},
        {">", Relation::Greater},         {"<", Relation::Less},         {"=", Relation::Equal}};
    const QString trimmed = text.trimmed();
    for (const Sign &sign : kSigns)
        if (const QLatin1String spelling(sign.spelling); trimmed.startsWith(spelling))
            return {sign.relation, trimmed.mid(spelling.size()).trimmed(), {}};
    if (const qsizetype dots = trimmed.indexOf(QLatin1String("..")); dots > 0)
        return {Relation::Within, trimmed.left(dots).trimmed(), trimmed.mid(dots + 2).trimmed()};
    return {Relation::Holds, trimmed, {}};
}

template <typename Value>
bool keeps(Relation relation, const Value &cell, const Value &value, const Value &upTo)
{
    switch (relation) {
    case Relation::Less:
        return cell < value;
    case Relation::LessOrEqual:
        return cell <= value;
    case Relation::Equal:
        return cell == value;
    case Relation::Unequal:
        return cell != value;
    case Relation::GreaterOrEqual:
        return cell >= value;
    case Relation::Greater:
        return cell > value;
    default:
        return cell >= value && cell <= upTo;
    }
}

bool toNumber(const QString &text, double &number)
{
    bool isNumber = false;
    number = QLocale::c().toDouble(text, &isNumber);
    if (!isNumber)
        number = QLocale().toDouble(text, &isNumber);
    return isNumber;
}

/// Of cells that are not missing.
using CellTest = std::function<bool(std::size_t row)>;

CellTest testOfTexts(const Column &column, const Condition &wanted)
{
    const auto test = [wanted](const std::string &text) {
        const QString cell = QString::fromStdString(text);
        return wanted.relation == Relation::Holds
                   ? cell.contains(wanted.value, Qt::CaseInsensitive)
                   : keeps(wanted.relation, cell.trimmed(), wanted.value, wanted.upTo);
    };
    if (!column.isCoded() || column.type() == ColumnType::Picture)
        return [&column, test](std::size_t row) { return test(column.text(row)); };
    std::vector<std::uint8_t> kept; // a spelling
    for (const std::string &spelling : column.dictionary())
        kept.push_back(test(spelling));
    return [&column, kept = std::move(kept)](std::size_t row) {
        return kept[static_cast<std::size_t>(column.codes()[row])] != 0;
    };
}

CellTest testOf(const Column &column, const Condition &wanted)
{
    double value = 0.0, upTo = 0.0;
    const bool compares = column.type() == ColumnType::Numeric &&
                          wanted.relation != Relation::Holds && toNumber(wanted.value, value) &&
                          (wanted.relation != Relation::Within || toNumber(wanted.upTo, upTo));
    if (!compares)
        return testOfTexts(column, wanted);
    return [&column, relation = wanted.relation, value, upTo](std::size_t row) {
        return keeps(relation, column.numbers()[row], value, upTo);
    };
}

bool filter(const Column &column, const QString &condition, std::vector<std::uint32_t> &rows,
            const std::stop_token &stop)
{
    const Condition wanted = parse(condition);
    const bool isBare = wanted.value.isEmpty() && wanted.relation != Relation::Holds;
    const CellTest test = testOf(column, wanted);
    const auto isWanted = [&](std::size_t row) {
        if (column.isMissing(row))
            return isBare && wanted.relation == Relation::Equal;
        return isBare ? wanted.relation == Relation::Unequal : test(row);
    };
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % kRowsAPoll == 0 && stop.stop_requested())
            return false;
        if (isWanted(rows[i]))
            rows[kept++] = rows[i];
    }
    rows.resize(kept);
    return true;
}

/// A number a row by which it can be sorted: of texts the place of their spelling.
std::vector<double> keysOf(const Column &column)
{
    if (!column.isCoded())
        return {column.numbers().begin(), column.numbers().end()};
    const std::vector<std::string> &spellings = column.dictionary();
    std::vector<std::uint32_t> order(spellings.size());
    std::iota(order.begin(), order.end(), 0U);
    std::vector<QString> texts;
    for (const std::string &spelling : spellings)
        texts.push_back(QString::fromStdString(spelling));
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        return QString::localeAwareCompare(texts[a], texts[b]) < 0;
    });
    std::vector<double> places(spellings.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        places[order[i]] = static_cast<double>(i);
    std::vector<double> keys;
    keys.reserve(column.size());
    for (const std::int32_t code : column.codes())
        keys.push_back(code < 0 ? 0.0 : places[static_cast<std::size_t>(code)]);
    return keys;
}

void sort(const Column &column, bool falls, std::vector<std::uint32_t> &rows)
{
    const auto missing = std::stable_partition(
        rows.begin(), rows.end(), [&](std::uint32_t row) { return !column.isMissing(row); });
    const std::vector<double> keys = keysOf(column);
    std::stable_sort(rows.begin(), missing, [&](std::uint32_t a, std::uint32_t b) {
        return falls ? keys[b] < keys[a] : keys[a] < keys[b];
    });
}

} // namespace

std::optional<std::vector<std::uint32_t>> selectRows(const Table &table, const RowWish &wish,
                                                     const std::stop_token &stop)
{
    std::vector<std::uint32_t> rows(table.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    if (!wish.condition.trimmed().isEmpty() &&
        !filter(table.column(wish.column), wish.condition, rows, stop))
        return std::nullopt;
    if (wish.sortedBy && !stop.stop_requested())
        sort(table.column(*wish.sortedBy), wish.falls, rows);
    if (stop.stop_requested())
        return std::nullopt;
    return rows;
}

QString conditionFor(const Column &column, std::size_t row)
{
    return QStringLiteral("=") + QString::fromStdString(column.text(row));
}

} // namespace leptune
