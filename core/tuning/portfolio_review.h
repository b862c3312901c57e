// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/portfolio.h"
#include "core/tuning/portfolio_log.h"

#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

/// Ensembles of what an order reaches within some means, over tables it has not seen. Scores are
/// normalised: 0 = constant answer, 1 = best ensemble of all that was measured on the table.
struct ReviewLine {
    int trials = 0;           ///< means: so many trials, or
    double coreSeconds = 0.0; ///< so many seconds
    int tables = 0;
    double fixed = 0.0;   ///< the families' defaults in the study's order
    double average = 0.0; ///< the portfolio, all tables counting alike
    double likely = 0.0;  ///< the portfolio, tables weighed by likeness
    double wins =
        0.0; ///< share of tables where `likely` is above `fixed` by over 1e-4; less counts half
};

using PortfolioReview = std::vector<ReviewLine>;

/// Leave-one-data-set-out: each table is ranked for by a portfolio made without it and without any
/// table of as many rows (which may be the same data), then the finished predictions are ensembled
/// as a study does. `all` is everything that was measured, of which a portfolio keeps
/// `keptPerTask` candidates a task; `log` has the predictions.
PortfolioReview reviewPortfolio(const Portfolio &all, std::size_t keptPerTask,
                                const PortfolioLog &log, int workers, const std::stop_token &stop);

} // namespace leptune
