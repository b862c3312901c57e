// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/interrupt.h"
#include "core/project/project.h"

#include <optional>

namespace leptune {

/// The rows a project was tuned on: its copy, else the file it was read from (`path` where it lies
/// elsewhere now), which must not have changed. Throws Error(NotFound | BadInput).
Table tableOf(Project &project, const std::string &path, bool quiet, const Interrupt &interrupt);
/// The test file that was named when the project was tuned, or nothing.
std::optional<Table> testOf(const Project &project, const Table &table, const Interrupt &interrupt);

} // namespace leptune
