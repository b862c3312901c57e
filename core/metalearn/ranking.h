// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/portfolio.h"

#include <limits>
#include <string>
#include <vector>

namespace leptune {

/// What is to be started on, and with what means.
struct RankingRequest {
    MetaFeatures features;
    DataShape shape; ///< of one fit
    int fitsPerTrial = 1;
    std::vector<std::string> families; ///< names that may be used; empty = all
    double coreSeconds = std::numeric_limits<double>::infinity(); ///< seconds left times workers
    double speed = 1.0;     ///< seconds here / seconds where the portfolio was measured
    bool byLikeness = true; ///< false: all tables of the task count alike
    std::size_t most = 24;  ///< picks
};

/// A trial worth starting with.
struct PortfolioPick {
    std::string family;
    Configuration configuration;
    double expectedSeconds = 0.0;  ///< of one core, all fits; 0 = unknown
    double expectedGain = 0.0;     ///< of the ensemble's normalised error on data like this
    std::vector<std::string> like; ///< names of the tables that speak for it, the strongest first
    std::string why;               ///< "did well on data sets like a, b and c"
};

/// Configurations in the order to try them: greedily the one that most lowers the error of an
/// ensemble of all before it, per predicted second where time is limited, averaged over measured
/// tables of the task by their likeness to the request. Picks that would not fit in what is left
/// are passed over. Empty where nothing is known of the task. Deterministic; runs nothing and reads
/// no clock.
std::vector<PortfolioPick> rankPortfolio(const Portfolio &known, const RankingRequest &request);

/// The candidates (indices) that growing an ensemble on average takes first, for each task apart,
/// joined; at most `most` a task. What a portfolio is cut down to.
std::vector<int> selectCandidates(const Portfolio &known, std::size_t most);

} // namespace leptune
