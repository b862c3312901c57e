// SPDX-License-Identifier: GPL-3.0-or-later
// consumer MODEL CELLS: a program that knows nothing of Leptune but leptune_reader.h. CELLS holds,
// row after row, a length (4 bytes) and the bytes of every column that the model uses. Prints an
// answer a line: label or number, then probabilities, floats as their bits.
#include "leptune_reader.h"

#include <algorithm>
#include <bit>
#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace {

std::uint32_t bits(float value)
{
    return std::bit_cast<std::uint32_t>(value + 0.0F); // -0 as 0
}

void print(const leptune::ModelReader::Answer &answer)
{
    std::printf("%s %" PRIx32, answer.label.c_str(), bits(answer.number));
    for (const float probability : answer.probabilities)
        std::printf(" %" PRIx32, bits(probability));
    std::printf("\n");
}

std::vector<std::string> cellsOf(const char *path)
{
    std::ifstream file(path, std::ios::binary);
    std::vector<std::string> cells;
    std::uint32_t length = 0;
    while (file.read(reinterpret_cast<char *>(&length), sizeof length)) {
        cells.emplace_back(length, '\0');
        file.read(cells.back().data(), length);
    }
    return cells;
}

void predict(const leptune::ModelReader &model, const std::vector<std::string> &cells)
{
    std::vector<leptune::ModelReader::Row> rows;
    const std::size_t width = model.columns().size();
    const std::size_t step = std::max<std::size_t>(width, 1);
    for (std::size_t at = 0; at + step <= cells.size(); at += step) {
        rows.emplace_back();
        for (std::size_t i = 0; i < width; ++i)
            rows.back()[model.columns()[i]] = cells[at + i];
    }
    for (const leptune::ModelReader::Answer &answer : model.predict(rows, 2))
        print(answer);
}

void predictPictures(const leptune::ModelReader &model, const std::vector<std::string> &cells)
{
    for (const std::string &cell : cells)
        print(model.predict(
            std::span(reinterpret_cast<const std::uint8_t *>(cell.data()), cell.size())));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    try {
        const leptune::ModelReader model(argv[1]);
        const std::vector<std::string> cells = cellsOf(argv[2]);
        if (model.picture().height > 0)
            predictPictures(model, cells);
        else
            predict(model, cells);
    } catch (const leptune::Error &error) {
        std::printf("%s\n", error.what());
        return 1;
    }
    return 0;
}
