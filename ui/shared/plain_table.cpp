// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/plain_table.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QHeaderView>
#include <QTableView>

namespace leptune {

void makePlain(QTableView &table)
{
    constexpr int kGap = 8;
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setShowGrid(false);
    table.setAlternatingRowColors(true);
    table.setFrameShape(QFrame::NoFrame);
    table.setTabKeyNavigation(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + kGap);
    table.horizontalHeader()->setHighlightSections(false);
}

void keepOrder(QTableView &table, const QString &why)
{
    table.horizontalHeader()->setToolTip(why);
    table.horizontalHeader()->setAccessibleDescription(why);
}

void keepOrder(QTableView &table)
{
    keepOrder(table,
              QCoreApplication::translate(
                  "PlainTable", "Every row is a measure of its own: there is no other order."));
}

} // namespace leptune
