// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/answer_words.h"

#include "core/base/number_text.h"
#include "ui/shared/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::AnswerWords)
};

} // namespace

QString outputTitle(const Schema &schema, int output)
{
    if (schema.task == TaskKind::Regression)
        return Words::tr("answered %1").arg(QString::fromStdString(schema.target));
    return Words::tr("probability of “%1”")
        .arg(QString::fromStdString(schema.classes[static_cast<std::size_t>(output)]));
}

QString answerText(const Schema &schema, double answer)
{
    return schema.task == TaskKind::Regression ? formatNumber(answer, 5) : formatPercent(answer);
}

QString placeText(const RawColumn &column, double value)
{
    return column.type == ColumnType::DateTime
               ? QString::fromStdString(dateText(value))
               : QString::fromStdString(numberText(static_cast<float>(value)));
}

QString cellText(const RawColumn &column, const RawCells &cells, std::size_t row)
{
    const bool isNumber = !cells.numbers.empty();
    if (isNumber ? std::isnan(cells.numbers[row]) : cells.codes.empty() || cells.codes[row] < 0)
        return Words::tr("missing");
    if (isNumber)
        return placeText(column, cells.numbers[row]);
    return cells.dictionary ? QString::fromStdString(
                                  (*cells.dictionary)[static_cast<std::size_t>(cells.codes[row])])
                            : QString();
}

int firstOutput(const Schema &schema)
{
    return std::max(0, schema.positive);
}

int explainedOutput(const Model &model, std::span<const float> answers)
{
    if (model.schema().task != TaskKind::MultiClass)
        return firstOutput(model.schema());
    const std::vector<float> values = weighted(answers, model.decision());
    return static_cast<int>(std::ranges::max_element(values) - values.begin());
}

} // namespace leptune
