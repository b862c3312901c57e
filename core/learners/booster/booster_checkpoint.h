// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/booster.h"
#include "core/learners/leafwise/leafwise_boosting.h"
#include "core/learners/learner.h"

namespace leptune {

/// States of both boosters as bytes and back, tied to the very rows they were learned from: another
/// part of the data, other features, labels or weights give an empty state, and so do bytes that
/// can't be one. Thus a fit that is given what it kept (FitContext::from) is the fit it would have
/// been.
template <typename State>
FitState checkpointOf(const State &state, const BoosterRows &train);
template <typename State>
State stateFrom(const FitContext &context, const BoosterRows &train, int outputs, bool validates);

/// Hands out where a fit is; not where it has nothing yet.
template <typename State>
void keepState(const FitContext &context, const State &state, const BoosterRows &train)
{
    if (context.keepState && !state.trees.empty())
        context.keepState(checkpointOf(state, train));
}

} // namespace leptune
