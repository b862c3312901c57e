// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/table_copy.h"

#include "ui/shared/format.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QItemSelectionModel>
#include <QTableView>
#include <QToolTip>

#include <algorithm>

namespace leptune {

namespace {

constexpr qsizetype kMostCells = 200'000; // some tenths of a second

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

/// At most `most`.
QList<int> rowsOf(const QItemSelection &selection, qsizetype most)
{
    QList<int> rows;
    for (const QItemSelectionRange &range : selection)
        for (int row = range.top(); row <= range.bottom() && rows.size() < most; ++row)
            rows.append(row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

void tellCut(QTableView &view, qsizetype rows)
{
    QToolTip::showText(view.mapToGlobal(view.rect().center()),
                       QCoreApplication::translate(
                           "TableCopy", "Only the first %1 of the selected rows were copied.")
                           .arg(formatCount(static_cast<std::uint64_t>(rows))),
                       &view);
}

/// Of a large selection the first rows, which is said.
QString selectedText(QTableView &view)
{
    const QItemSelectionModel &chosen = *view.selectionModel();
    const QItemSelection selection = chosen.selection();
    const bool isBlock = selection.size() == 1;
    const QList<int> columns = columnsOf(view, selection);
    QStringList line;
    for (const int column : columns)
        line.append(headerOf(*view.model(), column));
    QString text = line.join(u'\t') + u'\n';
    const qsizetype most = kMostCells / std::max<qsizetype>(1, columns.size());
    const QList<int> rows = rowsOf(selection, most + 1);
    if (rows.size() > most)
        tellCut(view, most);
    for (const int row : rows.first(std::min(rows.size(), most))) {
        line.clear();
        for (const int column : columns) {
            const QModelIndex index = view.model()->index(row, column);
            line.append(isBlock || chosen.isSelected(index) ? valueOf(index) : QString());
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
