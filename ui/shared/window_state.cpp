// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/window_state.h"

#include <QHeaderView>
#include <QMainWindow>
#include <QSettings>
#include <QSplitter>
#include <QTableView>

namespace leptune {

namespace {

/// By the nearest widget with a name, and its place among the splitters there.
QString splitterKey(const QSplitter &splitter)
{
    const QWidget *named = splitter.parentWidget();
    while (named && named->objectName().isEmpty())
        named = named->parentWidget();
    const auto place =
        named ? named->findChildren<QSplitter *>().indexOf(const_cast<QSplitter *>(&splitter)) : 0;
    return QStringLiteral("window/splitters/%1-%2")
        .arg(named ? named->objectName() : QString())
        .arg(place);
}

/// With the number of columns: another version may have others.
QString headerKey(const QTableView &table)
{
    return QStringLiteral("window/columns/%1-%2")
        .arg(table.objectName())
        .arg(table.horizontalHeader()->count());
}

bool hasFixedColumns(const QTableView &table)
{
    return !table.objectName().isEmpty() && table.objectName() != QStringLiteral("dataTable") &&
           table.horizontalHeader()->count() > 0;
}

} // namespace

void saveWindowParts(const QMainWindow &window)
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/docks"), window.saveState());
    for (const auto *splitter : window.findChildren<QSplitter *>())
        settings.setValue(splitterKey(*splitter), splitter->saveState());
    for (const auto *table : window.findChildren<QTableView *>())
        if (hasFixedColumns(*table))
            settings.setValue(headerKey(*table), table->horizontalHeader()->saveState());
}

void restoreWindowParts(QMainWindow &window)
{
    const QSettings settings;
    window.restoreState(settings.value(QStringLiteral("window/docks")).toByteArray());
    for (auto *splitter : window.findChildren<QSplitter *>())
        if (settings.contains(splitterKey(*splitter)))
            splitter->restoreState(settings.value(splitterKey(*splitter)).toByteArray());
    for (auto *table : window.findChildren<QTableView *>())
        if (hasFixedColumns(*table) && settings.contains(headerKey(*table)))
            table->horizontalHeader()->restoreState(
                settings.value(headerKey(*table)).toByteArray());
}

} // namespace leptune
