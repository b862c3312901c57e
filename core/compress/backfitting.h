// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/leaf_fit.h"

#include <algorithm>
#include <cmath>

namespace leptune {

/// What a pass goes by; `leaves` numbers of leaves in `trees` trees, the largest `most`.
struct PassFacts {
    int pass = 0;
    std::size_t trees = 0;
    std::size_t leaves = 0;
    float most = 0.0F;
};
ShrinkTerms termsOf(const ShrinkOptions &options, const ShrinkScores &scores,
                    const PassFacts &facts);

/// Rounds over trees of one kind, which overload addedBy(), count(), refitted() and mergeEqual().
/// What is constant goes to `base`.
template <typename Tree>
class Backfitting {
public:
    Backfitting(const SplitTable &table, const ShrinkOptions &options,
                const std::function<bool()> &shouldEnd)
        : m_table(table), m_options(options), m_shouldEnd(shouldEnd)
    {
    }

    void run(std::vector<Tree> &trees, ShrinkScores &scores, std::vector<double> &base)
    {
        const int passes = std::max(1, m_options.passes);
        for (int pass = 0; pass < passes && !ended(); ++pass) {
            addCentre(scores, base);
            onePass(pass, trees, scores);
            takeConstants(trees, base);
            mergeEqual(trees);
        }
        addCentre(scores, base);
    }

private:
    bool ended() const { return m_shouldEnd && m_shouldEnd(); }

    static void addCentre(ShrinkScores &scores, std::vector<double> &base)
    {
        const std::vector<float> steps = scores.centre();
        for (std::size_t k = 0; k < steps.size(); ++k)
            base[k] += steps[k];
    }

    /// The last trees, which correct the others, are the first to go.
    void onePass(int pass, std::vector<Tree> &trees, ShrinkScores &scores)
    {
        const ShrinkTerms terms = termsOf(m_options, scores, factsOf(pass, trees));
        PackedRates rates(m_table);
        for (const Tree &tree : trees)
            count(tree, terms.step, 1, rates);
        std::vector<float> was, is;
        RowQuadratics rows;
        for (std::size_t i = trees.size(); i-- > 0 && !ended();) {
            Tree &tree = trees[i];
            count(tree, terms.step, -1, rates);
            addedBy(tree, m_table, scores.rows(), was);
            scores.quadratics(tree.firstOutput, tree.outputs, was, rows);
            tree = refitted(std::move(tree), m_table, rates, rows, was, terms);
            addedBy(tree, m_table, scores.rows(), is);
            scores.replace(tree.firstOutput, tree.outputs, was, is);
            count(tree, terms.step, 1, rates);
        }
    }

    static PassFacts factsOf(int pass, const std::vector<Tree> &trees)
    {
        PassFacts facts{pass, trees.size(), 0, 0.0F};
        for (const Tree &tree : trees) {
            facts.leaves += tree.values.size();
            for (const float value : tree.values)
                facts.most = std::max(facts.most, std::abs(value));
        }
        return facts;
    }

    static void takeConstants(std::vector<Tree> &trees, std::vector<double> &base)
    {
        std::erase_if(trees, [&](const Tree &tree) {
            if (!tree.isConstant())
                return false;
            for (std::size_t k = 0; k < tree.outputs; ++k)
                base[tree.firstOutput + k] += tree.values[k];
            return true;
        });
    }

    const SplitTable &m_table;
    const ShrinkOptions &m_options;
    const std::function<bool()> &m_shouldEnd;
};

} // namespace leptune
