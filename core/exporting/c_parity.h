// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_interface.h"

namespace leptune {

/// Rows that a pair of C files can be given.
RawBatch cCheckableRows(const CInterface &interface, RawBatch rows);

/// parityProblem() of floats, codeParityProblem() of whole numbers.
std::string cParityProblem(const Model &model, const CInterface &interface, const RawBatch &rows,
                           const Prediction &have);

} // namespace leptune
