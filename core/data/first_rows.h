// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"

#include <string>

namespace leptune {

/// The first rows of a table's file (some hundred or thousand, not of pictures), read as
/// readTable() would: of a large file only the beginning is read and unpacked, whatever comes
/// later. Throws Error as readTable() does.
ReadResult readFirstRows(const std::string &path, const ReadOptions &options = {});

} // namespace leptune
