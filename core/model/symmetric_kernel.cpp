// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernel.h"

#include <algorithm>
#include <immintrin.h>
#include <map>

namespace leptune {
namespace {

/// Rows at once: their leaves are eight registers of eight.
constexpr std::size_t kRows = 64;
constexpr std::size_t kRowLanes = 8;

struct Level {
    std::uint32_t column = 0; ///< among the features in use
    float threshold = 0.0F;
    bool missingRight = false;
};

struct Tree {
    std::size_t firstLevel = 0, firstLeaf = 0;
    int levels = 0;
};

/// A level asks one question of all rows, so answers are comparisons of whole registers and a leaf
/// is a number put together from them. Leaves are added in the order of the trees, the base last,
/// as in the kernel for other trees: the same bits.
class SymmetricKernel : public Kernel {
public:
    explicit SymmetricKernel(const SymmetricEnsemble &op)
        : m_op(op), m_outputs(static_cast<std::size_t>(op.outputs))
    {
        std::map<std::int32_t, std::uint32_t> columns;
        for (const LevelQuestion &question : op.questions) {
            const auto [place, fresh] =
                columns.emplace(question.feature, static_cast<std::uint32_t>(m_features.size()));
            if (fresh)
                m_features.push_back(static_cast<std::size_t>(question.feature));
            m_levels.push_back({place->second, question.threshold, !question.missingLeft});
        }
        std::size_t firstLevel = 0, firstLeaf = 0;
        for (const int levels : op.levels) {
            m_trees.push_back({firstLevel, firstLeaf, levels});
            firstLevel += static_cast<std::size_t>(levels);
            firstLeaf += m_outputs << levels;
        }
    }

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        std::vector<float> columns(m_features.size() * kRows);
        for (std::size_t begin = 0; begin < block.rows; begin += kRows) {
            const std::size_t rows = std::min(kRows, block.rows - begin);
            const std::size_t width = inputs[0].width;
            transpose(inputs[0].values + begin * width, width, rows, columns.data());
            float *const to = out + begin * m_outputs;
            std::fill_n(to, rows * m_outputs, 0.0F);
            for (const Tree &tree : m_trees)
                addTree(tree, columns.data(), rows, to);
            for (std::size_t row = 0; row < rows; ++row)
                for (std::size_t i = 0; i < m_outputs; ++i)
                    to[row * m_outputs + i] += m_op.base[i];
        }
    }

private:
    /// [rows, width] -> [features in use, kRows]
    void transpose(const float *in, std::size_t width, std::size_t rows, float *columns) const
    {
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t i = 0; i < m_features.size(); ++i)
                columns[i * kRows + row] = in[row * width + m_features[i]];
    }

    void addTree(const Tree &tree, const float *columns, std::size_t rows, float *out) const
    {
        alignas(32) std::uint32_t leaf[kRows];
        if (rows > kRows - kRowLanes)
            answer<kRows / kRowLanes>(tree, columns, leaf);
        else
            for (std::size_t row = 0; row < rows; row += kRowLanes)
                answer<1>(tree, columns + row, leaf + row);
        const float *const leaves = m_op.leafValues.data() + tree.firstLeaf;
        if (m_outputs == 1) {
            for (std::size_t row = 0; row < rows; ++row)
                out[row] += leaves[leaf[row]];
        } else {
            for (std::size_t row = 0; row < rows; ++row)
                for (std::size_t i = 0; i < m_outputs; ++i)
                    out[row * m_outputs + i] += leaves[leaf[row] * m_outputs + i];
        }
    }

    /// Leaves of Groups * 8 rows.
    template <std::size_t Groups>
    void answer(const Tree &tree, const float *columns, std::uint32_t *leaf) const
    {
        __m256i at[Groups];
        for (__m256i &group : at)
            group = _mm256_setzero_si256();
        const Level *const levels = m_levels.data() + tree.firstLevel;
        for (int l = 0; l < tree.levels; ++l) {
            const float *const values = columns + levels[l].column * kRows;
            const __m256 threshold = _mm256_set1_ps(levels[l].threshold);
            const __m256i bit = _mm256_set1_epi32(1 << l);
            const auto ask = [&]<int Comparison>() {
#pragma GCC unroll 8
                for (std::size_t i = 0; i < Groups; ++i) {
                    const __m256 right = _mm256_cmp_ps(_mm256_loadu_ps(values + i * kRowLanes),
                                                       threshold, Comparison);
                    at[i] =
                        _mm256_or_si256(at[i], _mm256_and_si256(_mm256_castps_si256(right), bit));
                }
            };
            // "not less" is true of NaN, "greater or equal" is not.
            if (levels[l].missingRight)
                ask.template operator()<_CMP_NLT_UQ>();
            else
                ask.template operator()<_CMP_GE_OQ>();
        }
#pragma GCC unroll 8
        for (std::size_t i = 0; i < Groups; ++i)
            _mm256_storeu_si256(reinterpret_cast<__m256i *>(leaf + i * kRowLanes), at[i]);
    }

    const SymmetricEnsemble &m_op;
    std::size_t m_outputs;
    std::vector<Tree> m_trees;
    std::vector<Level> m_levels;
    std::vector<std::size_t> m_features; ///< in use, by column
};

} // namespace

std::unique_ptr<Kernel> makeSymmetricKernel(const SymmetricEnsemble &op)
{
    return std::make_unique<SymmetricKernel>(op);
}

} // namespace leptune
