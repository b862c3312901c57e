// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/same_setup.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace leptune {

bool sameSetup(const TuneOptions &a, const TuneOptions &b)
{
    return a.target == b.target && a.task == b.task && a.metric == b.metric && a.seed == b.seed &&
           a.folds == b.folds && a.ignore == b.ignore && a.group == b.group && a.time == b.time &&
           a.weight == b.weight && a.positive == b.positive && a.test == b.test &&
           a.monotone == b.monotone && a.costs == b.costs;
}

bool sameColumns(const Schema &schema, const Table &table)
{
    return std::ranges::all_of(schema.columns, [&table](const RawColumn &column) {
        const auto index = table.find(column.name);
        return index && table.column(*index).type() == column.type;
    });
}

namespace {

bool sameCells(const Column &one, const Column &other)
{
    const auto pixels = [](const Column &column) {
        return column.pictures() ? std::span<const std::uint8_t>(column.pictures()->pixels)
                                 : std::span<const std::uint8_t>();
    };
    return std::ranges::equal(std::as_bytes(one.numbers()), std::as_bytes(other.numbers())) &&
           std::ranges::equal(one.codes(), other.codes()) &&
           std::ranges::equal(one.dictionary(), other.dictionary()) &&
           (one.pictures() == other.pictures() || std::ranges::equal(pixels(one), pixels(other)));
}

} // namespace

bool sameCells(const Table &a, const Table &b)
{
    if (a.rows() != b.rows())
        return false;
    for (std::size_t i = 0; i < a.columns(); ++i) {
        const Column &column = a.column(i);
        const auto index = b.find(column.name());
        if (index && b.column(*index).type() == column.type() &&
            !sameCells(column, b.column(*index)))
            return false;
    }
    return true;
}

} // namespace leptune
