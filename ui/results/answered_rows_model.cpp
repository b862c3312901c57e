// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/answered_rows_model.h"

#include "core/metrics/conformal.h"
#include "core/metrics/prepared_metric.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

using Field = AnsweredRowsModel::Field;
constexpr double kHalf = 0.5;

} // namespace

void AnsweredRowsModel::setSubject(std::shared_ptr<const ExplainSubject> subject)
{
    beginResetModel();
    m_subject = std::move(subject);
    m_fields.clear();
    m_answers.clear();
    m_right.clear();
    if (m_subject) {
        if (m_subject->scored.isKnown())
            m_fields.push_back(Field::Row);
        m_fields.insert(m_fields.end(),
                        {Field::Truth, Field::Answer, Field::Result, Field::Sureness});
        if (m_subject->intervalWidth)
            m_fields.insert(m_fields.end(), {Field::Low, Field::High});
        judge();
    }
    m_sortColumn = -1;
    arrange();
    endResetModel();
}

void AnsweredRowsModel::judge()
{
    const Target &truth = m_subject->truth;
    m_right.resize(truth.values.size());
    if (!isNumbers()) {
        m_answers = decideLabels(m_subject->asScored());
        for (std::size_t row = 0; row < m_right.size(); ++row)
            m_right[row] = static_cast<float>(m_answers[row]) == truth.values[row];
        return;
    }
    const double width =
        m_subject->intervalWidth.value_or(conformalHalfWidth(truth, m_subject->answers, kHalf));
    m_decimals = width > 0.0 ? std::max(0, significantDecimals(width, 3)) : 2;
    for (std::size_t row = 0; row < m_right.size(); ++row)
        m_right[row] = std::abs(static_cast<double>(m_subject->answers.at(row, 0)) -
                                truth.values[row]) <= width;
}

void AnsweredRowsModel::setFilter(Filter filter)
{
    beginResetModel();
    m_filter = filter;
    arrange();
    endResetModel();
}

bool AnsweredRowsModel::isShown(std::size_t row) const
{
    switch (m_filter) {
    case Filter::All:
        return true;
    case Filter::Right:
        return m_right[row];
    case Filter::Wrong:
        return !m_right[row];
    case Filter::Cell:
        return !isNumbers() && static_cast<int>(m_subject->truth.values[row]) == m_cell.first &&
               m_answers[row] == m_cell.second;
    }
    return true;
}

void AnsweredRowsModel::sort(int column, Qt::SortOrder order)
{
    beginResetModel();
    m_sortColumn = column;
    m_sortOrder = order;
    arrange();
    endResetModel();
}

void AnsweredRowsModel::arrange()
{
    m_order.clear();
    for (std::uint32_t row = 0; row < m_right.size(); ++row)
        if (isShown(row))
            m_order.push_back(row);
    if (m_sortColumn < 0 || m_sortColumn >= columnCount())
        return;
    std::vector<double> keys(m_right.size());
    for (const std::uint32_t row : m_order)
        keys[row] = sortKey(row, m_sortColumn);
    const bool falls = m_sortOrder == Qt::DescendingOrder;
    std::ranges::stable_sort(m_order, [&](std::uint32_t a, std::uint32_t b) {
        if (std::isnan(keys[a]) || std::isnan(keys[b]))
            return !std::isnan(keys[a]) && std::isnan(keys[b]);
        return falls ? keys[a] > keys[b] : keys[a] < keys[b];
    });
}

double AnsweredRowsModel::sortKey(std::size_t row, int column) const
{
    const auto fields = static_cast<int>(m_fields.size());
    if (column >= fields) {
        const Column &cells = tableColumn(column);
        const std::uint32_t at = m_subject->scored.rows[row];
        if (cells.isMissing(at))
            return std::nan("");
        return cells.isCoded() ? cells.codes()[at] : cells.numbers()[at];
    }
    const double truth = m_subject->truth.values[row];
    const double answer = isNumbers() ? static_cast<double>(m_subject->answers.at(row, 0))
                                      : static_cast<double>(m_answers[row]);
    switch (m_fields[static_cast<std::size_t>(column)]) {
    case Field::Row:
        return m_subject->scored.rows[row];
    case Field::Truth:
        return truth;
    case Field::Result:
        return m_right[row] ? 1.0 : 0.0;
    case Field::Sureness:
        return isNumbers() ? std::abs(answer - truth)
                           : m_subject->answers.at(row, static_cast<std::size_t>(m_answers[row]));
    default:
        return answer; // the ends of the interval go with it
    }
}

