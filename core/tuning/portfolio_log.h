// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"
#include "core/metalearn/file_lock.h"
#include "core/metalearn/portfolio.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace leptune {

/// One configuration measured on one table.
struct MeasuredRow {
    PortfolioCandidate candidate;
    /// "done", "cut" (by its limit, scored as it was), "slow" (ended by it before anything could be
    /// scored), "failed", "unfit" (not for such data).
    std::string state;
    std::string reason;
    double score = 0.0;
    double seconds = 0.0; ///< of one core
    bool isScored() const { return state == "done" || state == "cut"; }
};

/// Finished work of the portfolio learner, on disk: PATH.rows holds a JSON line a table and a row,
/// PATH.oof/ the out-of-fold predictions (raw float32 with a checksum). Lines are appended once
/// their predictions are in place, so that a killed run loses at most what was running. Not
/// thread-safe.
class PortfolioLog {
public:
    /// Opens or goes on. Throws Error(Unwritable), or Error(BadInput) where the file was begun with
    /// other settings (text) or another program writes it.
    PortfolioLog(const std::string &path, const std::string &settings);

    struct Table {
        MeasuredTable head;
        std::vector<MeasuredRow> rows;
        const MeasuredRow *find(const PortfolioCandidate &candidate) const;
        /// Adds the row, or replaces the one of its candidate (measured again).
        void put(MeasuredRow row);
    };
    /// By name.
    const std::map<std::string, Table> &tables() const { return m_tables; }
    double seconds() const; ///< spent in all rows

    /// Begins a table; rows of one with another hash are forgotten.
    void addTable(const MeasuredTable &head, const Target &truth);
    void addRow(const std::string &table, const MeasuredRow &row, const FloatMatrix &prediction);

    /// What addTable() was given, class names aside; nothing where the file is gone or damaged.
    std::optional<Target> truth(const std::string &table) const;
    std::optional<FloatMatrix> prediction(const std::string &table,
                                          const PortfolioCandidate &candidate) const;

private:
    void load(const std::string &settings);
    void append(const std::string &line);
    std::string fileOf(const Table &table, const std::string &key) const;

    std::string m_path;
    std::string m_folder;
    FileLock m_lock;
    std::map<std::string, Table> m_tables;
};

} // namespace leptune
