// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <QString>

#include <vector>

namespace leptune {

/// A model that can be used, as a list offers it.
struct ModelChoice {
    LeaderboardEntry entry;
    QString
        role; ///< the name StudyRecord::model() knows: "best", "single", "smallest" or the entry's
    QString title;   ///< "Best, best single model: nn-4"
    QString line;    ///< "Best: nn-4 · Neural network · AUC 0.912 · 12 kB", for a list
    QString history; ///< what its score was measured on and what it learned from
    bool recommended = false;
};

/// The recommended models first, each once with all its merits, then the other kept ones, best
/// first. A refitted model stands for the scored one that it was made from.
std::vector<ModelChoice> modelChoices(const StudyRecord &record);

} // namespace leptune
