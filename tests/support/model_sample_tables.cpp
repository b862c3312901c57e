// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "tests/support/model_samples.h"

#include <limits>

namespace leptune::samples {
namespace {

constexpr PictureShape kPhoto{9, 10, 3};
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<double> numbers(std::size_t rows, RandomStream &random, double scale, double offset)
{
    constexpr double kExtremes[] = {1e30, -1e30, 1e300, -1e300, 0.0, -0.0, 1e-40, 3.4e38};
    std::vector<double> values(rows);
    for (double &value : values) {
        value = offset + scale * random.normal();
        const double draw = random.uniform();
        if (draw < 0.05)
            value = kNaN;
        else if (draw < 0.1)
            value = kExtremes[random.below(std::size(kExtremes))];
    }
    return values;
}

std::vector<double> dates(std::size_t rows, RandomStream &random)
{
    constexpr double kExtremes[] = {1e9,  -1e9, 99999999.0, -99999999.0, 0.0,
                                    59.0, 60.0, -1.0,       36524.0};
    std::vector<double> values(rows);
    for (double &value : values) {
        value = random.uniform(-60000.0, 60000.0);
        if (random.below(2) == 0)
            value = static_cast<double>(static_cast<long>(value));
        const double draw = random.uniform();
        if (draw < 0.05)
            value = kNaN;
        else if (draw < 0.15)
            value = kExtremes[random.below(std::size(kExtremes))];
    }
    return values;
}

std::vector<double> codes(std::size_t rows, RandomStream &random)
{
    std::vector<double> values(rows);
    for (double &value : values) {
        const std::uint64_t draw = random.below(10);
        value = draw == 0 ? kNaN : draw == 1 ? 42.5 : static_cast<double>(draw % 4);
    }
    return values;
}

std::vector<std::string> words(std::size_t rows, RandomStream &random,
                               const std::vector<std::string> &choices)
{
    std::vector<std::string> cells(rows);
    for (std::string &cell : cells)
        cell = choices[random.below(choices.size())];
    return cells;
}

std::shared_ptr<const PictureBlock> photos(std::size_t count, RandomStream &random)
{
    auto block = std::make_shared<PictureBlock>();
    block->shape = kPhoto;
    block->pixels.resize(count * kPhoto.bytes());
    for (std::uint8_t &pixel : block->pixels)
        pixel = static_cast<std::uint8_t>(random.below(256));
    return block;
}

} // namespace

Table table(std::size_t rows, std::uint64_t seed)
{
    RandomStream random(seed);
    std::vector<Column> columns;
    columns.push_back(Column::numeric("width \"quoted\", n0", numbers(rows, random, 2.0, 0.0)));
    columns.push_back(Column::numeric("gr\xC3\xB6\xC3\x9F"
                                      "e",
                                      numbers(rows, random, 10.0, 5.0)));
    columns.push_back(Column::fromTexts(
        "color", ColumnType::Categorical,
        words(rows, random,
              {"red", "green", "blue \xF0\x9F\x8E\xA8", "a,b\"c", "", "never seen", " red"})));
    columns.push_back(Column::numeric("code", codes(rows, random)));
    columns.push_back(Column::dateTime("when", dates(rows, random)));
    columns.push_back(Column::fromTexts("flag", ColumnType::Boolean,
                                        words(rows, random, {"yes", "no", "no", ""})));
    columns.push_back(Column::numeric("spare", numbers(rows, random, 1.0, 0.0)));
    std::vector<std::int32_t> order(rows);
    for (std::size_t row = 0; row < rows; ++row)
        order[row] = static_cast<std::int32_t>(rows - 1 - row);
    columns.push_back(Column::pictures("photo", std::move(order), photos(rows, random)));
    return Table(columns);
}

Table tableFor(const Model &model, std::size_t rows, std::uint64_t seed)
{
    const Table cells = table(rows, seed);
    std::vector<Column> columns;
    for (std::size_t i = 0; i < cells.columns(); ++i)
        columns.push_back(cells.column(i).renamed(model.schema().columns[i].name));
    return Table(columns);
}

Schema schema(TaskKind task, int classes)
{
    Schema result;
    const Table example = table(1);
    for (std::size_t i = 0; i < example.columns(); ++i) {
        const Column &column = example.column(i);
        result.columns.push_back({column.name(), column.type(), !column.isCoded(), true,
                                  column.pictures() ? kPhoto : PictureShape{}});
    }
    result.target = "answer";
    result.task = task;
    for (int i = 0; i < classes; ++i)
        result.classes.push_back("class " + std::to_string(i));
    result.positive = task == TaskKind::Binary ? 1 : -1;
    return result;
}

} // namespace leptune::samples
