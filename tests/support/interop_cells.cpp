// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/interop_cells.h"

#include "core/base/atomic_file.h"
#include "tests/support/model_samples.h"

#include <algorithm>
#include <bit>

namespace leptune::interop {
namespace {

Json bitsOf(const std::vector<float> &values)
{
    Json result = Json::array();
    for (const float value : values)
        result.push_back(std::bit_cast<std::uint32_t>(value));
    return result;
}

Json bytesOf(const RawCells &cells)
{
    Json result = Json::array();
    for (const std::int32_t code : cells.codes)
        for (const std::uint8_t byte : cells.pictures->picture(static_cast<std::size_t>(code)))
            result.push_back(byte);
    return result;
}

Json inputOf(const RawColumn &column, const RawCells &cells)
{
    if (column.asNumber)
        return {{"name", column.name}, {"bits", bitsOf(cells.numbers)}};
    if (cells.pictures)
        return {{"name", column.name},
                {"shape",
                 {cells.codes.size(), column.picture.height, column.picture.width,
                  column.picture.channels}},
                {"bytes", bytesOf(cells)}};
    Json texts = Json::array();
    for (const std::int32_t code : cells.codes)
        texts.push_back(code < 0 ? std::string()
                                 : (*cells.dictionary)[static_cast<std::size_t>(code)]);
    return {{"name", column.name}, {"texts", texts}};
}

std::vector<float> floatsOf(const Json &cells)
{
    std::vector<float> result;
    for (const Json &bits : cells.at("bits"))
        result.push_back(std::bit_cast<float>(bits.get<std::uint32_t>()));
    return result;
}

} // namespace

RawBatch sampleCells(const Model &model, std::size_t rows)
{
    return bindTable(model.schema(), samples::tableFor(model, rows, 1234));
}

void writeCells(const Model &model, const RawBatch &batch, const QString &path)
{
    const auto &columns = model.schema().columns;
    Json inputs = Json::array();
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].used)
            inputs.push_back(inputOf(columns[i], batch.columns[i]));
    if (inputs.empty())
        inputs.push_back(inputOf(columns[0], {std::vector<float>(batch.rows), {}, {}, {}}));
    writeFileAtomically(path.toStdString(), Json{{"inputs", inputs}}.dump());
}

Json readJson(const QString &path)
{
    const auto bytes = readWholeFile(path.toStdString());
    return Json::parse(bytes.begin(), bytes.end());
}

Prediction predictionOf(const Model &model, const Json &answers)
{
    Prediction result;
    if (model.schema().task == TaskKind::Regression) {
        result.numbers = floatsOf(answers.at(0));
        return result;
    }
    const std::vector<std::string> &classes = model.schema().classes;
    for (const Json &text : answers.at(0).at("texts"))
        result.labels.push_back(static_cast<int>(
            std::ranges::find(classes, text.get<std::string>()) - classes.begin()));
    result.probabilities.rows = result.labels.size();
    result.probabilities.columns = classes.size();
    result.probabilities.values = floatsOf(answers.at(1));
    return result;
}

} // namespace leptune::interop
