// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/torch_check.h"

#include "core/base/error.h"
#include "core/exporting/export_rows.h"
#include "core/exporting/parity.h"
#include "core/exporting/valid_names.h"
#include "core/neural/engine.h"
#include "core/neural/script_runner.h"

#include <algorithm>

namespace leptune {
namespace {

using neural::ScriptAnswer;
using neural::ScriptCells;

std::vector<std::string> spellings(const RawCells &cells)
{
    std::vector<std::string> result;
    result.reserve(cells.codes.size());
    for (const std::int32_t code : cells.codes)
        result.push_back(code < 0 ? std::string()
                                  : (*cells.dictionary)[static_cast<std::size_t>(code)]);
    return result;
}

ScriptCells::Pictures picturesOf(const RawCells &cells, const PictureShape &shape)
{
    ScriptCells::Pictures result;
    result.shape = {static_cast<std::int64_t>(cells.codes.size()), shape.height, shape.width,
                    shape.channels};
    for (const std::int32_t code : cells.codes) {
        const auto pixels = cells.pictures->picture(static_cast<std::size_t>(code));
        result.bytes.insert(result.bytes.end(), pixels.begin(), pixels.end());
    }
    return result;
}

/// As the file calls its columns; a Model that reads none is told the number of rows by its first.
ScriptCells cellsOf(const Schema &schema, const RawBatch &rows)
{
    ScriptCells result;
    for (std::size_t i = 0; i < schema.columns.size(); ++i) {
        const RawColumn &column = schema.columns[i];
        const RawCells &cells = rows.columns[i];
        if (!column.used)
            continue;
        if (column.type == ColumnType::Picture)
            result.pictures[column.name] = picturesOf(cells, column.picture);
        else if (column.asNumber)
            result.numbers[column.name] = cells.numbers;
        else
            result.texts[column.name] = spellings(cells);
    }
    if (std::ranges::any_of(schema.columns, &RawColumn::used))
        return result;
    const RawColumn &first = schema.columns.at(0);
    if (first.asNumber)
        result.numbers[first.name].resize(rows.rows);
    else
        result.texts[first.name].resize(rows.rows);
    return result;
}

Prediction predictionOf(const Schema &schema, ScriptAnswer answer)
{
    Prediction result;
    if (schema.task == TaskKind::Regression) {
        result.numbers = std::move(answer.values);
        return result;
    }
    for (const std::string &label : answer.labels)
        result.labels.push_back(
            static_cast<int>(std::ranges::find(schema.classes, label) - schema.classes.begin()));
    result.probabilities.rows = result.labels.size();
    result.probabilities.columns = schema.classes.size();
    result.probabilities.values = std::move(answer.values);
    return result;
}

/// A tensor of pictures knows no missing ones.
RawBatch withoutMissingPictures(RawBatch rows)
{
    for (RawCells &cells : rows.columns)
        if (cells.pictures)
            for (std::int32_t &code : cells.codes)
                code = std::max(code, 0);
    return rows;
}

} // namespace

std::string checkWithTorch(const Model &model, std::span<const std::uint8_t> archive)
{
    if (!neural::moduleIsThere())
        return "the module for LibTorch is not installed";
    neural::ScriptRunner runScript = nullptr;
    try {
        runScript = neural::scriptRunner();
    } catch (const Error &error) {
        return error.detail();
    }
    const auto repaired = withValidNames(model);
    const Schema &schema = repaired ? repaired->schema() : model.schema();
    const RawBatch rows = withoutMissingPictures(drawRows(model, kComparedRows, 1));
    ScriptAnswer answer = runScript(archive, cellsOf(schema, rows));
    if (!answer.failure.empty())
        throw Error(ErrorCode::Internal, model.name(),
                    "LibTorch can't run the exported file: " + answer.failure);
    const std::string problem =
        parityProblem(model, model.predict(rows), predictionOf(schema, std::move(answer)));
    if (!problem.empty())
        throw Error(ErrorCode::Internal, model.name(),
                    "the exported file answers differently in LibTorch: " + problem);
    return {};
}

} // namespace leptune
