// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace leptune {

/// Writes the open project, from any thread, one save at a time. Used by Save and by the
/// checkpoints of a running study, which spend at most a small share of the time on saving.
class ProjectWriter {
public:
    /// What is open now; `path` is empty for pasted text.
    void setData(std::shared_ptr<const Table> table, std::string path, ReadOptions options);
    /// Where checkpoints go; empty = nowhere.
    void setCheckpointPath(std::string path);
    std::string checkpointPath() const;

    /// Throws Error(Unwritable).
    void save(const StudyRecord &record, const std::string &path);
    /// Saves where setCheckpointPath() said, unless the last save was too recent for what it cost.
    /// Tells whether it wrote. Throws Error(Unwritable).
    bool checkpoint(const StudyRecord &record);

private:
    Project projectOf(const StudyRecord &record);

    mutable std::mutex m_settings;
    std::mutex m_writing;
    std::shared_ptr<const Table> m_table;
    std::string m_dataPath;
    ReadOptions m_options;
    DataReference m_reference; ///< hashed on first use
    bool m_referenceKnown = false;
    std::string m_checkpointPath;
    double m_lastEnd = 0.0;
    double m_lastCost = 0.0;
};

} // namespace leptune