QString AnsweredRowsModel::fieldText(std::size_t row, Field field, bool whole) const
{
    const auto number = [&](double value) {
        return whole ? QString::number(value, 'g', 9) : scoreText(value, m_decimals);
    };
    const float truth = m_subject->truth.values[row];
    const auto label = [&](int index) {
        return QString::fromStdString(m_subject->truth.classes[static_cast<std::size_t>(index)]);
    };
    if (field == Field::Row)
        return QString::number(m_subject->scored.rows[row] + 1);
    if (field == Field::Result) {
        if (!isNumbers())
            return m_right[row] ? tr("right") : tr("wrong");
        if (m_subject->intervalWidth)
            return m_right[row] ? tr("within") : tr("outside");
        return m_right[row] ? tr("near") : tr("far");
    }
    if (!isNumbers()) {
        if (field == Field::Truth)
            return label(static_cast<int>(truth));
        if (field == Field::Answer)
            return label(m_answers[row]);
        const float sure = m_subject->answers.at(row, static_cast<std::size_t>(m_answers[row]));
        return whole ? number(sure) : formatPercent(sure);
    }
    const double answer = m_subject->answers.at(row, 0);
    const double width = m_subject->intervalWidth.value_or(0.0);
    switch (field) {
    case Field::Truth:
        return number(truth);
    case Field::Sureness:
        return number(answer - truth);
    case Field::Low:
        return number(answer - width);
    case Field::High:
        return number(answer + width);
    default:
        return number(answer);
    }
}

const Column &AnsweredRowsModel::tableColumn(int column) const
{
    return m_subject->scored.table->column(static_cast<std::size_t>(column) - m_fields.size());
}

int AnsweredRowsModel::columnOf(Field field) const
{
    const auto at = std::ranges::find(m_fields, field);
    return at == m_fields.end() ? -1 : static_cast<int>(at - m_fields.begin());
}

int AnsweredRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int AnsweredRowsModel::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_subject)
        return 0;
    const std::size_t own =
        m_subject->scored.isKnown() ? m_subject->scored.table->columns() : std::size_t{0};
    return static_cast<int>(m_fields.size() + own);
}

bool AnsweredRowsModel::holdsWords(int column) const
{
    if (static_cast<std::size_t>(column) >= m_fields.size())
        return tableColumn(column).isCoded();
    const Field field = m_fields[static_cast<std::size_t>(column)];
    return field == Field::Result ||
           (!isNumbers() && (field == Field::Truth || field == Field::Answer));
}

QVariant AnsweredRowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter |
                        (holdsWords(index.column()) ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    const std::size_t row = scoredRow(index.row());
    const auto place = static_cast<std::size_t>(index.column());
    if (place < m_fields.size())
        return fieldText(row, m_fields[place], role == Qt::EditRole);
    const Column &cells = tableColumn(index.column());
    const std::uint32_t at = m_subject->scored.rows[row];
    return cells.isMissing(at) && role == Qt::DisplayRole ? QStringLiteral("–")
                                                          : QString::fromStdString(cells.text(at));
}

QVariant AnsweredRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (holdsWords(section) ? Qt::AlignLeft : Qt::AlignRight));
    return role == Qt::DisplayRole ? QVariant(title(section)) : QVariant();
}

QString AnsweredRowsModel::title(int column) const
{
    if (static_cast<std::size_t>(column) >= m_fields.size())
        return QString::fromStdString(tableColumn(column).name());
    switch (m_fields[static_cast<std::size_t>(column)]) {
    case Field::Row:
        return tr("Row");
    case Field::Truth:
        return tr("True");
    case Field::Answer:
        return tr("Answer");
    case Field::Result:
        return tr("Result");
    case Field::Sureness:
        return isNumbers() ? tr("Off by") : tr("Probability");
    case Field::Low:
        return tr("Low");
    case Field::High:
        return tr("High");
    }
    return {};
}

} // namespace leptune
