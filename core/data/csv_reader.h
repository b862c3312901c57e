// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/input_reader.h"
#include "core/data/read_table.h"

#include <string>

namespace leptune {

/// Reads CSV or TSV in any of the known encodings. `subject` names the source in errors. Equal for
/// any number of threads. Throws Error(TooLittleData | BadFormat | BadColumn | BadOption |
/// Stopped).
ReadResult readCsv(InputBytes input, const std::string &subject, const ReadOptions &options);

/// Reads the beginning of a text: a last row that may be cut off is left out.
ReadResult readCsvStart(InputBytes input, const std::string &subject, const ReadOptions &options);

/// The bytes as UTF-8 text, byte order mark still on where they were UTF-8 already; fills
/// report.encoding and report.repaired. Throws Error(BadFormat) for what is no text.
InputBytes decodeInput(InputBytes input, const std::string &subject, const ReadOptions &options,
                       ImportReport &report);

} // namespace leptune
