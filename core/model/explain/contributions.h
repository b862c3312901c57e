// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/explain/explain_effort.h"
#include "core/model/model.h"

#include <vector>

namespace leptune {

/// How much one column's cell moves the answer.
struct Contribution {
    std::size_t column = 0; ///< of the schema
    double amount = 0.0;
    double standardError = 0.0; ///< by the chance of orders and of background rows
};

/// Why one row is answered as it is. Amounts are in units of the answer (probability of a class,
/// or the target's unit) and sum to `answer - meanAnswer`, whatever the effort.
struct Contributions {
    double answer = 0.0;
    double meanAnswer = 0.0;           ///< of the background rows
    std::vector<Contribution> columns; ///< in the order of the schema; 0 where the Model reads none
    std::size_t backgroundRows = 0;    ///< that the row was compared with

    double sum() const;
};

/// Shapley values of the columns in the game "answer where these cells are the row's and the others
/// a background row's", sampled: every background row is turned into the row column by column in a
/// random order and in the reverse one (Strumbelj & Kononenko 2014, Knowl. Inf. Syst. 41:647;
/// antithetic pairs: Mitchell et al. 2022, JMLR 23:43). `row` holds one row. `output`: number of
/// the class whose probability is explained, 0 for numbers. Throws Error(BadInput) without
/// background rows.
Contributions explainRow(const Model &model, const RawBatch &row, const RawBatch &background,
                         int output, const ExplainEffort &effort = {});

} // namespace leptune
