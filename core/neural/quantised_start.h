// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/stepper.h"

#include <vector>

namespace leptune::neural {

NetworkShape withoutNorms(NetworkShape shape);

/// A trained network as its fine-tuning to codes begins with it: without norms, and with embeddings
/// and shares of activations rounded as graphs have them. Input steps are not set.
KeptNetwork quantisedStart(const KeptNetwork &trained, const Compression &wanted);

} // namespace leptune::neural
