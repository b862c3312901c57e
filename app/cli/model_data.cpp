// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_data.h"

namespace leptune {

namespace {

ColumnType typeFor(const RawColumn &column)
{
    if (column.asNumber)
        return column.type == ColumnType::DateTime ? ColumnType::DateTime : ColumnType::Numeric;
    return column.type == ColumnType::Text ? ColumnType::Text : ColumnType::Categorical;
}

} // namespace

Table readForModel(const std::string &path, const Schema &schema, const ReadOptions &options)
{
    ReadOptions reading = options;
    for (const RawColumn &column : schema.columns)
        reading.types[column.name] = typeFor(column);
    if (schema.task != TaskKind::Regression)
        reading.types[schema.target] = ColumnType::Categorical;
    return readTable(path, reading).table;
}

FloatMatrix outputMatrix(const Schema &schema, Prediction prediction)
{
    if (schema.task != TaskKind::Regression)
        return std::move(prediction.probabilities);
    FloatMatrix matrix(prediction.numbers.size(), 1);
    matrix.values = std::move(prediction.numbers);
    return matrix;
}

} // namespace leptune
