// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_export.h"
#include "core/exporting/c_interface.h"
#include "core/exporting/fixed_point_plan.h"

namespace leptune {

/// cInterface() of a pair that computes in whole numbers (FixedPointPlan, whose errors it throws).
CInterface fixedPointInterface(const Model &model, const std::string &path);

/// That pair: cells are whole numbers, spellings or pixels, answers whole numbers; the header says
/// what a 1 is. Nothing is a float, and nothing but string.h is used.
CSources fixedPointSources(const Model &model, const CInterface &interface);

/// The rows as such a pair reads them: numbers rounded down to multiples of their columns' units
/// and not beyond what 32 bits hold.
RawBatch onWholeNumbers(RawBatch rows, const CFixedPoint &fixed);

} // namespace leptune
