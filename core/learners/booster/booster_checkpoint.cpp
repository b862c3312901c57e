// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/booster_checkpoint.h"

#include "core/base/checksum.h"
#include "core/base/random.h"
#include "core/neural/state_archive.h"

#include <limits>
#include <stdexcept>

namespace leptune {

namespace {

using neural::StateArchive;

constexpr int kMostTrees = 1 << 20;
constexpr int kMostSplits = 1 << 16;

std::uint64_t identityOf(const BoosterRows &train)
{
    std::uint64_t identity = mixSeeds(hashOfValues<float>(train.labels->values),
                                      hashOfValues<float>(train.labels->weights));
    for (const BinColumn &column : train.columns->features)
        for (const auto &version : column.versions)
            identity = mixSeeds(identity, hashOfValues(std::span(version)));
    return identity;
}

/// A list of at least `least` and at most `most` items, its length first.
template <typename List>
void lengthOf(StateArchive &archive, List &list, int least, int most)
{
    int count = static_cast<int>(list.size());
    archive.value(count, least, most);
    if (archive.reads())
        list.resize(static_cast<std::size_t>(count));
}

void describe(StateArchive &archive, SymmetricSplit &split, int features)
{
    archive.value(split.feature, 0, features - 1);
    archive.value(split.bin);
    archive.value(split.missingLeft);
}

void describe(StateArchive &archive, SymmetricTree &tree, int features, std::size_t outputs)
{
    constexpr int kMostDepth = 12;
    lengthOf(archive, tree.splits, 1, kMostDepth);
    for (SymmetricSplit &split : tree.splits)
        describe(archive, split, features);
    archive.floats(tree.values);
    StateArchive::require(tree.values.size() == tree.leaves() * outputs);
}

void describe(StateArchive &archive, LeafTree &tree, int features, std::size_t)
{
    lengthOf(archive, tree.splits, 0, kMostSplits);
    for (std::size_t i = 0; i < tree.splits.size(); ++i) {
        archive.value(tree.splits[i].leaf, 0, static_cast<int>(i));
        describe(archive, tree.splits[i].question, features);
    }
    archive.floats(tree.values);
    StateArchive::require(tree.values.size() == tree.splits.size() + 1);
}

/// Trees of one round: leaf-wise growth has one an output.
std::size_t treesARound(const BoosterState &)
{
    return 1;
}
std::size_t treesARound(const LeafwiseState &state)
{
    return state.start.size();
}

template <typename State>
void describe(StateArchive &archive, State &state, std::uint64_t identity, int features)
{
    std::uint64_t known = identity;
    archive.value(known);
    StateArchive::require(known == identity);
    archive.floats(state.start);
    StateArchive::require(!state.start.empty());
    lengthOf(archive, state.trees, 0, kMostTrees);
    for (auto &tree : state.trees)
        describe(archive, tree, features, state.start.size());
    StateArchive::require(state.trees.size() % treesARound(state) == 0);
    const auto rounds = static_cast<int>(state.trees.size() / treesARound(state));
    lengthOf(archive, state.validationLosses, 0, rounds);
    StateArchive::require(state.validationLosses.empty() ||
                          static_cast<int>(state.validationLosses.size()) == rounds);
    for (double &loss : state.validationLosses)
        archive.value(loss);
    archive.value(state.best, 0, rounds);
}

} // namespace

template <typename State>
FitState checkpointOf(const State &state, const BoosterRows &train)
{
    State copy = state; // the archive reads and writes by one description
    StateArchive archive;
    describe(archive, copy, identityOf(train), static_cast<int>(train.columns->features.size()));
    return archive.take();
}

template <typename State>
State stateFrom(const FitContext &context, const BoosterRows &train, int outputs, bool validates)
{
    if (!context.from)
        return {};
    try {
        State state;
        StateArchive archive(*context.from);
        describe(archive, state, identityOf(train),
                 static_cast<int>(train.columns->features.size()));
        archive.finish();
        StateArchive::require(state.start.size() == static_cast<std::size_t>(outputs));
        StateArchive::require(state.validationLosses.empty() != validates || state.trees.empty());
        return state;
    } catch (const std::runtime_error &) {
        return {};
    }
}

template FitState checkpointOf(const BoosterState &, const BoosterRows &);
template FitState checkpointOf(const LeafwiseState &, const BoosterRows &);
template BoosterState stateFrom(const FitContext &, const BoosterRows &, int, bool);
template LeafwiseState stateFrom(const FitContext &, const BoosterRows &, int, bool);

} // namespace leptune
