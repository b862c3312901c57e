// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/state_archive.h"

namespace leptune::neural {

/// How small a network may become while its validation loss stays within a limit: a level between 0
/// (as it was) and 1 (all that is wanted). It rises epoch by epoch in steps that would reach 1 in
/// half of the epochs. An epoch above the limit is waited out once, since the weights settle (at
/// first twice: the learning rate has just risen); another one halves the step and takes the level
/// back halfway to the last good one.
class ShrinkController {
public:
    /// `epochs` it has in all; `limit`: the largest loss that is fine.
    ShrinkController(double limit, int epochs);

    /// After an epoch at level() with this validation loss.
    void report(double loss);
    /// For the next epoch.
    double level() const { return m_level; }
    /// The highest one that kept to the limit; 0 where none did.
    double lastGood() const { return m_good; }
    void exchange(StateArchive &archive);

private:
    double m_limit;
    double m_step;
    double m_level = 0.0;
    double m_good = 0.0;
    int m_above = -1; ///< epochs in a row above the limit; one of grace
};

} // namespace leptune::neural
