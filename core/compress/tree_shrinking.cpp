// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/tree_shrinking.h"

#include "core/compress/part_rows.h"
#include "core/compress/tree_groups.h"
#include "core/compress/tree_shrinker.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr std::uint32_t kShrinkRows = 5'000; // of a part

class TreeShrinking final : public CompressionMethod {
public:
    explicit TreeShrinking(std::uint64_t seed) : m_seed(seed) {}

    std::string name() const override { return "tree_shrinking"; }

    Pace pace() const override { return Pace::Slow; }

    SearchSpace space() const override
    {
        return SearchSpace({Parameter::real("bit_price", 1e-9, 1e-5, true),
                            Parameter::integer("leaf_bits", 3, 10)});
    }

    std::vector<Configuration> ladder() const override
    {
        std::vector<Configuration> list;
        for (const double price : {1e-7, 1e-6, 1e-8}) {
            list.emplace_back();
            list.back().set("bit_price", price);
            list.back().set("leaf_bits", std::int64_t{8});
        }
        return list;
    }

    std::optional<Graph> apply(const CompressionPart &part, const Configuration &configuration,
                               const std::function<bool()> &shouldEnd) const override
    {
        ShrinkOptions options;
        options.passes = 2;
        options.bitPrice = configuration.number("bit_price", options.bitPrice);
        options.leafBits = static_cast<int>(configuration.integer("leaf_bits", options.leafBits));
        const RawBatch batch = someRowsOf(part, kShrinkRows, m_seed);
        Graph graph = part.graph;
        for (const TreeGroup &group : treeGroups(part.graph)) {
            if (shouldEnd())
                return std::nullopt; // what is half done would be no smaller
            shrink(graph, group, rowsFor(part.graph, group, batch), options, shouldEnd);
        }
        return graph;
    }

private:
    static ShrinkRows rowsFor(const Graph &graph, const TreeGroup &group, const RawBatch &batch)
    {
        ShrinkRows rows;
        rows.loss = group.loss;
        rows.features = valuesAt(graph, group.features, batch);
        rows.targets = valuesAt(graph, group.answer, batch);
        if (group.loss != BoosterLoss::Logistic)
            return rows;
        FloatMatrix second(batch.rows, 1);
        for (std::size_t row = 0; row < batch.rows; ++row)
            second.at(row, 0) = rows.targets.at(row, 1);
        rows.targets = std::move(second);
        return rows;
    }

    static void shrink(Graph &graph, const TreeGroup &group, const ShrinkRows &rows,
                       const ShrinkOptions &options, const std::function<bool()> &shouldEnd)
    {
        const auto opAt = [&](NodeId id) -> Op & {
            return graph.nodes[static_cast<std::size_t>(id)].op;
        };
        if (auto *symmetric = std::get_if<SymmetricEnsemble>(&opAt(group.trees.front()))) {
            *symmetric = shrinkTrees(*symmetric, rows, options, shouldEnd);
            return;
        }
        std::vector<TreeEnsemble> ensembles;
        for (const NodeId trees : group.trees)
            ensembles.push_back(std::get<TreeEnsemble>(opAt(trees)));
        ensembles = shrinkTrees(ensembles, rows, options, shouldEnd);
        for (std::size_t i = 0; i < ensembles.size(); ++i)
            opAt(group.trees[i]) = std::move(ensembles[i]);
    }

    std::uint64_t m_seed;
};

} // namespace

std::unique_ptr<CompressionMethod> makeTreeShrinking(const CompressionSubject &subject,
                                                     std::uint64_t seed)
{
    if (treeGroups(subject.study.graph).empty())
        return nullptr;
    return std::make_unique<TreeShrinking>(seed);
}

} // namespace leptune
