// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/picture_block.h"
#include "core/data/table.h"
#include "core/data/target.h"

#include <string>
#include <vector>

namespace leptune {

/// One raw column as a Model wants it. `asNumber`: every training cell read as a number (or date), so
/// cells enter as float32, NaN = missing; otherwise as strings, '' = missing. Dates are days since
/// 2000-01-01.
struct RawColumn {
    std::string name;
    ColumnType type = ColumnType::Numeric;
    bool asNumber = true;
    bool used = true; ///< false: may be absent from new data
    PictureShape picture = {}; ///< of a picture column
};

/// The raw columns of a Model (target excluded) and what it answers.
struct Schema {
    std::vector<RawColumn> columns;
    std::string target;
    TaskKind task = TaskKind::Regression;
    std::vector<std::string> classes; ///< in order of first appearance
    int positive = -1;

    int outputs() const { return task == TaskKind::Regression ? 1 : static_cast<int>(classes.size()); }
};

/// The shape of the pictures where a Model uses one column of them and nothing else; else zeros.
PictureShape pictureOnly(const Schema &schema);

/// The schema of a table without its target column.
Schema makeSchema(const Table &features, const Target &target);

} // namespace leptune
