// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/raw_batch.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/data/pictures/resize_picture.h"
#include "core/preprocess/iso_date.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <optional>
#include <unordered_map>

namespace leptune {

namespace {

[[noreturn]] void refuse(const RawColumn &wanted, std::size_t row, const std::string &cell,
                         const std::string &form)
{
    constexpr std::size_t kLongest = 40;
    const std::string shown = cell.size() > kLongest ? cell.substr(0, kLongest) + "..." : cell;
    throw Error(ErrorCode::BadColumn, wanted.name,
                "data row " + std::to_string(row + 1) + " holds \"" + shown +
                    "\", but the model was trained on " + form +
                    " here; correct the cell or leave it empty");
}

bool isBlank(const std::string &text)
{
    return text.find_first_not_of(" \t") == std::string::npos;
}

std::optional<double> booleanWord(std::string word)
{
    constexpr std::array kYes{"true", "yes", "t", "y", "on"};
    constexpr std::array kNo{"false", "no", "f", "n", "off"};
    std::ranges::transform(word, word.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (std::ranges::find(kYes, word) != kYes.end())
        return 1.0;
    if (std::ranges::find(kNo, word) != kNo.end())
        return 0.0;
    return std::nullopt;
}

/// A spelling as the number that the schema wants, or nothing.
std::optional<double> spelledNumber(const RawColumn &wanted, const std::string &text)
{
    if (isBlank(text))
        return std::numeric_limits<double>::quiet_NaN();
    if (wanted.type == ColumnType::DateTime)
        if (const auto days = parseIsoDays(text))
            return days;
    if (const auto number = parseNumber(text))
        return number;
    return wanted.type == ColumnType::Boolean ? booleanWord(text) : std::nullopt;
}

const char *numberForm(const RawColumn &wanted)
{
    return wanted.type == ColumnType::DateTime ? "dates (like 2024-03-01)" : "numbers";
}

std::vector<float> numbersFromSpellings(const RawColumn &wanted, const Column &column)
{
    std::vector<std::optional<double>> known;
    known.reserve(column.dictionary().size());
    for (const std::string &text : column.dictionary())
        known.push_back(spelledNumber(wanted, text));
    std::vector<float> result(column.size(), kMissingCell);
    for (std::size_t row = 0; row < result.size(); ++row) {
        const std::int32_t code = column.codes()[row];
        if (code < 0)
            continue;
        const auto index = static_cast<std::size_t>(code);
        if (!known[index])
            refuse(wanted, row, column.dictionary()[index], numberForm(wanted));
        result[row] = static_cast<float>(*known[index]);
    }
    return result;
}

std::vector<float> numbersOf(const RawColumn &wanted, const Column &column)
{
    if (column.isCoded())
        return numbersFromSpellings(wanted, column);
    if (column.type() == ColumnType::DateTime && wanted.type != ColumnType::DateTime)
        for (std::size_t row = 0; row < column.size(); ++row)
            if (!column.isMissing(row))
                refuse(wanted, row, column.text(row), numberForm(wanted));
    std::vector<float> result(column.size());
    std::ranges::transform(column.numbers(), result.begin(),
                           [](double value) { return static_cast<float>(value); });
    return result;
}

/// Numbers or dates where spellings are wanted.
void spellCells(const Column &column, RawCells &cells)
{
    std::unordered_map<double, std::int32_t> known;
    std::vector<std::string> dictionary;
    cells.codes.assign(column.size(), -1);
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (column.isMissing(row))
            continue;
        const auto [entry, isNew] =
            known.emplace(column.numbers()[row], static_cast<std::int32_t>(dictionary.size()));
        if (isNew)
            dictionary.push_back(column.text(row));
        cells.codes[row] = entry->second;
    }
    cells.dictionary = std::make_shared<const std::vector<std::string>>(std::move(dictionary));
}

std::shared_ptr<const PictureBlock> withShape(const std::shared_ptr<const PictureBlock> &pictures,
                                              PictureShape shape)
{
    if (pictures->shape == shape)
        return pictures;
    auto result = std::make_shared<PictureBlock>();
    result->shape = shape;
    result->pixels.resize(pictures->count() * shape.bytes());
    for (std::size_t i = 0; i < pictures->count(); ++i)
        resizePixels(pictures->picture(i), pictures->shape, shape,
                     std::span(result->pixels).subspan(i * shape.bytes(), shape.bytes()));
    return result;
}

RawCells picturesOf(const RawColumn &wanted, const Column &column)
{
    if (column.type() != ColumnType::Picture)
        throw Error(ErrorCode::BadColumn, wanted.name,
                    "the model was trained on pictures here, and the data has none in this column; "
                    "give a folder of pictures or an IDX file");
    RawCells cells;
    cells.codes.assign(column.codes().begin(), column.codes().end());
    cells.pictures = withShape(column.pictures(), wanted.picture);
    return cells;
}

RawCells spellingsOf(const RawColumn &wanted, const Column &column)
{
    RawCells cells;
    if (column.isCoded()) {
        cells.codes.assign(column.codes().begin(), column.codes().end());
        cells.dictionary = std::make_shared<const std::vector<std::string>>(column.dictionary());
        return cells;
    }
    // Words like yes and no can't be told from 0 and 1 here: one of the two would be a guess.
    if (wanted.type == ColumnType::Boolean)
        for (std::size_t row = 0; row < column.size(); ++row)
            if (!column.isMissing(row))
                refuse(wanted, row, column.text(row), "words (like yes and no)");
    spellCells(column, cells);
    return cells;
}

[[noreturn]] void refuseMissing(const RawColumn &wanted, const Table &table)
{
    constexpr std::size_t kShown = 12;
    std::string names;
    for (std::size_t i = 0; i < std::min(kShown, table.columns()); ++i)
        names += (i ? ", " : "") + table.column(i).name();
    if (table.columns() > kShown)
        names += ", ... (" + std::to_string(table.columns()) + " in all)";
    throw Error(ErrorCode::BadColumn, wanted.name,
                "the model needs this column and the data has none of that name; it has " + names +
                    "; add it or rename the column that holds it");
}

template <typename T>
std::vector<T> part(const std::vector<T> &from, std::size_t begin, std::size_t count)
{
    if (from.empty())
        return {};
    const auto first = from.begin() + static_cast<std::ptrdiff_t>(begin);
    return {first, first + static_cast<std::ptrdiff_t>(count)};
}

template <typename T>
std::vector<T> picked(const std::vector<T> &from, std::span<const std::uint32_t> rows)
{
    std::vector<T> result;
    if (from.empty())
        return result;
    result.reserve(rows.size());
    for (const std::uint32_t row : rows)
        result.push_back(from[row]);
    return result;
}

} // namespace

RawBatch RawBatch::slice(std::size_t begin, std::size_t count) const
{
    RawBatch result;
    result.rows = count;
    for (const RawCells &cells : columns)
        result.columns.push_back({part(cells.numbers, begin, count),
                                  part(cells.codes, begin, count), cells.dictionary,
                                  cells.pictures});
    return result;
}

RawBatch RawBatch::gathered(std::span<const std::uint32_t> rowIndices) const
{
    RawBatch result;
    result.rows = rowIndices.size();
    for (const RawCells &cells : columns)
        result.columns.push_back({picked(cells.numbers, rowIndices),
                                  picked(cells.codes, rowIndices), cells.dictionary,
                                  cells.pictures});
    return result;
}

RawBatch bindTable(const Schema &schema, const Table &table)
{
    std::unordered_map<std::string_view, std::size_t> positions;
    for (std::size_t i = 0; i < table.columns(); ++i)
        positions.emplace(table.column(i).name(), i);
    RawBatch batch;
    batch.rows = table.rows();
    batch.columns.resize(schema.columns.size());
    for (std::size_t i = 0; i < schema.columns.size(); ++i) {
        const RawColumn &wanted = schema.columns[i];
        if (!wanted.used)
            continue;
        const auto found = positions.find(wanted.name);
        if (found == positions.end())
            refuseMissing(wanted, table);
        const Column &column = table.column(found->second);
        if (wanted.type == ColumnType::Picture)
            batch.columns[i] = picturesOf(wanted, column);
        else if (wanted.asNumber)
            batch.columns[i].numbers = numbersOf(wanted, column);
        else
            batch.columns[i] = spellingsOf(wanted, column);
    }
    return batch;
}

} // namespace leptune
