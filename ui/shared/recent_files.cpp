// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/recent_files.h"

#include <QSettings>

#include <algorithm>
#include <utility>

namespace leptune {

namespace {

constexpr int kMost = 12;

QVariantList valuesOf(const std::optional<FrontLimits> &limits)
{
    return limits ? QVariantList{limits->maxDrop, limits->maxBytes, limits->maxMicroseconds}
                  : QVariantList{};
}

std::optional<FrontLimits> limitsOf(const QVariantList &values)
{
    if (values.size() != 3)
        return std::nullopt;
    return FrontLimits{values[0].toDouble(), values[1].toDouble(), values[2].toDouble()};
}

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
        settings.setValue(QStringLiteral("model"), files[i].model);
        settings.setValue(QStringLiteral("limits"), valuesOf(files[i].limits));
    }
    settings.endArray();
}

QList<RecentFile> without(const QString &path)
{
    QList<RecentFile> files = RecentFiles::list();
    files.removeIf([&](const RecentFile &file) { return file.path == path; });
    return files;
}

/// Changes what is remembered of a file in the list; `change` says whether anything is other now.
template <typename Change>
void edit(const QString &path, const Change &change)
{
    QList<RecentFile> files = RecentFiles::list();
    const auto known = std::find_if(files.begin(), files.end(),
                                    [&](const RecentFile &file) { return file.path == path; });
    if (known != files.end() && change(*known))
        store(files);
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
                      settings.value(QStringLiteral("page"), -1).toInt(),
                      settings.value(QStringLiteral("model")).toString(),
                      limitsOf(settings.value(QStringLiteral("limits")).toList())});
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
    if (known != files.end()) {
        added.page = added.page < 0 ? known->page : added.page;
        added.model = added.model.isEmpty() ? known->model : added.model;
        added.limits = added.limits ? added.limits : known->limits;
    }
    files = without(file.path);
    files.prepend(added);
    while (files.size() > kMost)
        files.removeLast();
    store(files);
}

RecentFile RecentFiles::find(const QString &path)
{
    for (const RecentFile &file : list())
        if (file.path == path)
            return file;
    return {};
}

void RecentFiles::setPage(const QString &path, int page)
{
    edit(path, [page](RecentFile &file) { return std::exchange(file.page, page) != page; });
}

void RecentFiles::setModel(const QString &path, const QString &model)
{
    edit(path, [&](RecentFile &file) { return std::exchange(file.model, model) != model; });
}

void RecentFiles::setLimits(const QString &path, const FrontLimits &limits)
{
    edit(path, [&](RecentFile &file) {
        return valuesOf(std::exchange(file.limits, limits)) != valuesOf(limits);
    });
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
