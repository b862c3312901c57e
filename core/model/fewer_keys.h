// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/column_needs.h"

namespace leptune {

/// The look-up less what nobody asks for: values on one side of all thresholds become one, and keys
/// whose value is that of unseen ones go. All stays where the numbers count.
LookUp withFewerKeys(const LookUp &op, const ColumnNeed &need);

/// The look-up of a one-hot column's places, whose categories that are not `kept` become none; the
/// others are numbered anew.
LookUp withFewerCategories(const LookUp &op, const std::vector<bool> &kept);

} // namespace leptune
