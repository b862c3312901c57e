// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace leptune {

/// A picture that was answered with another class than its own.
struct PictureMistake {
    std::uint32_t row = 0; ///< of the table
    int truth = 0;
    int answer = 0;
    float probability = 0.0F; ///< of the answer
};

/// The pictures among the scored rows that the best Model got wrong.
struct PictureMistakes {
    std::shared_ptr<const Table> table; ///< null: no pictures, or their rows are not known
    std::string column;                 ///< of the pictures
    std::vector<std::string> classes;
    std::size_t scored = 0;               ///< pictures that were answered
    std::vector<PictureMistake> mistakes; ///< the most confident first

    bool isEmpty() const { return !table; }
    const Column &pictures() const { return table->column(column); }
};

/// Empty where the table has no pictures or the scored rows can't be found in it (scored_rows.h).
PictureMistakes findPictureMistakes(const StudyRecord &record,
                                    const std::shared_ptr<const Table> &table);

} // namespace leptune
