// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/tune_options.h"

#include <QString>

#include <vector>

namespace leptune {

/// What can be set up of a study, in the order to show it.
enum class SetupField {
    Target,
    Task,
    Metric,
    Budget,
    Trials,
    Families,
    LeftOut,
    Directions,
    Positive,
    Group,
    Time,
    Weight,
    Test,
    Refit,
    Folds,
    Threads,
    Seed,
    Memory,
    ModelSize,
    Latency,
    Drop,
    Costs,
    Spaces,
    StopEarly,
    Experience,
    Device
};

/// The fields in which two set-ups differ.
std::vector<SetupField> differingFields(const TuneOptions &a, const TuneOptions &b);
/// What a set-up has to say of itself to be the same where `usual` is the default: the target, the
/// time or the number of trials, and what differs.
std::vector<SetupField> saidFields(const TuneOptions &usual, const TuneOptions &options);
/// "Time budget", "Left out".
QString fieldTitle(SetupField field);
/// The field's value in words: "5 min", "all families".
QString fieldText(SetupField field, const TuneOptions &options);
/// What was done, for Undo: "predict “price”", "leave out “id”".
QString editText(const TuneOptions &before, const TuneOptions &after);
/// Whether a field is set by sliding or counting through values, so that a run of edits is one.
bool isSliding(SetupField field);

} // namespace leptune
