// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/stack_tables.h"

#include "core/base/error.h"

#include <unordered_map>

namespace leptune {

namespace {

void requireColumns(const Table &above, const Table &below)
{
    std::string missing;
    for (std::size_t i = 0; i < above.columns(); ++i) {
        const std::string &name = above.column(i).name();
        if (!below.find(name))
            missing.append(missing.empty() ? "" : ", ").append(name);
    }
    if (!missing.empty())
        throw Error(ErrorCode::BadColumn, missing,
                    "missing in the new rows; add what the earlier data has");
}

[[noreturn]] void refuse(const Column &column, const char *why)
{
    throw Error(ErrorCode::BadColumn, column.name(), why);
}

std::vector<double> stackedNumbers(const Column &above, const Column &below)
{
    std::vector<double> numbers(above.numbers().begin(), above.numbers().end());
    numbers.insert(numbers.end(), below.numbers().begin(), below.numbers().end());
    return numbers;
}

Column stackedCodes(const Column &above, const Column &below)
{
    std::vector<std::string> dictionary = above.dictionary();
    std::unordered_map<std::string, std::int32_t> known;
    for (std::size_t code = 0; code < dictionary.size(); ++code)
        known.emplace(dictionary[code], static_cast<std::int32_t>(code));
    std::vector<std::int32_t> codeOf;
    for (const std::string &spelling : below.dictionary()) {
        const auto [place, isNew] =
            known.emplace(spelling, static_cast<std::int32_t>(dictionary.size()));
        if (isNew)
            dictionary.push_back(spelling);
        codeOf.push_back(place->second);
    }
    std::vector<std::int32_t> codes(above.codes().begin(), above.codes().end());
    codes.reserve(above.size() + below.size());
    for (const std::int32_t code : below.codes())
        codes.push_back(code < 0 ? -1 : codeOf[static_cast<std::size_t>(code)]);
    return Column::coded(above.name(), above.type(), std::move(codes), std::move(dictionary));
}

Column stackedPictures(const Column &above, const Column &below)
{
    const PictureBlock &first = *above.pictures(), &second = *below.pictures();
    if (!(first.shape == second.shape))
        refuse(above, "the new pictures are of another size than the earlier ones");
    auto both = std::make_shared<PictureBlock>(first);
    both->pixels.insert(both->pixels.end(), second.pixels.begin(), second.pixels.end());
    both->names = above.dictionary();
    both->names.insert(both->names.end(), below.dictionary().begin(), below.dictionary().end());
    std::vector<std::int32_t> codes(above.codes().begin(), above.codes().end());
    for (const std::int32_t code : below.codes())
        codes.push_back(code < 0 ? -1 : code + static_cast<std::int32_t>(first.count()));
    return Column::pictures(above.name(), std::move(codes), std::move(both));
}

Column stacked(const Column &above, const Column &below)
{
    const bool isPicture = above.type() == ColumnType::Picture;
    if (above.isCoded() != below.isCoded() || isPicture != (below.type() == ColumnType::Picture))
        refuse(above, "is of another kind in the new rows than in the earlier ones");
    if (isPicture)
        return stackedPictures(above, below);
    if (above.isCoded())
        return stackedCodes(above, below);
    std::vector<double> numbers = stackedNumbers(above, below);
    return above.type() == ColumnType::DateTime ? Column::dateTime(above.name(), std::move(numbers))
                                                : Column::numeric(above.name(), std::move(numbers));
}

} // namespace

Table stackTables(const Table &above, const Table &below)
{
    requireColumns(above, below);
    std::vector<Column> columns;
    for (std::size_t i = 0; i < above.columns(); ++i)
        columns.push_back(stacked(above.column(i), below.column(above.column(i).name())));
    return Table(std::move(columns));
}

} // namespace leptune
