// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparison_table.h"

#include "ui/shared/table_copy.h"
#include "ui/shared/table_filter.h"

#include <QHeaderView>

#include <algorithm>

namespace leptune {

ComparisonTable::ComparisonTable(QWidget *parent) : QTableWidget(parent)
{
    setEditTriggers(NoEditTriggers);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignCenter |
                                            static_cast<Qt::AlignmentFlag>(Qt::TextWordWrap));
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    installTableCopy(this);
    new TableFilter(this);
}

void ComparisonTable::showComparison(const Comparison &comparison)
{
    clear();
    setColumnCount(static_cast<int>(comparison.names.size()));
    setRowCount(static_cast<int>(comparison.rows.size()));
    setHorizontalHeaderLabels(comparison.names);
    for (int row = 0; row < rowCount(); ++row) {
        const ComparisonRow &line = comparison.rows[static_cast<std::size_t>(row)];
        auto *title =
            new QTableWidgetItem(line.differs ? QStringLiteral("≠ ") + line.title : line.title);
        title->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        setVerticalHeaderItem(row, title);
        QFont words = font();
        words.setBold(line.differs);
        for (int column = 0; column < columnCount(); ++column) {
            auto *item = new QTableWidgetItem(line.cells[column]);
            item->setFont(words);
            item->setToolTip(line.cells[column]);
            setItem(row, column, item);
        }
    }
    fitColumns(comparison);
}

/// Cells are read whole, except for long lists of words; long names take two lines.
void ComparisonTable::fitColumns(const Comparison &comparison)
{
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    const int room = 2 * metrics.averageCharWidth();
    const int least = 14 * metrics.averageCharWidth(), most = 34 * metrics.averageCharWidth();
    int width = least;
    for (const ComparisonRow &line : comparison.rows)
        for (const QString &cell : line.cells)
            width = std::max(width, metrics.horizontalAdvance(cell) + room);
    width = std::min(width, most);
    const bool isLong = std::ranges::any_of(comparison.names, [&](const QString &name) {
        return metrics.horizontalAdvance(name) + room > width;
    });
    horizontalHeader()->setMinimumSectionSize(width);
    horizontalHeader()->setFixedHeight((isLong ? 2 : 1) * metrics.lineSpacing() + 8);
}

} // namespace leptune
