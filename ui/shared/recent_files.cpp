// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/recent_files.h"

#include <QSettings>

namespace leptune {

namespace {

constexpr int kMost = 12;

void store(const QList<RecentFile> &files)
{
    QSettings settings;
    settings.remove(QStringLiteral("recent"));
    settings.beginWriteArray(QStringLiteral("recent"));
    for (int i = 0; i < files.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("path"), files[i].path);
        settings.setValue(QStringLiteral("task"), files[i].task);
        settings.setValue(QStringLiteral("score"), files[i].score);
        settings.setValue(QStringLiteral("openedAt"), files[i].openedAt);
    }
    settings.endArray();
}

QList<RecentFile> without(const QString &path)
{
    QList<RecentFile> files = RecentFiles::list();
    files.removeIf([&](const RecentFile &file) { return file.path == path; });
    return files;
}

} // namespace

QList<RecentFile> RecentFiles::list()
{
    QSettings settings;
    QList<RecentFile> files;
    const int count = settings.beginReadArray(QStringLiteral("recent"));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        files.append({settings.value(QStringLiteral("path")).toString(),
                      settings.value(QStringLiteral("task")).toString(),
                      settings.value(QStringLiteral("score")).toString(),
                      settings.value(QStringLiteral("openedAt")).toDateTime()});
    }
    settings.endArray();
    return files;
}

void RecentFiles::add(const RecentFile &file)
{
    QList<RecentFile> files = without(file.path);
    files.prepend(file);
    while (files.size() > kMost)
        files.removeLast();
    store(files);
}

void RecentFiles::remove(const QString &path)
{
    store(without(path));
}

void RecentFiles::clear()
{
    store({});
}

} // namespace leptune
