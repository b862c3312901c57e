// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/table_copy.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QItemSelectionModel>
#include <QTableView>

#include <algorithm>

namespace leptune {

namespace {

constexpr qsizetype kMostRows = 100'000;

QString cell(QString text)
{
    return text.replace(u'\t', u' ').replace(u'\n', u' ');
}

QString valueOf(const QModelIndex &index)
{
    const QVariant value = index.data(Qt::EditRole);
    return cell((value.isValid() ? value : index.data()).toString());
}

QString headerOf(const QAbstractItemModel &model, int column)
{
    const QVariant value = model.headerData(column, Qt::Horizontal, Qt::EditRole);
    return cell((value.isValid() ? value : model.headerData(column, Qt::Horizontal)).toString());
}

/// Columns in the order the user sees them.
QList<int> columnsOf(const QTableView &view, const QItemSelection &selection)
{
    QList<int> columns;
    for (int column = 0; column < view.model()->columnCount(); ++column) {
        const bool chosen =
            std::any_of(selection.begin(), selection.end(), [column](const auto &range) {
                return range.left() <= column && column <= range.right();
            });
        if (chosen && !view.isColumnHidden(column))
            columns.append(column);
    }
    return columns;
}

QList<int> rowsOf(const QItemSelection &selection)
{
    QList<int> rows;
    for (const QItemSelectionRange &range : selection)
        for (int row = range.top(); row <= range.bottom() && rows.size() < kMostRows; ++row)
            rows.append(row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QString selectedText(const QTableView &view)
{
    const QItemSelectionModel &chosen = *view.selectionModel();
    const QItemSelection selection = chosen.selection();
    const QList<int> columns = columnsOf(view, selection);
    QStringList line;
    for (const int column : columns)
        line.append(headerOf(*view.model(), column));
    QString text = line.join(u'\t') + u'\n';
    for (const int row : rowsOf(selection)) {
        line.clear();
        for (const int column : columns) {
            const QModelIndex index = view.model()->index(row, column);
            line.append(chosen.isSelected(index) ? valueOf(index) : QString());
        }
        text += line.join(u'\t') + u'\n';
    }
    return text;
}

} // namespace

void installTableCopy(QTableView *view)
{
    auto *copy =
        new QAction(QCoreApplication::translate("TableCopy", "Copy with column names"), view);
    copy->setObjectName(QStringLiteral("copyCells"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(copy, &QAction::triggered, view, [view] {
        if (view->selectionModel() && view->selectionModel()->hasSelection())
            QApplication::clipboard()->setText(selectedText(*view));
    });
    view->addAction(copy);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

} // namespace leptune
