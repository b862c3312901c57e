// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/before_after_table.h"

#include "ui/shared/table_copy.h"

#include <QHeaderView>

namespace leptune {

BeforeAfterTable::BeforeAfterTable(bool withChange, QWidget *parent)
    : QTableWidget(parent), m_withChange(withChange)
{
    QStringList heads{QString(), tr("Before"), tr("After")};
    if (withChange)
        heads << tr("Change");
    setColumnCount(static_cast<int>(heads.size()));
    setHorizontalHeaderLabels(heads);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 0; column < columnCount(); ++column)
        horizontalHeaderItem(column)->setTextAlignment(
            (column == 1 || column == 2 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    installTableCopy(this);
}

void BeforeAfterTable::setRows(const std::vector<BeforeAfter> &rows)
{
    setRowCount(static_cast<int>(rows.size()));
    for (int i = 0; i < rowCount(); ++i) {
        const BeforeAfter &row = rows[static_cast<std::size_t>(i)];
        const QStringList cells{row.what, row.before, row.after, row.change};
        for (int column = 0; column < columnCount(); ++column) {
            auto *cell = new QTableWidgetItem(cells[column]);
            const bool isNumber = column == 1 || column == 2;
            cell->setTextAlignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
            cell->setToolTip(row.tip.isEmpty() ? cells[column] : row.tip);
            setItem(i, column, cell);
        }
    }
}

} // namespace leptune
