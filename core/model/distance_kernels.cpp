// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/distances.h"
#include "core/model/kernel.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace leptune {
namespace {

std::vector<float> scaledBlock(const Scale &scale, const Block &block, const KernelInput &input)
{
    return scaledRows(scale, {input.values, block.rows * input.width}, input.width);
}

class KernelSumKernel : public Kernel {
public:
    explicit KernelSumKernel(const KernelSum &op)
        : m_op(op),
          m_points(scaledRows(op.scale, op.supports, static_cast<std::size_t>(op.inputs)),
                   static_cast<std::size_t>(op.inputs)),
          m_outputs(static_cast<std::size_t>(op.outputs))
    {
    }

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        std::vector<double> sums(m_outputs);
        const std::vector<float> scaled = scaledBlock(m_op.scale, block, inputs[0]);
        const float *x = scaled.data();
        for (std::size_t row = 0; row < block.rows; ++row, x += inputs[0].width) {
            std::ranges::fill(sums, 0.0);
            for (std::size_t group = 0; group < m_points.groups(); ++group)
                addGroup(x, group, sums.data());
            for (std::size_t i = 0; i < m_outputs; ++i)
                *out++ = static_cast<float>(sums[i] + static_cast<double>(m_op.bias[i]));
        }
    }

private:
    void addGroup(const float *x, std::size_t group, double *sums) const
    {
        double values[4];
        m_points.squaredDistances(x, group, values);
        for (double &value : values)
            value *= -static_cast<double>(m_op.gamma);
        exp4(values, values);
        const std::size_t first = 4 * group;
        const std::size_t count = std::min<std::size_t>(4, m_points.count() - first);
        const float *coefficients = m_op.coefficients.data() + first * m_outputs;
        for (std::size_t i = 0; i < count; ++i, coefficients += m_outputs)
            for (std::size_t o = 0; o < m_outputs; ++o)
                sums[o] = std::fma(static_cast<double>(coefficients[o]), values[i], sums[o]);
    }

    const KernelSum &m_op;
    PointSet m_points;
    std::size_t m_outputs;
};

struct Neighbour {
    float squared = 0.0F;
    std::size_t index = 0;
};

/// The k nearest so far, nearest first; of equal distances the row that came first stays ahead.
class Nearest {
public:
    explicit Nearest(std::size_t k) : m_k(k) { m_found.reserve(k + 1); }
    void clear() { m_found.clear(); }
    void offer(float squared, std::size_t index)
    {
        if (m_found.size() == m_k && !(squared < m_found.back().squared))
            return;
        const auto place =
            std::ranges::upper_bound(m_found, squared, std::less<>(), &Neighbour::squared);
        m_found.insert(place, {squared, index});
        if (m_found.size() > m_k)
            m_found.pop_back();
    }
    const std::vector<Neighbour> &found() const { return m_found; }

private:
    std::size_t m_k;
    std::vector<Neighbour> m_found;
};

class NeighboursKernel : public Kernel {
public:
    explicit NeighboursKernel(const Neighbours &op)
        : m_op(op),
          m_points(scaledRows(op.scale, op.points, static_cast<std::size_t>(op.inputs)),
                   static_cast<std::size_t>(op.inputs)),
          m_outputs(static_cast<std::size_t>(op.outputs))
    {
    }

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        Nearest nearest(static_cast<std::size_t>(m_op.k));
        const std::vector<float> scaled = scaledBlock(m_op.scale, block, inputs[0]);
        const float *x = scaled.data();
        for (std::size_t row = 0; row < block.rows; ++row) {
            nearest.clear();
            search(x, nearest);
            average(nearest.found(), out);
            x += inputs[0].width;
            out += m_outputs;
        }
    }

private:
    void search(const float *x, Nearest &nearest) const
    {
        double squared[4];
        for (std::size_t group = 0; group < m_points.groups(); ++group) {
            m_points.squaredDistances(x, group, squared);
            const std::size_t first = 4 * group;
            const std::size_t count = std::min<std::size_t>(4, m_points.count() - first);
            for (std::size_t i = 0; i < count; ++i)
                nearest.offer(distance(squared[i]), first + i);
        }
    }

    /// A row with NaN is infinitely far from every point.
    static float distance(double squared)
    {
        return std::isnan(squared) ? std::numeric_limits<float>::infinity()
                                   : static_cast<float>(squared);
    }

    /// Where the row itself stands among the points, only such points count; where nothing is at a
    /// finite distance, all count alike.
    float weight(const Neighbour &neighbour, float closest) const
    {
        if (!m_op.distanceWeighted || std::isinf(closest))
            return 1.0F;
        if (closest == 0.0F)
            return neighbour.squared == 0.0F ? 1.0F : 0.0F;
        return 1.0F / std::sqrt(neighbour.squared);
    }

    void average(const std::vector<Neighbour> &found, float *out) const
    {
        std::fill_n(out, m_outputs, 0.0F);
        float total = 0.0F;
        for (const Neighbour &neighbour : found) {
            const float share = weight(neighbour, found.front().squared);
            const float *values = m_op.values.data() + neighbour.index * m_outputs;
            total += share;
            for (std::size_t i = 0; i < m_outputs; ++i)
                out[i] = std::fma(share, values[i], out[i]);
        }
        for (std::size_t i = 0; i < m_outputs; ++i)
            out[i] /= total;
    }

    const Neighbours &m_op;
    PointSet m_points;
    std::size_t m_outputs;
};

} // namespace

std::unique_ptr<Kernel> makeKernelSumKernel(const KernelSum &op)
{
    return std::make_unique<KernelSumKernel>(op);
}

std::unique_ptr<Kernel> makeNeighboursKernel(const Neighbours &op)
{
    return std::make_unique<NeighboursKernel>(op);
}

} // namespace leptune
