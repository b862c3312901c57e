// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"
#include "core/data/schema.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace leptune {

/// The options of every command that reads a data file, as they were typed.
class ReadingOptions {
public:
    void addTo(CLI::App &command);
    /// Throws Error(BadOption).
    ReadOptions resolve() const;

private:
    std::string m_separator;
    std::string m_decimal;
    std::string m_encoding;
    bool m_noHeader = false;
    std::string m_sheet;
    std::string m_table;
    std::string m_query;
    std::vector<std::string> m_types;
};

/// Reads the file; what was assumed and repaired goes to standard error unless `quiet`.
ReadResult readAndReport(const std::string &path, const ReadOptions &options, bool quiet);
/// New data for a Model. Pictures that can't be read have no row: they are named.
Table readForModel(const std::string &path, const Schema &schema, const ReadOptions &reading);

} // namespace leptune
