// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/compiled_trees.h"
#include "core/model/kernel.h"

#include <algorithm>
#include <bit>

namespace leptune {
namespace {

constexpr int kTreeLanes = 8;

/// Walks eight independent paths at once, which hides the latency of each: eight rows through a
/// tree, or one row through eight trees. A row's leaves are added in the order of the trees either
/// way, the base last.
class TreeKernel : public Kernel {
public:
    explicit TreeKernel(const TreeEnsemble &op)
        : m_op(op), m_compiled(compileTrees(op)), m_outputs(static_cast<std::size_t>(op.outputs))
    {
    }

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const std::size_t width = inputs[0].width;
        const float *in = inputs[0].values;
        std::fill_n(out, block.rows * m_outputs, 0.0F);
        const std::size_t together = block.rows - block.rows % kTreeLanes;
        for (const CompiledTree &tree : m_compiled.trees)
            for (std::size_t row = 0; row < together; row += kTreeLanes)
                addTree(tree, in + row * width, width, out + row * m_outputs);
        for (std::size_t row = together; row < block.rows; ++row)
            addRow(in + row * width, out + row * m_outputs);
        for (std::size_t row = 0; row < block.rows; ++row)
            for (std::size_t i = 0; i < m_outputs; ++i)
                out[row * m_outputs + i] += m_op.base[i];
    }

private:
    void addTree(const CompiledTree &tree, const float *in, std::size_t width, float *out) const
    {
        const float *rows[kTreeLanes];
        std::uint32_t at[kTreeLanes];
        for (int lane = 0; lane < kTreeLanes; ++lane) {
            rows[lane] = in + static_cast<std::size_t>(lane) * width;
            at[lane] = tree.root;
        }
        walk(rows, at, tree.depth);
        for (int lane = 0; lane < kTreeLanes; ++lane)
            addLeaf(tree, at[lane], out + static_cast<std::size_t>(lane) * m_outputs);
    }

    void addRow(const float *in, float *out) const
    {
        const std::vector<CompiledTree> &trees = m_compiled.trees;
        const float *rows[kTreeLanes];
        std::fill_n(rows, kTreeLanes, in);
        for (std::size_t first = 0; first < trees.size(); first += kTreeLanes) {
            const std::size_t count = std::min<std::size_t>(kTreeLanes, trees.size() - first);
            std::uint32_t at[kTreeLanes];
            int depth = 0;
            for (std::size_t lane = 0; lane < kTreeLanes; ++lane) {
                const CompiledTree &tree = trees[first + std::min(lane, count - 1)];
                at[lane] = tree.root;
                depth = std::max(depth, tree.depth);
            }
            walk(rows, at, depth);
            for (std::size_t lane = 0; lane < count; ++lane)
                addLeaf(trees[first + lane], at[lane], out);
        }
    }

    void walk(const float *const *rows, std::uint32_t *at, int depth) const
    {
        const WalkNode *nodes = m_compiled.nodes.data();
        for (int level = 0; level < depth; ++level) {
            std::uint32_t moved = 0;
#pragma GCC unroll 8
            for (int lane = 0; lane < kTreeLanes; ++lane) {
                const WalkNode node = nodes[at[lane]];
                const float x = rows[lane][node.feature & ~kMissingRight];
                const std::uint32_t missing = static_cast<std::uint32_t>(x != x);
                const std::uint32_t right = static_cast<std::uint32_t>(x >= node.threshold) |
                                            (missing & (node.feature >> 31));
                const std::uint32_t next = node.child + right;
                moved |= next ^ at[lane];
                at[lane] = next;
            }
            if (moved == 0)
                break;
        }
    }

    void addLeaf(const CompiledTree &tree, std::uint32_t at, float *out) const
    {
        const std::uint32_t payload = m_compiled.nodes[at].payload;
        if (tree.target >= 0) {
            out[tree.target] += std::bit_cast<float>(payload);
            return;
        }
        const float *values = m_op.leafValues.data() + payload * m_outputs;
        for (std::size_t i = 0; i < m_outputs; ++i)
            out[i] += values[i];
    }

    const TreeEnsemble &m_op;
    CompiledTrees m_compiled;
    std::size_t m_outputs;
};

} // namespace

std::unique_ptr<Kernel> makeTreeKernel(const TreeEnsemble &op)
{
    return std::make_unique<TreeKernel>(op);
}

} // namespace leptune
