// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"
#include "core/model/model.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace leptune {

/// How to read new data for a Model: its columns get the types they had in training whatever their
/// cells look like now, pictures the size; everything else is sniffed and inferred. `base`: what
/// the user chose (separator, sheet...).
ReadOptions readOptionsFor(const Schema &schema, ReadOptions base = {});
/// The same for a file of tests beside the data that is trained on.
ReadOptions readOptionsLike(const Table &table, ReadOptions base);

/// Model::predict in blocks, so that it can be stopped: throws Error(Stopped) then,
/// Error(BadColumn) as predict() does. `progress` gets how many rows are answered.
Prediction predictRows(const Model &model, const Table &table, int threads,
                       const std::stop_token &stop,
                       const std::function<void(std::size_t rows)> &progress = {});

/// The CSV of design.md's `predict`: `prediction`, then `probability_<class>` for every class; RFC
/// 4180, C locale. `rows`: what was answered; where those are pictures, their names stand in a last
/// column, since files that can't be read have no row. `intervalWidth`: half, of numbers: columns
/// `low` and `high` follow the answer.
std::string predictionCsv(const Schema &schema, const Prediction &prediction,
                          const Table *rows = nullptr,
                          std::optional<double> intervalWidth = std::nullopt);
/// Writes it atomically. Throws Error(Unwritable).
void writePredictions(const Model &model, const Prediction &prediction, const std::string &path,
                      const Table *rows = nullptr,
                      std::optional<double> intervalWidth = std::nullopt);
/// Half the width of the Model's 90 % prediction interval. Throws Error(BadOption) for classes and
/// Error(Unsupported) where the Model does not know it.
double requireInterval(const Model &model);

} // namespace leptune
