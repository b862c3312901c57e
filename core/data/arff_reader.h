// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/input_reader.h"
#include "core/data/read_table.h"

#include <string>
#include <string_view>

namespace leptune {

/// Whether the first line that is neither empty nor a comment starts with @relation.
bool isArff(std::string_view text);
/// Reads ARFF as Weka's manual defines it, sparse rows included; numeric, nominal, string and date
/// attributes keep their declared kind. Throws Error(BadFormat) naming the line.
ReadResult readArff(InputBytes input, const std::string &subject, const ReadOptions &options);

} // namespace leptune
