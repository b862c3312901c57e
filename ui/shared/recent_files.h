// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

namespace leptune {

struct RecentFile {
    QString path;
    QString task;  ///< projects: "churn, binary"
    QString score; ///< projects: "auc 0.9142"
    QDateTime openedAt;
    int page = -1; ///< projects: the step that was shown last; -1 = unknown

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
    /// Of a file in the list; others are not remembered.
    static void setPage(const QString &path, int page);
    static void remove(const QString &path);
    static void clear();
};

} // namespace leptune
