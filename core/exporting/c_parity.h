// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_interface.h"

namespace leptune {

/// Rows that a pair of C files can be given.
RawBatch cCheckableRows(const CInterface &interface, RawBatch rows);

/// parityProblem() by what the pair computes in. Of whole numbers, up to 1 row in 100 of a network
/// with hidden layers may be off by what one code of eight bits is: a sum that lies within a
/// float's rounding of two codes may become the other one.
std::string cParityProblem(const Model &model, const CInterface &interface, const RawBatch &rows,
                           Prediction have);

} // namespace leptune
