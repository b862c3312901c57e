// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/munge.h"

#include "core/base/random.h"

namespace leptune {

namespace {

constexpr int kDrawn = 32; // rows that the near one is found among
constexpr double kSwap = 0.5;

double squaredDistance(std::span<const float> a, std::span<const float> b)
{
    float sum = 0.0F;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

std::uint32_t rowNear(std::uint32_t row, const FloatMatrix &features, const Rows &rows,
                      RandomStream &random)
{
    std::uint32_t nearest = row;
    double least = 0.0;
    for (int i = 0; i < kDrawn; ++i) {
        const std::uint32_t other = rows[random.below(rows.size())];
        if (other == row)
            continue;
        const double distance = squaredDistance(features.row(row), features.row(other));
        if (nearest == row || distance < least) {
            nearest = other;
            least = distance;
        }
    }
    return nearest;
}

template <typename Cell>
void swapSome(std::vector<Cell> &cells, const std::vector<Cell> &from, RandomStream random)
{
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (random.uniform() < kSwap)
            cells[i] = from[i];
}

} // namespace

RawBatch munge(const View &view, std::size_t count, std::uint64_t seed)
{
    const StudyData &data = view.data();
    const FloatMatrix &features = data.dense().values;
    RandomStream random(seed);
    Rows rows, near;
    for (std::size_t i = 0; i < count; ++i) {
        rows.push_back(view.rows()[random.below(view.size())]);
        near.push_back(rowNear(rows.back(), features, view.rows(), random));
    }
    RawBatch made = data.batch().gathered(rows);
    const RawBatch other = data.batch().gathered(near);
    for (std::size_t c = 0; c < made.columns.size(); ++c) {
        swapSome(made.columns[c].numbers, other.columns[c].numbers, RandomStream(seed, c + 1));
        swapSome(made.columns[c].codes, other.columns[c].codes, RandomStream(seed, c + 1));
    }
    return made;
}

} // namespace leptune
