// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/before_after_table.h"

#include "ui/charts/chart_theme.h"
#include "ui/shared/plain_table.h"
#include "ui/shared/table_copy.h"
#include "ui/shared/table_filter.h"

#include <QHeaderView>
#include <QPainter>

#include <algorithm>

namespace leptune {

namespace {

constexpr int kGap = 16; ///< between columns

Qt::Alignment alignmentOf(int column)
{
    return (column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter;
}

} // namespace

BeforeAfterTable::BeforeAfterTable(bool withChange, QWidget *parent) : QTableWidget(parent)
{
    QStringList heads{QString(), tr("Before"), tr("After")};
    if (withChange)
        heads << tr("Change");
    setColumnCount(static_cast<int>(heads.size()));
    setHorizontalHeaderLabels(heads);
    makePlain(*this);
    keepOrder(*this);
    setWordWrap(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 0; column < columnCount(); ++column)
        horizontalHeaderItem(column)->setTextAlignment(alignmentOf(column));
    installTableCopy(this);
    new TableFilter(this);
}

void BeforeAfterTable::setRows(const std::vector<BeforeAfter> &rows)
{
    setRowCount(static_cast<int>(rows.size()));
    for (int i = 0; i < rowCount(); ++i) {
        const BeforeAfter &row = rows[static_cast<std::size_t>(i)];
        const QStringList cells{row.what, row.before, row.after, row.change};
        for (int column = 0; column < columnCount(); ++column) {
            auto *cell = new QTableWidgetItem(cells[column]);
            cell->setTextAlignment(alignmentOf(column));
            cell->setToolTip(row.tip.isEmpty() ? cells[column] : row.tip);
            setItem(i, column, cell);
        }
    }
    for (int column = 1; column < columnCount(); ++column)
        setColumnWidth(column, std::max(sizeHintForColumn(column),
                                        horizontalHeader()->sectionSizeHint(column)) +
                                   kGap);
    setAccessibleDescription(rows.empty() ? m_emptyText : QString());
}

void BeforeAfterTable::setEmptyText(const QString &text)
{
    m_emptyText = text;
    setAccessibleDescription(rowCount() == 0 ? text : QString());
    viewport()->update();
}

void BeforeAfterTable::paintEvent(QPaintEvent *event)
{
    QTableWidget::paintEvent(event);
    if (rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(ChartTheme::from(palette()).muted);
    painter.drawText(viewport()->rect().adjusted(kGap, kGap / 2, -kGap, -kGap / 2),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
}

} // namespace leptune
