// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/pareto_front.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace leptune {

struct RecentFile {
    QString path;
    QString task;  ///< projects: "churn, binary"
    QString score; ///< projects: "auc 0.9142"
    QDateTime openedAt;
    int page = -1;                     ///< projects: the step that was shown last; -1 = unknown
    QString model;                     ///< projects: the one that Use was left on; empty = unknown
    std::optional<FrontLimits> limits; ///< projects: those of the Compress page

    bool isProject() const
    {
        return path.endsWith(QStringLiteral(".leptune"), Qt::CaseInsensitive);
    }
};

/// The files opened last, newest first, at most twelve; kept in the settings.
class RecentFiles {
public:
    static QList<RecentFile> list();
    static void add(const RecentFile &file);
    /// Empty for a file that is not in the list.
    static RecentFile find(const QString &path);
    /// Of a file in the list; others are not remembered.
    static void setPage(const QString &path, int page);
    static void setModel(const QString &path, const QString &model);
    static void setLimits(const QString &path, const FrontLimits &limits);
    static void remove(const QString &path);
    static void clear();
};

} // namespace leptune
