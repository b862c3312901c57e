// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"
#include "ui/charts/parallel_plot.h"

namespace leptune {

/// The finished trials of a family as parallel coordinates: an axis a hyperparameter that differed
/// among them, the score last; keys are the trials' numbers. Nothing where there are fewer than
/// two.
struct SettingAxes {
    std::vector<ParallelAxis> axes;
    std::vector<ParallelLine> lines;
};
SettingAxes settingAxes(const StudyRecord &record, const std::string &family);

/// A family and how many finished trials it has that had something to choose.
struct TunedFamily {
    std::string name;
    std::size_t trials = 0;
};
/// Most trials first.
std::vector<TunedFamily> tunedFamilies(const StudyRecord &record);
/// A finished trial of a family other than the constant answer.
bool isTunedTrial(const LeaderboardEntry &entry);

} // namespace leptune
