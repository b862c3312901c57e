// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/schema.h"
#include "core/model/model.h"
#include "core/preprocess/raw_batch.h"

#include <QString>

#include <span>

namespace leptune {

/// "probability of “yes”", or "answered price": what an output of a Model is, on an axis.
QString outputTitle(const Schema &schema, int output);
/// An answer as the user knows it: a share in percent, or a number.
QString answerText(const Schema &schema, double answer);
/// A cell as the user knows it: number, date or spelling, "missing".
QString cellText(const RawColumn &column, const RawCells &cells, std::size_t row);
/// A number of a column as the data show it, dates as dates.
QString placeText(const RawColumn &column, double value);
/// The output that is explained first: the positive class, else the first.
int firstOutput(const Schema &schema);
/// The output whose causes are told for a row of such answers (one an output): of two classes the
/// positive one, so that signs always mean the same, of more that of the answer.
int explainedOutput(const Model &model, std::span<const float> answers);

} // namespace leptune
