// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/explain/joined_rows.h"

#include "core/base/error.h"

#include <unordered_map>

namespace leptune {

namespace {

using Dictionary = std::vector<std::string>;

/// Appends the codes of `from` as codes into one dictionary.
void appendSpelled(const RawCells &from, RawCells &to)
{
    if (from.dictionary == to.dictionary || from.codes.empty()) {
        to.codes.insert(to.codes.end(), from.codes.begin(), from.codes.end());
        return;
    }
    auto spellings = std::make_shared<Dictionary>(to.dictionary ? *to.dictionary : Dictionary());
    std::unordered_map<std::string, std::int32_t> known;
    for (std::size_t i = 0; i < spellings->size(); ++i)
        known.emplace((*spellings)[i], static_cast<std::int32_t>(i));
    for (const std::int32_t code : from.codes) {
        if (code < 0) {
            to.codes.push_back(code);
            continue;
        }
        const std::string &text = (*from.dictionary)[static_cast<std::size_t>(code)];
        const auto [place, isNew] =
            known.emplace(text, static_cast<std::int32_t>(spellings->size()));
        if (isNew)
            spellings->push_back(text);
        to.codes.push_back(place->second);
    }
    to.dictionary = std::move(spellings);
}

} // namespace

RawBatch joinedRows(const RawBatch &a, const RawBatch &b)
{
    RawBatch joined = a;
    joined.rows += b.rows;
    for (std::size_t i = 0; i < joined.columns.size(); ++i) {
        RawCells &cells = joined.columns[i];
        const RawCells &more = b.columns[i];
        if (cells.pictures != more.pictures)
            throw Error(ErrorCode::Unsupported, {},
                        "pictures of different data can't be compared; open them together");
        cells.numbers.insert(cells.numbers.end(), more.numbers.begin(), more.numbers.end());
        if (cells.pictures)
            cells.codes.insert(cells.codes.end(), more.codes.begin(), more.codes.end());
        else
            appendSpelled(more, cells);
    }
    return joined;
}

} // namespace leptune
