// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/engine.h"

/// A module of some other version of Leptune, for the test of the loader.
extern "C" const leptune::neural::EngineTable *leptune_neural_engine()
{
    static const leptune::neural::EngineTable table{leptune::neural::kAbi + 1, nullptr, nullptr, nullptr};
    return &table;
}
