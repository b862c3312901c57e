// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/export_model.h"

namespace leptune {

/// The Model with its layers in whole numbers, the ranges of their inputs from `rows` or, without
/// any, from the middle of drawn rows. `notes` get what that changes: where the ranges come from,
/// and how the answers to the same rows differ. The Model itself where nothing is to be rounded.
std::shared_ptr<const Model> roundedModel(const Model &model, const std::optional<RawBatch> &rows,
                                          ExportNotes &notes);

} // namespace leptune
