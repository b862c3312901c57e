// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/checksum.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/data/split.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>

namespace leptune {

namespace {

constexpr std::size_t kRowsATask = 65536;
constexpr std::uint32_t kFree = std::numeric_limits<std::uint32_t>::max();

/// Equal cells have equal bits: one NaN, one zero, pictures by their pixels.
std::uint64_t cellBits(const Column &column, std::size_t row)
{
    if (column.pictures() && column.codes()[row] >= 0)
        return hash64(column.pictures()->picture(static_cast<std::size_t>(column.codes()[row])));
    if (column.isCoded())
        return static_cast<std::uint32_t>(column.codes()[row]);
    const double value = column.numbers()[row];
    if (std::isnan(value))
        return ~0ULL;
    return std::bit_cast<std::uint64_t>(value == 0.0 ? 0.0 : value);
}

bool equalRows(const Table &table, std::size_t a, std::size_t b)
{
    for (std::size_t i = 0; i < table.columns(); ++i)
        if (cellBits(table.column(i), a) != cellBits(table.column(i), b))
            return false;
    return true;
}

std::vector<std::uint64_t> hashRows(const Table &table)
{
    std::vector<std::uint64_t> hashes(table.rows());
    const std::size_t tasks = (table.rows() + kRowsATask - 1) / kRowsATask;
    parallelFor(tasks, availableCores(), [&](std::size_t task) {
        const std::size_t end = std::min(table.rows(), (task + 1) * kRowsATask);
        for (std::size_t i = 0; i < table.columns(); ++i)
            for (std::size_t row = task * kRowsATask; row < end; ++row)
                hashes[row] = mixSeeds(hashes[row], cellBits(table.column(i), row));
    });
    return hashes;
}

std::uint32_t rootOf(std::vector<std::uint32_t> &parents, std::uint32_t node)
{
    while (parents[node] != node) {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    return node;
}

/// Joins every row with the first row of the same number.
void joinEqual(std::vector<std::uint32_t> &parents, std::span<const std::uint32_t> numbers)
{
    std::unordered_map<std::uint32_t, std::uint32_t> firstRow;
    firstRow.reserve(numbers.size());
    for (std::uint32_t row = 0; row < numbers.size(); ++row) {
        const auto [entry, isNew] = firstRow.try_emplace(numbers[row], row);
        const std::uint32_t a = rootOf(parents, row);
        const std::uint32_t b = rootOf(parents, entry->second);
        if (!isNew && a != b)
            parents[std::max(a, b)] = std::min(a, b);
    }
}

} // namespace

std::vector<std::uint32_t> equalRowBlocks(const Table &table)
{
    const std::vector<std::uint64_t> hashes = hashRows(table);
    std::vector<std::uint32_t> slots(std::bit_ceil(2 * table.rows() + 2), kFree);
    std::vector<std::uint32_t> blocks(table.rows());
    std::uint32_t count = 0;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        std::size_t slot = hashes[row] & (slots.size() - 1);
        while (slots[slot] != kFree &&
               (hashes[slots[slot]] != hashes[row] || !equalRows(table, slots[slot], row)))
            slot = (slot + 1) & (slots.size() - 1);
        if (slots[slot] == kFree) {
            slots[slot] = row;
            blocks[row] = count++;
        } else {
            blocks[row] = blocks[slots[slot]];
        }
    }
    return blocks;
}

std::vector<std::uint32_t> joinBlocks(std::span<const std::uint32_t> a,
                                      std::span<const std::uint32_t> b)
{
    std::vector<std::uint32_t> parents(std::max(a.size(), b.size()));
    std::iota(parents.begin(), parents.end(), 0U);
    joinEqual(parents, a);
    joinEqual(parents, b);
    std::vector<std::uint32_t> blocks(parents.size());
    std::uint32_t count = 0;
    for (std::uint32_t row = 0; row < parents.size(); ++row) {
        const std::uint32_t root =
            rootOf(parents, row); // the root is the smallest row of its block
        blocks[row] = root == row ? count++ : blocks[root];
    }
    return blocks;
}

} // namespace leptune
