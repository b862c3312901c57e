// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/explain/explain_effort.h"
#include "core/model/model.h"

#include <string>
#include <vector>

namespace leptune {

/// How the answer goes with one column, all else as it is in the rows.
struct PartialDependence {
    std::size_t column = 0;              ///< of the schema
    std::vector<double> numbers;         ///< ascending places; empty where cells are spellings
    std::vector<std::string> categories; ///< the commonest first; empty where cells are numbers
    std::vector<std::uint64_t> rowsAt;   ///< rows given with that category, or nearest that place
    std::vector<double> mean;            ///< answer at every place, over the rows
    std::vector<std::vector<double>> individual; ///< the same of a few single rows
    std::size_t rows = 0;                        ///< that were answered at every place

    std::size_t places() const { return mean.size(); }
};

/// Partial dependence (Friedman 2001, Ann. Stat. 29:1189) with curves of single rows (ICE;
/// Goldstein et al. 2015, J. Comput. Graph. Stat. 24:44). Numbers and dates: at up to 30 quantiles
/// of the column from 1 to 99 %, or at all values where they are fewer; spellings: at the 20
/// commonest. `output` as in explainRow(). Throws Error(BadInput) without rows or where the column
/// has no cells, Error(Unsupported) for pictures.
PartialDependence partialDependence(const Model &model, const RawBatch &rows, std::size_t column,
                                    int output, const ExplainEffort &effort = {});

} // namespace leptune
