// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

#include <vector>

namespace leptune::neural {

/// What a stage of convolutions reads, makes and hands on.
struct StageGeometry {
    PicturePlane in;
    PicturePlane convolved; ///< before pooling, whose incomplete squares are left out
    PicturePlane out;
    int kernel = 1;
    int padding = 0;
    int pool = 1;

    std::size_t positions() const
    {
        return static_cast<std::size_t>(convolved.height) *
               static_cast<std::size_t>(convolved.width);
    }
    /// Numbers that a convolved one is a sum over.
    std::size_t depth() const
    {
        return static_cast<std::size_t>(kernel * kernel) * static_cast<std::size_t>(in.channels);
    }
};

/// Throws Error(BadOption) naming the stage that has no room for its kernel or pool, or whose
/// shortcut does not fit.
std::vector<StageGeometry> geometryOf(const NetworkShape &shape);

/// What the first dense layer reads.
int denseInputs(const NetworkShape &shape);

} // namespace leptune::neural
