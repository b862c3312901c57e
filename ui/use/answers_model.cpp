// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/answers_model.h"

#include "core/base/number_text.h"
#include "ui/shared/format.h"
#include "ui/shared/picture_image.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr std::size_t kShownClasses = 50; ///< shown; the file has them all
constexpr qsizetype kLongestCell = 200;

QVariant alignment(bool isText)
{
    return QVariant((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

/// One number for a whole column: that of its largest.
int decimalsOf(const std::vector<float> &numbers)
{
    constexpr int kDigits = 6;
    double largest = 0.0;
    for (const float number : numbers)
        if (std::isfinite(number))
            largest = std::max(largest, static_cast<double>(std::abs(number)));
    return significantDecimals(largest, kDigits);
}

} // namespace

void AnswersModel::setAnswers(std::shared_ptr<const Model> model, std::shared_ptr<const Table> rows,
                              std::shared_ptr<const Prediction> answers,
                              std::optional<double> intervalWidth)
{
    beginResetModel();
    m_model = std::move(model);
    m_rows = std::move(rows);
    m_answers = std::move(answers);
    m_intervalWidth = intervalWidth;
    m_decimals = m_answers ? decimalsOf(m_answers->numbers) : 0;
    m_pictures = m_answers ? pictureColumn(*m_rows) : nullptr;
    m_thumbnails.clear();
    endResetModel();
}

int AnswersModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_answers)
        return 0;
    constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<int>::max());
    return static_cast<int>(std::min(m_rows->rows(), kMost));
}

std::size_t AnswersModel::answerColumns() const
{
    if (isNumber())
        return m_intervalWidth ? 3 : 1;
    return 1 + std::min(kShownClasses, m_model->schema().classes.size());
}

int AnswersModel::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_answers)
        return 0;
    return static_cast<int>(answerColumns() + m_rows->columns());
}

bool AnswersModel::isClass(std::size_t column) const
{
    return column == 0 && !isNumber();
}

/// The answer, then the ends of its range.
double AnswersModel::numberAt(std::size_t row, std::size_t column) const
{
    const double answer = static_cast<double>(m_answers->numbers[row]);
    return column == 0 ? answer : answer + (column == 1 ? -1.0 : 1.0) * m_intervalWidth.value();
}

/// Without groups, as the cells of the rows beside it are written.
QString AnswersModel::numberCell(double number) const
{
    if (!std::isfinite(number))
        return formatNumber(number);
    QLocale locale;
    locale.setNumberOptions(locale.numberOptions() | QLocale::OmitGroupSeparator);
    return locale.toString(number, 'f', m_decimals);
}

QString AnswersModel::answerText(std::size_t row, std::size_t column, bool isWhole) const
{
    if (isNumber()) {
        const double number = numberAt(row, column);
        return isWhole ? QString::fromStdString(numberText(static_cast<float>(number)))
                       : numberCell(number);
    }
    if (isClass(column))
        return QString::fromStdString(
            m_model->schema().classes[static_cast<std::size_t>(m_answers->labels[row])]);
    const float share = m_answers->probabilities.at(row, column - 1);
    return isWhole ? QString::fromStdString(numberText(share))
                   : formatPercent(static_cast<double>(share));
}

QVariant AnswersModel::answerData(std::size_t row, std::size_t column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return answerText(row, column, false);
    case Qt::EditRole:
        return answerText(row, column, true);
    case Qt::TextAlignmentRole:
        return alignment(isClass(column));
    case Qt::DecorationRole:
        return column == 0 && m_pictures ? QVariant(pictureOf(row)) : QVariant();
    default:
        return {};
    }
}

QVariant AnswersModel::cellData(std::size_t row, const Column &column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: {
        const QString text = QString::fromStdString(column.text(row));
        return text.isEmpty() ? QStringLiteral("–") : text.left(kLongestCell);
    }
    case Qt::EditRole:
        return QString::fromStdString(column.text(row));
    case Qt::TextAlignmentRole:
        return alignment(column.isCoded());
    default:
        return {};
    }
}

QImage AnswersModel::pictureOf(std::size_t row) const
{
    const std::int32_t code = m_pictures->codes()[row];
    if (code < 0)
        return {};
    if (const QImage *known = m_thumbnails.object(row))
        return *known;
    auto *made = new QImage(
        thumbnail(*m_pictures->pictures(), static_cast<std::size_t>(code), pictureSize()));
    const QImage image = *made;
    m_thumbnails.insert(row, made);
    return image;
}

QVariant AnswersModel::data(const QModelIndex &index, int role) const
{
    if (!m_answers || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const auto column = static_cast<std::size_t>(index.column());
    if (column < answerColumns())
        return answerData(row, column, role);
    return cellData(row, m_rows->column(column - answerColumns()), role);
}

QVariant AnswersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!m_answers || section < 0)
        return {};
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    const auto column = static_cast<std::size_t>(section);
    if (section >= columnCount())
        return {};
    const bool isAnswer = column < answerColumns();
    const Column *cells = isAnswer ? nullptr : &m_rows->column(column - answerColumns());
    if (role == Qt::TextAlignmentRole)
        return alignment(isAnswer ? isClass(column) : cells->isCoded());
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    if (cells)
        return QString::fromStdString(cells->name());
    if (isNumber() && column > 0)
        return column == 1 ? tr("Low") : tr("High");
    return column == 0 ? tr("Prediction")
                       : QString::fromStdString(m_model->schema().classes[column - 1]);
}

} // namespace leptune
