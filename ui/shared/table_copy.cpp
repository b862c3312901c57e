// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/table_copy.h"

#include "ui/charts/chart_export.h"
#include "ui/shared/file_places.h"
#include "ui/shared/format.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
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

QString exactly(const QVariant &edited, const QVariant &shown)
{
    return (edited.isValid() ? edited : shown).toString();
}

QString valueOf(const QModelIndex &index)
{
    return exactly(index.data(Qt::EditRole), index.data());
}

QString headerOf(const QAbstractItemModel &model, int column)
{
    return exactly(model.headerData(column, Qt::Horizontal, Qt::EditRole),
                   model.headerData(column, Qt::Horizontal));
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
        line.append(cell(headerOf(*view.model(), column)));
    QString text = line.join(u'\t') + u'\n';
    const qsizetype most = kMostCells / std::max<qsizetype>(1, columns.size());
    const QList<int> rows = rowsOf(selection, most + 1);
    if (rows.size() > most)
        tellCut(view, most);
    for (const int row : rows.first(std::min(rows.size(), most))) {
        if (view.isRowHidden(row))
            continue;
        line.clear();
        for (const int column : columns) {
            const QModelIndex index = view.model()->index(row, column);
            line.append(isBlock || chosen.isSelected(index) ? cell(valueOf(index)) : QString());
        }
        text += line.join(u'\t') + u'\n';
    }
    return text;
}

/// All visible columns, in the order the user sees them; the first rows of very many.
ChartTable wholeTable(const QTableView &view, qsizetype &left)
{
    const QAbstractItemModel &model = *view.model();
    ChartTable table;
    QList<int> columns;
    for (int place = 0; place < model.columnCount(); ++place) {
        const int column = view.horizontalHeader()->logicalIndex(place);
        if (!view.isColumnHidden(column))
            columns.append(column);
    }
    for (const int column : columns)
        table.header.append(headerOf(model, column));
    const qsizetype most = kMostCells / std::max<qsizetype>(1, columns.size());
    const qsizetype rows = std::min<qsizetype>(model.rowCount(), most);
    left = model.rowCount() - rows;
    for (int row = 0; row < rows; ++row) {
        if (view.isRowHidden(row))
            continue;
        QStringList line;
        for (const int column : columns)
            line.append(valueOf(model.index(row, column)));
        table.rows.push_back(std::move(line));
    }
    return table;
}

} // namespace

void askToSaveTable(QTableView &view)
{
    QString path = QFileDialog::getSaveFileName(
        &view, QCoreApplication::translate("TableCopy", "Save the table"), fileFolder(),
        QCoreApplication::translate("TableCopy", "Table (*.csv)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".csv");
    rememberFolder(path);
    saveTable(view, path);
}

bool saveTable(QTableView &view, const QString &path)
{
    qsizetype left = 0;
    const QByteArray bytes = wholeTable(view, left).text(QLatin1Char(',')).toUtf8();
    const QString problem = writeWhole(path, bytes);
    const QString name = QDir::toNativeSeparators(path);
    const QString words =
        !problem.isEmpty() ? problem
        : left > 0 ? QCoreApplication::translate("TableCopy", "Saved %1, without the last %2 rows.")
                         .arg(name, formatCount(static_cast<std::uint64_t>(left)))
                   : QCoreApplication::translate("TableCopy", "Saved %1.").arg(name);
    QToolTip::showText(view.mapToGlobal(view.rect().center()), words, &view);
    return problem.isEmpty();
}

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
    auto *save = new QAction(QCoreApplication::translate("TableCopy", "Save as CSV…"), view);
    save->setObjectName(QStringLiteral("saveCells"));
    QObject::connect(save, &QAction::triggered, view, [view] {
        if (view->model())
            askToSaveTable(*view);
    });
    view->addAction(save);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

} // namespace leptune
