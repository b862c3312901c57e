// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/tuning/tune_options.h"

#include <vector>

namespace leptune {

/// What a column is for. Target, Group, Time and Weight are of one column at most.
enum class ColumnRole { Input, LeftOut, Target, Group, Time, Weight };

ColumnRole roleOf(const TuneOptions &options, const std::string &column);
/// Of all columns of a table, in time that grows with them alone.
std::vector<ColumnRole> rolesOf(const TuneOptions &options, const Table &table);
/// That a column of this type can have, Input first.
std::vector<ColumnRole> rolesFor(ColumnType type);
/// Gives the column the role and takes it from the one that had it, which becomes an input. What is
/// predicted keeps its role until another column gets it.
void setRole(TuneOptions &options, const std::string &column, ColumnRole role);
/// What is to be predicted; what was set for the target before (task, metric, positive class,
/// prices of errors) is chosen anew.
void setTarget(TuneOptions &options, const std::string &column);

} // namespace leptune
