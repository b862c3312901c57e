// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/row_partition.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr std::size_t kPartedRows = 16384;

} // namespace

void RowPartition::reset(std::span<const std::uint32_t> rows)
{
    m_rows.assign(rows.begin(), rows.end());
    m_spare.resize(rows.size());
    m_parts.assign(1, {0, rows.size()});
}

void RowPartition::split(const SymmetricSplit &split, const std::uint8_t *column, WorkerTeam &team)
{
    const std::size_t before = m_parts.size();
    m_parts.resize(2 * before);
    team.run(before, [&](std::size_t i) {
        Part &part = m_parts[i];
        const std::size_t left = splitPart(part, split, column);
        m_parts[i + before] = {part.begin + left, part.size - left};
        part.size = left;
    });
}

void RowPartition::splitLeaf(std::size_t i, const SymmetricSplit &split, const std::uint8_t *column)
{
    const Part part = m_parts[i];
    const std::size_t left = splitPart(part, split, column);
    m_parts[i].size = left;
    m_parts.push_back({part.begin + left, part.size - left});
}

/// Without branches: both writes happen, one of them counts.
std::size_t RowPartition::splitPart(const Part &part, const SymmetricSplit &split,
                                    const std::uint8_t *column)
{
    std::uint32_t *const rows = m_rows.data() + part.begin;
    std::uint32_t *const right = m_spare.data() + part.begin;
    std::size_t lefts = 0, rights = 0;
    const SymmetricSplit question = split;
    for (std::size_t i = 0; i < part.size; ++i) {
        const std::uint32_t row = rows[i];
        const auto answer = static_cast<std::size_t>(goesRight(question, column[row]));
        rows[lefts] = row;
        right[rights] = row;
        lefts += 1 - answer;
        rights += answer;
    }
    std::copy_n(right, rights, rows + lefts);
    return lefts;
}

void routeRows(const std::vector<SymmetricSplit> &splits, const BinColumns &columns,
               std::size_t version, WorkerTeam &team, std::vector<std::uint16_t> &leaf)
{
    leaf.resize(columns.rows);
    const std::size_t blocks = (columns.rows + kPartedRows - 1) / kPartedRows;
    team.run(blocks, [&](std::size_t block) {
        const std::size_t begin = block * kPartedRows;
        const std::size_t end = std::min(columns.rows, begin + kPartedRows);
        std::uint16_t *const to = leaf.data();
        std::fill(to + begin, to + end, std::uint16_t{0});
        for (std::size_t level = 0; level < splits.size(); ++level) {
            const SymmetricSplit split = splits[level];
            const std::uint8_t *const from =
                columns.features[static_cast<std::size_t>(split.feature)].values(version);
            const auto bit = static_cast<std::uint16_t>(1U << level);
            for (std::size_t row = begin; row < end; ++row)
                to[row] =
                    static_cast<std::uint16_t>(to[row] | (goesRight(split, from[row]) ? bit : 0));
        }
    });
}

} // namespace leptune
