// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/xgboost_checkpoint.h"

#include "core/base/checksum.h"
#include "core/base/random.h"
#include "core/neural/state_archive.h"

#include <bit>
#include <stdexcept>

namespace leptune {

namespace {

using neural::StateArchive;

constexpr int kMostRounds = 1 << 20;

/// XGBoost is not made for bytes that are not its own: they are checked before it sees them.
std::uint64_t checksumOf(const XgbState &state)
{
    const auto rounds = static_cast<std::uint64_t>(state.rounds);
    const auto best = static_cast<std::uint64_t>(state.best);
    return mixSeeds(mixSeeds(hash64(state.model), std::bit_cast<std::uint64_t>(state.bestLoss)),
                    mixSeeds(rounds, best));
}

void describe(StateArchive &archive, XgbState &state, std::uint64_t identity)
{
    std::uint64_t known = identity;
    archive.value(known);
    StateArchive::require(known == identity);
    archive.value(state.rounds, 1, kMostRounds);
    archive.value(state.best, 0, state.rounds);
    archive.value(state.bestLoss);
    archive.bytes(state.model);
    std::uint64_t checksum = checksumOf(state);
    archive.value(checksum);
    StateArchive::require(checksum == checksumOf(state));
}

} // namespace

std::uint64_t identityOf(const FloatMatrix &features, const View &view)
{
    return mixSeeds(
        hashOfValues<float>(features.values),
        mixSeeds(hashOfValues<float>(view.labels()), hashOfValues<float>(view.weights())));
}

FitState checkpointOf(XgbState state, std::uint64_t identity)
{
    StateArchive archive;
    describe(archive, state, identity);
    return archive.take();
}

XgbState xgbStateFrom(const FitState &bytes, std::uint64_t identity)
{
    try {
        XgbState state;
        StateArchive archive(bytes);
        describe(archive, state, identity);
        archive.finish();
        return state;
    } catch (const std::runtime_error &) {
        return {};
    }
}

} // namespace leptune
