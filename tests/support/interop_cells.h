// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <nlohmann/json.hpp>

#include <QString>

/// Rows for exported files that other programs run, and what they answered: JSON with float32 as
/// the integers of their bits.
namespace leptune::interop {

using Json = nlohmann::json;

/// Cells of `rows` sample rows as the Model reads them.
RawBatch sampleCells(const Model &model, std::size_t rows);
/// {"inputs": [{"name", "texts" | "bits" | "bytes", "shape"}]} of the columns that the Model uses;
/// of one that uses none its first column, in zeros.
void writeCells(const Model &model, const RawBatch &batch, const QString &path);
Json readJson(const QString &path);
/// What a file answered, its labels as numbers of classes. `answers`: [{"bits"}] of numbers,
/// [{"texts"}, {"bits"}] of labels and probabilities.
Prediction predictionOf(const Model &model, const Json &answers);

} // namespace leptune::interop
