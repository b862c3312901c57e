// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/plain_table.h"

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

} // namespace leptune
