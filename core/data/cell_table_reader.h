// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column_inference.h"
#include "core/data/read_table.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace leptune {

constexpr std::uint64_t kAllRows = std::numeric_limits<std::uint64_t>::max();

/// How many of a source's columns the options keep.
inline std::uint64_t columnsKept(const ReadOptions &options, std::uint64_t columns)
{
    return options.only.empty() ? columns : options.only.size();
}

/// Collects the rows of a source that is read cell by cell, then infers columns by the same rules
/// as CSV. An empty cell is missing.
class CellTableReader {
public:
    /// Names from the first row, where that looks like names.
    CellTableReader(std::string subject, const ReadOptions &options);
    /// Names from the source.
    CellTableReader(std::string subject, const ReadOptions &options,
                    std::vector<std::string> names);

    /// Rules for a column by place (declared types); the user's override them.
    void declare(std::size_t column, const InferenceRules &rules);
    /// `line` is said of bad cells; 0 where the source has none. Throws Error(Stopped).
    void addRow(std::vector<std::string> cells, std::uint64_t line = 0);
    std::uint64_t rows() const { return m_lines.size() + m_first.size(); }
    /// Throws Error(TooLittleData | BadColumn).
    ReadResult finish(ImportReport report);

private:
    struct FirstRow {
        std::vector<std::string> cells;
        std::uint64_t line;
    };
    void decideHeader();
    void append(const std::vector<std::string> &cells, std::uint64_t line);
    void widen(std::size_t columns);
    void infer(std::size_t column, std::vector<Column> &kept);
    void chooseColumns();
    void noteRaggedRows();

    std::string m_subject;
    const ReadOptions &m_options;
    bool m_named = false;
    bool m_hasHeader = true;
    std::vector<FirstRow> m_first; ///< rows held back until the header is decided
    std::vector<std::string> m_names;
    std::vector<InferenceRules> m_rules;
    std::vector<StringDictionary> m_spellings;
    std::vector<std::vector<std::int32_t>> m_codes;
    std::vector<std::uint64_t> m_lines;
    std::vector<char> m_wanted;
    std::uint64_t m_short = 0;
    std::uint64_t m_long = 0;
    ReadResult m_result;
};

} // namespace leptune
