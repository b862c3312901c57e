// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/meta_features.h"
#include "core/metalearn/portfolio_candidate.h"

#include <cstdint>
#include <string>
#include <vector>

namespace leptune {

/// What was measured on one table. The vectors are parallel: candidate, its score, its seconds.
struct MeasuredTable {
    std::string name;       ///< for people: a data set, or the column that was predicted
    std::string date;       ///< of a run of the user's, "" otherwise
    std::uint64_t hash = 0; ///< of the data
    std::uint64_t rows = 0; ///< usable ones, before any sampling
    MetaFeatures features;
    DataShape shape; ///< of one fit
    int fits = 1;    ///< a trial (folds times repeats)
    std::string metric;
    double constantScore = 0.0;   ///< of a constant answer, higher is better
    std::vector<int> candidates;  ///< indices of Portfolio::candidates, each at most once
    std::vector<double> scores;   ///< out of fold, higher is better
    std::vector<double> seconds;  ///< of one core, all fits
    std::vector<double> products; ///< errorProducts() of them

    /// (score - constant) / (best score - constant) of each, not below -1.
    std::vector<double> normalisedScores() const;
};

/// Configurations and what they reached on tables: the one that comes with the program, or the
/// user's own experience. A value.
struct Portfolio {
    std::vector<PortfolioCandidate> candidates;
    std::vector<MeasuredTable> tables;
    std::string provenance; ///< JSON text: how it was made; "" for experience

    bool empty() const { return tables.empty(); }
    /// The index of the candidate, appended where it is new.
    int indexOf(const PortfolioCandidate &candidate);
    /// Takes in another portfolio's tables.
    void merge(const Portfolio &other);
    /// Only these candidates (indices), in that order; tables keep what they measured of them.
    Portfolio restrictedTo(const std::vector<int> &kept) const;
};

/// JSON text of a portfolio; the same value gives the same text.
std::string portfolioText(const Portfolio &portfolio);
/// Reads it back (scores to six digits, products to a thousandth of the best's error). Throws
/// Error(BadFormat | NewerFormat) with `subject`: what is wrong and where.
Portfolio portfolioFromText(const std::string &text, const std::string &subject);

/// The portfolio that comes with the program, or the file that LEPTUNE_PORTFOLIO names; read once.
/// An absent or damaged one is empty: the families' defaults are tried then.
const Portfolio &builtInPortfolio();
/// Why builtInPortfolio() is empty although a file was given; "" where it is not.
const std::string &builtInPortfolioProblem();

} // namespace leptune
