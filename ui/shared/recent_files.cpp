// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/recent_files.h"

#include <QSettings>

#include <algorithm>

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
        settings.setValue(QStringLiteral("page"), files[i].page);
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
                      settings.value(QStringLiteral("openedAt")).toDateTime(),
                      settings.value(QStringLiteral("page"), -1).toInt()});
    }
    settings.endArray();
    return files;
}

void RecentFiles::add(const RecentFile &file)
{
    QList<RecentFile> files = list();
    const auto known = std::find_if(files.begin(), files.end(), [&](const RecentFile &other) {
        return other.path == file.path;
    });
    RecentFile added = file;
    if (known != files.end() && added.page < 0)
        added.page = known->page;
    files = without(file.path);
    files.prepend(added);
    while (files.size() > kMost)
        files.removeLast();
    store(files);
}

void RecentFiles::setPage(const QString &path, int page)
{
    QList<RecentFile> files = list();
    for (RecentFile &file : files) {
        if (file.path != path || file.page == page)
            continue;
        file.page = page;
        store(files);
        return;
    }
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
