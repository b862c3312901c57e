// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/error_costs.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace leptune {

enum class TaskChoice { Auto, Classification, Regression };

/// Where the locked test rows come from.
struct TestChoice {
    enum class Kind { Share, File, None } kind = Kind::Share;
    double share = 0.2;
    std::string file;   ///< Kind::File; the caller reads it
    bool asked = false; ///< for this share: it is set aside however few the rows are

    bool operator==(const TestChoice &) const = default;
};

/// What the user lets a hyperparameter be: a part of the family's own range, or some of its
/// choices.
struct ParameterRange {
    double low = 0.0;
    double high = 0.0;
    bool log = false;
    std::vector<std::string> choices; ///< of a categorical one; the others leave it empty

    bool operator==(const ParameterRange &) const = default;
};
/// By the parameter's name; what is not named keeps its own range.
using FamilySpace = std::map<std::string, ParameterRange>;

/// What the user asked for; the defaults are the product's.
struct TuneOptions {
    std::string target;
    TaskChoice task = TaskChoice::Auto;
    std::string metric; ///< "" = the task's default
    double budgetSeconds = 60.0;
    int trials = 0;  ///< > 0: exactly so many trials, no clock is read (deterministic)
    int threads = 0; ///< workers; 0 = cores
    std::uint64_t seed = 0;
    int folds = 0;                     ///< 0 = chosen by size and cost
    std::vector<std::string> families; ///< empty = all
    std::vector<std::string> ignore;
    std::string group;
    std::string time;
    std::string weight;
    std::string positive;
    TestChoice test;
    bool refit = true;
    bool stopEarly = false;
    bool experience =
        false; ///< learn from this user's earlier runs, and let later ones learn from this
    double memoryBytes = 0.0;   ///< 0 = 60 % of RAM
    double maxModelBytes = 0.0; ///< of what is recommended; 0 = any size
    double maxLatencyMicroseconds =
        0.0;                     ///< a row, of what is recommended; 0 = any. Not with `trials`
    std::string device = "auto"; ///< of networks: auto | cpu | cuda; auto with `trials` is cpu
    std::map<std::string, int> monotone; ///< column: +1 the answer (the chance of the positive
                                         ///< class) rises with it, -1 falls
    double maxDrop =
        0.0; ///< that compressing at the end may cost; 0 = the usual, where another limit is set
    ErrorCosts costs;                          ///< of wrong answers: what labels are decided by
    std::map<std::string, FamilySpace> spaces; ///< by family
};

} // namespace leptune
