// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/portfolio_review.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

struct PortfolioLearnOptions {
    std::string folder; ///< one folder a table, see portfolio_table.h
    std::string output; ///< the portfolio; FILE.rows and FILE.oof/ beside it keep finished work
    std::vector<std::string> tables;   ///< names; empty = all
    std::vector<std::string> families; ///< names; empty = all
    std::size_t configurations = 60;
    std::size_t mostRows = 10'000; ///< of a table; larger ones are sampled
    double coreHours = 8.0;        ///< of fitting, earlier sittings included
    double fitSeconds = 6.0; ///< of one core a fit; a trial has as many times that as it has fits
    int workers = 2;         ///< fits side by side, one thread each
    std::uint64_t seed = 0;
    std::string command, version, date; ///< provenance
    std::stop_token stop;
    std::function<void(const std::string &line)> report; ///< one sentence a finished table
};

struct PortfolioLearned {
    Portfolio portfolio; ///< as written
    PortfolioReview review;
    std::size_t rows = 0;    ///< table and configuration pairs that gave a score
    std::size_t missing = 0; ///< pairs the hours did not reach
    double seconds = 0.0;    ///< of one core, all sittings
    std::vector<std::string> notes;
};

/// Measures configurations on tables by the study's own folds, and makes a portfolio of the ones
/// that ensembles are best grown from. Goes on where an earlier call with the same output and
/// settings was ended, however it was. Throws Error(Stopped) on a stop request, with finished rows
/// kept.
PortfolioLearned learnPortfolio(const PortfolioLearnOptions &options);

} // namespace leptune
