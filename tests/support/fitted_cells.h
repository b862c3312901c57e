// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <memory>
#include <string>
#include <vector>

namespace leptune::samples {

/// A Model that a family learned of columns of one kind for a task, and the rows it learned from.
struct FittedCell {
    std::string family;
    std::string task;    ///< "numbers", "two classes", "three classes"
    std::string columns; ///< "numbers", "all kinds", "pictures"
    std::shared_ptr<const Model> model;
    RawBatch rows;

    std::string name() const { return family + ", " + task + ", " + columns; }
};

/// Every family that can be fitted here, every task, every kind of columns that it takes, with
/// missing, unseen and extreme cells.
std::vector<FittedCell> fittedCells();

} // namespace leptune::samples
