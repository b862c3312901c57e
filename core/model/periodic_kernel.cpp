// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/turns.h"
#include "core/model/kernel.h"

#include <algorithm>
#include <cstring>

namespace leptune {
namespace {

constexpr std::size_t kPeriodicLanes = 8;
using Vector = float __attribute__((vector_size(kPeriodicLanes * sizeof(float))));

Vector load(const float *from)
{
    Vector value;
    std::memcpy(&value, from, sizeof(value));
    return value;
}

/// Cosines fill the vectors; lanes that are left over have no weight.
class PeriodicKernel : public Kernel {
public:
    explicit PeriodicKernel(const PeriodicEmbedding &op)
        : m_outputs(static_cast<std::size_t>(op.outputs)),
          m_count((static_cast<std::size_t>(op.frequencies) + kPeriodicLanes - 1) / kPeriodicLanes *
                  kPeriodicLanes)
    {
        const auto frequencies = static_cast<std::size_t>(op.frequencies);
        m_columns = op.frequency.size() / frequencies;
        m_frequency.resize(m_columns * m_count);
        m_phase.resize(m_columns * m_count);
        m_weights.resize(m_columns * m_count * m_outputs);
        for (std::size_t i = 0; i < m_columns * frequencies; ++i) {
            const std::size_t column = i / frequencies, f = i % frequencies;
            m_frequency[column * m_count + f] = op.frequency[i];
            m_phase[column * m_count + f] = op.phase[i];
            for (std::size_t o = 0; o < m_outputs; ++o)
                m_weights[(column * m_outputs + o) * m_count + f] = op.weights[i * m_outputs + o];
        }
    }

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const float *x = inputs[0].values;
        for (std::size_t row = 0; row < block.rows; ++row)
            for (std::size_t column = 0; column < m_columns; ++column, out += m_outputs)
                embed(*x++, column, out);
    }

private:
    void embed(float x, std::size_t column, float *out) const
    {
        const float *weights = m_weights.data() + column * m_outputs * m_count;
        std::fill_n(out, m_outputs, 0.0F);
        for (std::size_t f = 0; f < m_count; f += kPeriodicLanes) {
            const std::size_t at = column * m_count + f;
            const Turns<Vector> angle(load(m_frequency.data() + at) * x +
                                      load(m_phase.data() + at));
            const Vector cosine = angle.cosine();
            for (std::size_t o = 0; o < m_outputs; ++o)
                out[o] += sumOf(load(weights + o * m_count + f) * cosine);
        }
    }
    /// By halves.
    static float sumOf(Vector x)
    {
        return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
    }

    std::size_t m_outputs;
    std::size_t m_count; ///< of cosines, rounded up to vectors
    std::size_t m_columns = 0;
    std::vector<float> m_frequency, m_phase; ///< [columns, count]
    std::vector<float> m_weights;            ///< [columns, outputs, count]
};

} // namespace

std::unique_ptr<Kernel> makePeriodicKernel(const PeriodicEmbedding &op)
{
    return std::make_unique<PeriodicKernel>(op);
}

} // namespace leptune
