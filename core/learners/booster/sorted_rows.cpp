// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/sorted_rows.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leptune {

namespace {

constexpr std::uint32_t kRowMask = (1U << 24) - 1;

template <int Lanes>
struct Floats {
    typedef float Type __attribute__((vector_size(Lanes * 4), aligned(4), may_alias));
};

template <int Lanes>
float dotOf(const float *a, const float *b)
{
    using Real = typename Floats<Lanes>::Type;
    if constexpr (Lanes == 2) {
        return a[1] * b[1];
    } else if constexpr (Lanes == 4) {
        const Real product =
            *reinterpret_cast<const Real *>(a) * *reinterpret_cast<const Real *>(b);
        const Real pairs = product + __builtin_shufflevector(product, product, 2, 3, 0, 1);
        return pairs[0] + pairs[1];
    } else {
        // Two halves side by side, down to four lanes.
        using Four = typename Floats<4>::Type;
        Four sum = {};
        for (int i = 0; i < Lanes; i += 4)
            sum += *reinterpret_cast<const Four *>(a + i) * *reinterpret_cast<const Four *>(b + i);
        const Four pairs = sum + __builtin_shufflevector(sum, sum, 2, 3, 0, 1);
        return pairs[0] + pairs[1];
    }
}

float dotOf(std::size_t lanes, const float *a, const float *b)
{
    return lanes == 2   ? dotOf<2>(a, b)
           : lanes == 4 ? dotOf<4>(a, b)
           : lanes == 8 ? dotOf<8>(a, b)
                        : dotOf<16>(a, b);
}

} // namespace

SortedRows sortRows(const BinColumn &column, std::size_t version)
{
    const std::vector<std::uint8_t> &bins = column.versions[version % column.versions.size()];
    std::array<std::size_t, 257> place{};
    for (const std::uint8_t bin : bins)
        ++place[bin + 1U];
    for (std::size_t bin = 1; bin < place.size(); ++bin)
        place[bin] += place[bin - 1];
    SortedRows sorted(bins.size());
    for (std::size_t row = 0; row < bins.size(); ++row)
        sorted[place[bins[row]]++] =
            static_cast<std::uint32_t>(row) | (std::uint32_t{bins[row]} << 24);
    return sorted;
}

void LeafLevel::set(const ScanRules &rules, const RowPartition &partition,
                    const GradientWords &gradients, std::size_t rows)
{
    m_lanes = static_cast<std::size_t>(gradients.lanes);
    m_leafOf.assign(rows, kNoLeaf);
    m_rowWeights.resize(rows);
    m_rowSums.resize(rows * m_lanes);
    m_rowNorms.resize(rows);
    m_rowDots.resize(rows);
    m_weights.clear();
    m_norms.clear();
    m_fit = m_square = 0.0;
    m_liveRows = 0;
    for (std::size_t leaf = 0; leaf < partition.leaves(); ++leaf) {
        const auto members = partition.leaf(leaf);
        if (members.empty())
            continue;
        std::int32_t sums[16] = {};
        float total[16] = {};
        for (const std::uint32_t row : members) {
            const std::int32_t *const from = gradients.data() + row * m_lanes;
            float *const to = m_rowSums.data() + row * m_lanes;
            for (std::size_t lane = 0; lane < m_lanes; ++lane) {
                sums[lane] += from[lane];
                to[lane] = static_cast<float>(from[lane]) * rules.gradientUnit;
            }
            m_rowWeights[row] = from[0];
            to[0] = 0.0F;
        }
        for (std::size_t lane = 1; lane < m_lanes; ++lane)
            total[lane] = static_cast<float>(sums[lane]) * rules.gradientUnit;
        const WholeLeaf whole = wholeLeaf(rules, sums[0], dotOf(m_lanes, total, total));
        m_fit += static_cast<double>(whole.fit);
        m_square += static_cast<double>(whole.square);
        if (members.size() < 2)
            continue;
        for (const std::uint32_t row : members) {
            const float *const own = m_rowSums.data() + row * m_lanes;
            m_leafOf[row] = static_cast<std::uint16_t>(m_weights.size());
            m_rowNorms[row] = dotOf(m_lanes, own, own);
            m_rowDots[row] = dotOf(m_lanes, own, total);
        }
        m_liveRows += members.size();
        m_weights.push_back(sums[0]);
        m_norms.push_back(dotOf(m_lanes, total, total));
    }
}

