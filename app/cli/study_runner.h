// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/interrupt.h"
#include "core/compress/pareto_front.h"
#include "core/project/project.h"
#include "core/tuning/study.h"

#include <functional>
#include <string>

namespace leptune {

/// What `tune` and `resume` have in common once the data are read.
struct StudyRun {
    StudyInput input;
    std::function<DataReference()> data; ///< called on another thread where a project is saved
    std::string projectPath;             ///< "" = nothing is stored
    std::string notes;                   ///< of the project, kept as they are
    RunHistory history;                  ///< of the project
    std::optional<FrontLimits> limits;   ///< what is compressed to at the end
    bool json = false;
    bool quiet = false;
};

/// Runs the study with a progress line on standard error, saves the project and prints the result.
/// Answers the exit status: 0, or 130 after an interrupt. Throws Error where no model came out or
/// the project can't be saved (the result is printed first).
int runStudy(StudyRun run, const Interrupt &interrupt);

} // namespace leptune
