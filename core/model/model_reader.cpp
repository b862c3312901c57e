// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_reader.h"

#include "core/model/model.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace leptune {

namespace {

std::vector<std::uint8_t> bytesOf(const std::string &path)
{
    const auto close = [](std::FILE *file) { std::fclose(file); };
    const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rb"), close);
    if (!file)
        throw Error(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Unreadable, path,
                    std::strerror(errno));
    std::vector<std::uint8_t> bytes;
    std::uint8_t block[1U << 16U];
    while (const std::size_t count = std::fread(block, 1, sizeof block, file.get()))
        bytes.insert(bytes.end(), block, block + count);
    if (std::ferror(file.get()))
        throw Error(ErrorCode::Unreadable, path, "it can't be read to its end");
    return bytes;
}

Column columnOf(const std::string &name, std::span<const ModelReader::Row> rows)
{
    std::vector<std::string> cells;
    cells.reserve(rows.size());
    for (const ModelReader::Row &row : rows) {
        const auto cell = row.find(name);
        if (cell == row.end())
            throw Error(ErrorCode::BadColumn, name,
                        "the model needs this column and a row has none of that name");
        cells.push_back(cell->second);
    }
    return Column::fromTexts(name, ColumnType::Text, cells);
}

std::vector<ModelReader::Answer> answersOf(const Prediction &prediction, const Schema &schema,
                                           std::size_t rows)
{
    std::vector<ModelReader::Answer> answers(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        if (schema.task == TaskKind::Regression) {
            answers[row].number = prediction.numbers[row];
            continue;
        }
        answers[row].label = schema.classes[static_cast<std::size_t>(prediction.labels[row])];
        const std::span<const float> probabilities = prediction.probabilities.row(row);
        answers[row].probabilities.assign(probabilities.begin(), probabilities.end());
    }
    return answers;
}

} // namespace

ModelReader::ModelReader(const std::string &path) : ModelReader(bytesOf(path), path) {}

ModelReader::ModelReader(std::span<const std::uint8_t> bytes, const std::string &subject)
    : m_model(unpack(bytes, subject))
{
    const Schema &schema = m_model->schema();
    for (const RawColumn &column : schema.columns) {
        if (!column.used)
            continue;
        m_columns.push_back(column.name);
        if (column.type == ColumnType::Picture)
            m_picture = {column.picture.height, column.picture.width, column.picture.channels};
    }
    if (schema.task != TaskKind::Regression)
        m_classes = schema.classes;
}

ModelReader::Answer ModelReader::predict(const Row &row) const
{
    return predict(std::span(&row, 1)).front();
}

std::vector<ModelReader::Answer> ModelReader::predict(std::span<const Row> rows, int threads) const
{
    if (rows.empty())
        return {};
    std::vector<Column> columns;
    for (const std::string &name : m_columns)
        columns.push_back(columnOf(name, rows));
    if (columns.empty()) // an answer that depends on nothing
        columns.push_back(Column::numeric("", std::vector<double>(rows.size())));
    return answersOf(m_model->predict(Table(std::move(columns)), threads), m_model->schema(),
                     rows.size());
}

ModelReader::Answer ModelReader::predict(std::span<const std::uint8_t> pixels) const
{
    const auto block = std::make_shared<PictureBlock>();
    block->shape = {m_picture.height, m_picture.width, m_picture.channels};
    if (m_columns.size() != 1 || block->shape.bytes() == 0)
        throw Error(ErrorCode::BadInput, m_model->name(), "this model does not read one picture");
    if (pixels.size() != block->shape.bytes()) {
        std::string detail = "a picture has ";
        detail += std::to_string(block->shape.bytes()) + " bytes here, not ";
        throw Error(ErrorCode::BadInput, m_model->name(), detail + std::to_string(pixels.size()));
    }
    block->pixels.assign(pixels.begin(), pixels.end());
    const Table table({Column::pictures(m_columns.front(), {0}, block)});
    return answersOf(m_model->predict(table), m_model->schema(), 1).front();
}

} // namespace leptune
