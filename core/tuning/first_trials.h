// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/ranking.h"
#include "core/tuning/study_record.h"
#include "core/tuning/study_setup.h"
#include "core/tuning/trial.h"

#include <limits>
#include <string>
#include <vector>

namespace leptune {

struct FirstTrialOptions {
    std::vector<std::string> families; ///< names that may be used; empty = all
    double coreSeconds = std::numeric_limits<double>::infinity(); ///< seconds left times workers
    std::uint64_t seed = 0;
    bool landmarks = true;   ///< some tenths of a second of quick fits
    bool experience = false; ///< read the user's own file, too
    std::stop_token stop;
};

struct FirstTrials {
    MetaFeatures features;
    std::vector<PortfolioPick> picks; ///< best first, may be empty: the families' defaults are left
    std::vector<std::string> notes;   ///< what could not be read
};

/// What earlier data sets say should be tried first on `rows` of the set-up (the ones of the plan;
/// locked rows are not looked at). Never throws for a missing or damaged portfolio or experience.
/// Deterministic without `experience` and a time limit.
FirstTrials chooseFirstTrials(const StudySetup &setup, const Rows &rows, const TrialPlan &plan,
                              const FirstTrialOptions &options);

/// What a finished study teaches: its best trials with their out-of-fold errors, as a portfolio of
/// one table, for ExperienceFile::append(). Empty where fewer than two trials have predictions of
/// the plan's rows. `data`: what they are called, "" = unknown;
/// `date` as "2026-03-01".
Portfolio experienceOf(const StudyRecord &record, const MetaFeatures &features,
                       const TrialPlan &plan, const std::string &data, const std::string &date);

} // namespace leptune
