// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace leptune {

/// One project of a comparison: its study, or one that it held before.
struct ComparedProject {
    QString path; ///< of the file; empty where there is none yet
    QString data; ///< name of the data file
    StudyRecord record;
    std::uint64_t columns = 0;
    QDateTime endedAt = {}; ///< invalid = unknown
    bool isEarlier = false;
};

/// The project's study, then those before it, the latest first. Models are left behind: figures are
/// compared.
std::vector<ComparedProject> runsOf(Project project, const QString &path);

struct ComparisonRow {
    QString title;
    QStringList cells; ///< one a project or model
    bool differs = false;
};

/// Projects, or models, side by side.
struct Comparison {
    QStringList names;
    std::vector<ComparisonRow> rows; ///< facts and scores, then the settings that differ
    /// Whether the scores may be set against each other, and which is best, in a sentence.
    QString verdict;
    bool comparable = false; ///< all of them
    int best = -1;           ///< project or model; -1 where none can be told
};

/// A line more: what `text` says of each thing.
template <typename Thing, typename Text>
void addRow(Comparison &comparison, const std::vector<Thing> &things, const QString &title,
            const Text &text)
{
    ComparisonRow row{title, {}, false};
    for (const Thing &thing : things)
        row.cells << text(thing);
    row.differs = std::ranges::any_of(
        row.cells, [&row](const QString &cell) { return cell != row.cells.constFirst(); });
    comparison.rows.push_back(std::move(row));
}

/// Whether both were scored on the same locked rows by the same metric: equal data, target and
/// lock.
bool scoredOnSameRows(const StudyRecord &a, const StudyRecord &b);
Comparison compareProjects(const std::vector<ComparedProject> &projects);

} // namespace leptune
