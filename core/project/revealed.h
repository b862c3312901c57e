// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

/// What a project tells of its data even where no copy of the rows goes with it.
struct Revealed {
    std::vector<std::string> columns;    ///< names, the target's last
    std::vector<std::string> classes;    ///< as they are spelled
    std::set<std::string> categories;    ///< words in cells that Models look up
    std::size_t categoryNumbers = 0;     ///< numbers in cells that Models look up
    std::vector<std::string> rowKeepers; ///< Models that hold rows of training, as scaled numbers
    std::size_t answeredRows = 0;        ///< rows whose true answer is stored beside the predicted
    std::size_t predictedRows =
        0;            ///< rows that Models answered in cross-validation, with their answers
    std::string path; ///< of the data on this machine; "" = none
    std::uint64_t dataHash = 0; ///< tells whether somebody has the same file
    bool hasNotes = false;
};

/// Unpacks the kept Models: takes as long as that. Where it is stopped, what comes is of no use.
Revealed revealedBy(const Project &project, const std::stop_token &stop = {});

/// The project as it is given away: no rows, no earlier runs, and of the data's path only the name
/// of the file.
Project withoutData(const Project &project);

} // namespace leptune
