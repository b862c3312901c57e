// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/export_model.h"

namespace leptune {

/// The Model with its layers in whole numbers, the ranges of their inputs from `rows` or, without
/// any, from the middle of drawn rows. `notes` get what that changes: where the ranges come from,
/// and how the answers to the same rows differ. The Model itself where nothing is to be rounded.
std::shared_ptr<const Model> roundedModel(const Model &model, const std::optional<RawBatch> &rows,
                                          ExportNotes &notes);

/// "`what`: 996 of 1000 rows keep their class, probabilities differ by at most 0.02"; of numbers
/// how far they differ.
std::string differenceNote(const std::string &what, const Prediction &before,
                           const Prediction &after);

} // namespace leptune