void SortedWalk::scan(const ScanRules &rules, const LeafLevel &level, const SortedRows &sorted,
                      int bins, bool missing, CutSums &sums)
{
    m_live.resize(sorted.size());
    std::size_t live = 0;
    for (const std::uint32_t entry : sorted) {
        m_live[live] = entry;
        live += level.m_leafOf[entry & kRowMask] != LeafLevel::kNoLeaf ? 1 : 0;
    }
    m_fresh.resize(level.leaves());
    for (std::size_t leaf = 0; leaf < level.leaves(); ++leaf) {
        const WholeLeaf whole = wholeLeaf(rules, level.m_weights[leaf], level.m_norms[leaf]);
        m_fresh[leaf] = {0.0, 0.0, 0, whole.fit, whole.square};
    }
    const std::uint32_t *const begin = m_live.data(), *const end = begin + live;
    const auto walkFrom = [&](const std::uint32_t *from, float *fit, float *square) {
        switch (rules.lanes) {
        case 2:
            return walk<2>(rules, level, from, end, bins, fit, square);
        case 4:
            return walk<4>(rules, level, from, end, bins, fit, square);
        case 8:
            return walk<8>(rules, level, from, end, bins, fit, square);
        default:
            return walk<16>(rules, level, from, end, bins, fit, square);
        }
    };
    walkFrom(begin, sums.leftFit, sums.leftSquare);
    // Rows of bin 0 stay on the right.
    if (missing)
        walkFrom(std::lower_bound(begin, end, 1U << 24), sums.rightFit, sums.rightSquare);
}

template <int Lanes>
void SortedWalk::walk(const ScanRules &rules, const LeafLevel &level, const std::uint32_t *begin,
                      const std::uint32_t *end, int bins, float *fit, float *square)
{
    using Real = typename Floats<Lanes>::Type;
    m_sides = m_fresh;
    m_left.assign(level.leaves() * Lanes, 0.0F);
    double totalFit = level.m_fit, totalSquare = level.m_square;
    const float l2 = rules.l2 + kLeastWeight;
    const float *const rowSums = level.m_rowSums.data(), *const norms = level.m_norms.data();
    int bin = 0;
    const auto writeUpTo = [&](int next) {
        const auto f = static_cast<float>(totalFit), s = static_cast<float>(totalSquare);
        for (; bin < next; ++bin) {
            fit[bin] = f;
            square[bin] = s;
        }
    };
    for (const std::uint32_t *at = begin; at != end; ++at) {
        const std::size_t row = *at & kRowMask;
        writeUpTo(static_cast<int>(*at >> 24));
        const std::size_t leaf = level.m_leafOf[row];
        Side &side = m_sides[leaf];
        float *const left = m_left.data() + leaf * Lanes;
        const float *const own = rowSums + row * Lanes;
        const float dot = dotOf<Lanes>(left, own);
        *reinterpret_cast<Real *>(left) += *reinterpret_cast<const Real *>(own);
        side.norm += static_cast<double>(2.0F * dot + level.m_rowNorms[row]);
        side.cross += static_cast<double>(level.m_rowDots[row]);
        side.weight += level.m_rowWeights[row];
        const std::int32_t others = level.m_weights[leaf] - side.weight;
        const float wl = static_cast<float>(side.weight) * rules.weightUnit;
        const float wr = static_cast<float>(others) * rules.weightUnit;
        // Rounding must leave nothing on the right when the last row has gone.
        const double rest = others == 0 ? 0.0 : double{norms[leaf]} - 2.0 * side.cross + side.norm;
        const float al = wl + l2, ar = wr + l2;
        const float inverse = 1.0F / (al * ar);
        const float rl = inverse * ar, rr = inverse * al;
        const float fl = std::max(static_cast<float>(side.norm), 0.0F) * rl;
        const float fr = std::max(static_cast<float>(rest), 0.0F) * rr;
        const float newFit = fl + fr, newSquare = fl * (wl * rl) + fr * (wr * rr);
        totalFit += static_cast<double>(newFit) - static_cast<double>(side.fit);
        totalSquare += static_cast<double>(newSquare) - static_cast<double>(side.square);
        side.fit = newFit;
        side.square = newSquare;
    }
    writeUpTo(bins + 1);
}

} // namespace leptune
