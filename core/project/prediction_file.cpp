// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/prediction_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/model/prediction_interval.h"
#include "core/preprocess/raw_batch.h"

#include <algorithm>
#include <utility>

namespace leptune {

namespace {

constexpr std::size_t kBlockRows = 20000;

ColumnType typeFor(const RawColumn &column)
{
    if (column.asNumber)
        return column.type == ColumnType::DateTime ? ColumnType::DateTime : ColumnType::Numeric;
    return column.type == ColumnType::Text ? ColumnType::Text : ColumnType::Categorical;
}

std::string csvCell(const std::string &text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

const Column *pictureColumn(const Schema &schema, const Table &rows)
{
    for (const RawColumn &column : schema.columns)
        if (column.used && column.type == ColumnType::Picture)
            return &rows.column(column.name);
    return nullptr;
}

void append(Prediction &whole, Prediction &&part)
{
    FloatMatrix &to = whole.probabilities;
    to.columns = part.probabilities.columns;
    to.rows += part.probabilities.rows;
    to.values.insert(to.values.end(), part.probabilities.values.begin(),
                     part.probabilities.values.end());
    whole.labels.insert(whole.labels.end(), part.labels.begin(), part.labels.end());
    whole.numbers.insert(whole.numbers.end(), part.numbers.begin(), part.numbers.end());
}

} // namespace

ReadOptions readOptionsFor(const Schema &schema, ReadOptions base)
{
    for (const RawColumn &column : schema.columns) {
        if (column.type == ColumnType::Picture)
            base.pictures = column.picture;
        else
            base.types[column.name] = typeFor(column);
    }
    if (schema.task != TaskKind::Regression)
        base.types[schema.target] = ColumnType::Categorical;
    return base;
}

ReadOptions readOptionsLike(const Table &table, ReadOptions base)
{
    for (std::size_t i = 0; i < table.columns(); ++i) {
        const Column &column = table.column(i);
        if (column.pictures())
            base.pictures = column.pictures()->shape;
        else
            base.types[column.name()] = column.type();
    }
    return base;
}

Prediction predictRows(const Model &model, const Table &table, int threads,
                       const std::stop_token &stop,
                       const std::function<void(std::size_t rows)> &progress)
{
    const RawBatch batch = bindTable(model.schema(), table);
    Prediction whole;
    for (std::size_t begin = 0; begin < batch.rows; begin += kBlockRows) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Stopped, {}, "predicting was cancelled");
        append(whole, model.predict(batch.slice(begin, std::min(kBlockRows, batch.rows - begin)),
                                    threads));
        if (progress)
            progress(std::min(batch.rows, begin + kBlockRows));
    }
    return whole;
}

std::string predictionCsv(const Schema &schema, const Prediction &prediction, const Table *rows,
                          std::optional<double> intervalWidth)
{
    const Column *pictures = rows ? pictureColumn(schema, *rows) : nullptr;
    std::string text = "prediction";
    for (const std::string &label : schema.classes)
        text += ',' + csvCell("probability_" + label);
    if (intervalWidth)
        text += ",low,high";
    text += pictures ? ',' + csvCell(pictures->name()) + '\n' : "\n";
    const auto endLine = [&](std::size_t row) {
        if (pictures)
            text += ',' + csvCell(pictures->text(row));
        text += '\n';
    };
    for (std::size_t row = 0; row < prediction.numbers.size(); ++row) {
        text += numberText(prediction.numbers[row]);
        if (intervalWidth)
            for (const double width : {-*intervalWidth, *intervalWidth}) {
                text += ',';
                text += numberText(static_cast<float>(prediction.numbers[row] + width));
            }
        endLine(row);
    }
    std::vector<std::string> labels;
    for (const std::string &label : schema.classes)
        labels.push_back(csvCell(label));
    for (std::size_t row = 0; row < prediction.labels.size(); ++row) {
        text += labels[static_cast<std::size_t>(prediction.labels[row])];
        for (const float probability : prediction.probabilities.row(row)) {
            text += ',';
            text += numberText(probability);
        }
        endLine(row);
    }
    return text;
}

void writePredictions(const Model &model, const Prediction &prediction, const std::string &path,
                      const Table *rows, std::optional<double> intervalWidth)
{
    writeFileAtomically(path, predictionCsv(model.schema(), prediction, rows, intervalWidth));
}

double requireInterval(const Model &model)
{
    if (model.schema().task != TaskKind::Regression)
        throw Error(
            ErrorCode::BadOption, "--intervals",
            "the model answers classes, whose probabilities stand in the file anyway; leave "
            "the option out");
    const std::optional<double> width = intervalHalfWidth(model);
    if (!width)
        throw Error(ErrorCode::Unsupported, model.name(),
                    "was made before intervals were kept, or of too few rows; tune again to get "
                    "them");
    return *width;
}

} // namespace leptune
