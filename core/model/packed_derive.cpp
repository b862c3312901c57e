// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_derive.h"

#include <algorithm>
#include <array>

namespace leptune {
namespace {

std::uint8_t commonest(const std::vector<std::uint8_t> &cells)
{
    std::array<std::size_t, 256> counts{};
    for (const std::uint8_t cell : cells)
        ++counts[cell];
    return static_cast<std::uint8_t>(std::ranges::max_element(counts) - counts.begin());
}

void writeCells(ByteWriter &to, const std::vector<std::uint8_t> &cells)
{
    const std::uint8_t common = commonest(cells);
    to.byte(common);
    for (std::size_t i = 0; i < cells.size(); i += 8) {
        unsigned bits = 0;
        for (std::size_t j = i; j < std::min(i + 8, cells.size()); ++j)
            bits |= static_cast<unsigned>(cells[j] != common) << (j - i);
        to.byte(static_cast<std::uint8_t>(bits));
    }
    for (const std::uint8_t cell : cells)
        if (cell != common)
            to.byte(cell);
}

std::vector<std::uint8_t> readCells(ByteReader &from, std::size_t count)
{
    const std::uint8_t common = from.byte();
    // A bit a cell has to be there, so that a damaged number allocates nothing large.
    if (count / 8 > from.left())
        from.damaged("it ends too early");
    std::vector<std::uint8_t> cells(count);
    unsigned bits = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (i % 8 == 0)
            bits = from.byte();
        cells[i] = static_cast<std::uint8_t>(bits >> (i % 8) & 1U);
    }
    for (std::uint8_t &cell : cells)
        cell = cell == 1 ? from.byte() : common;
    return cells;
}

int readCodes(ByteReader &from)
{
    const int codes = from.number();
    if (codes > kMostCodes)
        from.damaged("a derived feature in it tells too many categories apart");
    return codes;
}

} // namespace

void writeDerive(ByteWriter &to, const Derive &derive)
{
    to.varint(derive.features.size());
    for (const DerivedFeature &feature : derive.features) {
        to.byte(static_cast<std::uint8_t>(feature.kind));
        to.varint(static_cast<std::uint64_t>(feature.a));
        to.varint(static_cast<std::uint64_t>(feature.b));
        if (!hasTable(feature.kind))
            continue;
        if (feature.kind == DerivedKind::Cross)
            to.varint(static_cast<std::uint64_t>(feature.codesA));
        to.varint(static_cast<std::uint64_t>(feature.codesB));
        to.countedReals(feature.values);
        writeCells(to, feature.cells);
    }
}

Derive readDerive(ByteReader &from)
{
    Derive derive;
    const std::size_t count = from.count(3);
    for (std::size_t i = 0; i < count; ++i) {
        DerivedFeature &feature = derive.features.emplace_back();
        const std::uint8_t kind = from.byte();
        if (kind > static_cast<std::uint8_t>(DerivedKind::GroupRatio))
            from.damaged("a choice in it does not exist");
        feature.kind = static_cast<DerivedKind>(kind);
        feature.a = from.number();
        feature.b = from.number();
        if (!hasTable(feature.kind))
            continue;
        if (feature.kind == DerivedKind::Cross)
            feature.codesA = readCodes(from);
        feature.codesB = readCodes(from);
        feature.values = from.countedReals();
        feature.cells = readCells(from, tablePlaces(feature));
    }
    return derive;
}

} // namespace leptune
