// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"
#include "core/model/model.h"

#include <stop_token>
#include <string>

namespace leptune {

/// Reads new data for a Model: its columns get the types they had in training whatever their cells
/// look like now, the rest is inferred. `options`: how the training file was read (separators are
/// sniffed anew).
Table readForModel(const std::string &path, const Schema &schema, const ReadOptions &options);

/// Probabilities [N, classes], or the numbers as [N, 1].
FloatMatrix outputMatrix(const Schema &schema, Prediction prediction);

} // namespace leptune
