// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reader_cells.h"

#include "core/base/number_text.h"

#include <QList>

#include <algorithm>
#include <bit>

namespace leptune::interop {
namespace {

void append(std::string &bytes, std::string_view cell)
{
    const auto length = static_cast<std::uint32_t>(cell.size());
    bytes.append(reinterpret_cast<const char *>(&length), sizeof length);
    bytes += cell;
}

void appendCell(std::string &bytes, const RawCells &cells, std::size_t row)
{
    if (cells.codes.empty()) // dates too: years of five digits have no ISO form
        return append(bytes, numberText(cells.numbers[row]));
    const auto code = static_cast<std::size_t>(cells.codes[row]);
    if (cells.pictures) {
        const auto picture = cells.pictures->picture(code);
        return append(bytes, {reinterpret_cast<const char *>(picture.data()), picture.size()});
    }
    append(bytes, cells.codes[row] < 0 ? std::string_view() : (*cells.dictionary)[code]);
}

} // namespace

std::string readerCells(const Model &model, const RawBatch &rows)
{
    std::string bytes;
    const auto &columns = model.schema().columns;
    if (std::ranges::none_of(columns, &RawColumn::used))
        return std::string(rows.rows * sizeof(std::uint32_t), '\0');
    for (std::size_t row = 0; row < rows.rows; ++row)
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].used)
                appendCell(bytes, rows.columns[i], row);
    return bytes;
}

QByteArray readerLines(const Model &model, const Prediction &prediction)
{
    QByteArray lines;
    const auto bits = [](float value) { // cells of text know no -0
        return QByteArray::number(std::bit_cast<std::uint32_t>(value + 0.0F), 16);
    };
    for (const float number : prediction.numbers)
        lines += " " + bits(number) + "\n";
    for (std::size_t row = 0; row < prediction.labels.size(); ++row) {
        const auto label = static_cast<std::size_t>(prediction.labels[row]);
        lines += QByteArray::fromStdString(model.schema().classes[label]) + " 0";
        for (const float probability : prediction.probabilities.row(row))
            lines += " " + bits(probability);
        lines += "\n";
    }
    return lines;
}

QByteArray lineProblem(const QByteArray &have, const QByteArray &want)
{
    const QList<QByteArray> a = have.split('\n'), b = want.split('\n');
    if (a.size() != b.size())
        return QByteArray::number(a.size()) + " lines, not " + QByteArray::number(b.size());
    for (qsizetype i = 0; i < a.size(); ++i)
        if (a[i] != b[i])
            return "line " + QByteArray::number(i + 1) + ": " + a[i] + ", not " + b[i];
    return {};
}

} // namespace leptune::interop
