// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/project_writer.h"

#include "core/base/clock.h"
#include "core/base/error.h"

#include <utility>

namespace leptune {

namespace {

/// A checkpoint may cost one fiftieth of the time.
constexpr double kCostFactor = 50.0;

} // namespace

void ProjectWriter::setData(std::shared_ptr<const Table> table, std::string path,
                            ReadOptions options)
{
    std::lock_guard lock(m_settings);
    m_table = std::move(table);
    m_dataPath = std::move(path);
    m_options = std::move(options);
    m_options.stop = {};
    m_referenceKnown = false;
}

void ProjectWriter::setCheckpointPath(std::string path)
{
    std::lock_guard lock(m_settings);
    m_checkpointPath = std::move(path);
}

std::string ProjectWriter::checkpointPath() const
{
    std::lock_guard lock(m_settings);
    return m_checkpointPath;
}

Project ProjectWriter::projectOf(const StudyRecord &record)
{
    Project project;
    project.study = record;
    std::lock_guard lock(m_settings);
    if (!m_referenceKnown) {
        m_reference = {};
        m_reference.path = m_dataPath;
        m_reference.options = m_options;
        try {
            if (!m_dataPath.empty())
                m_reference = referenceTo(m_dataPath, m_options);
        } catch (const Error &) {
            // The file has gone since it was read; the project keeps its copy of the rows.
        }
        m_referenceKnown = true;
    }
    project.data = m_reference;
    if (m_table)
        project.table = *m_table;
    return project;
}

void ProjectWriter::save(const StudyRecord &record, const std::string &path)
{
    std::lock_guard lock(m_writing);
    const Stopwatch watch;
    saveProject(projectOf(record), path);
    m_lastCost = watch.seconds();
    m_lastEnd = nowSeconds();
}

bool ProjectWriter::checkpoint(const StudyRecord &record)
{
    const std::string path = checkpointPath();
    if (path.empty())
        return false;
    {
        std::lock_guard lock(m_writing);
        if (!record.finished && nowSeconds() - m_lastEnd < kCostFactor * m_lastCost)
            return false;
    }
    save(record, path);
    return true;
}

} // namespace leptune
