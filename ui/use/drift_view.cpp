// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/drift_view.h"

#include "ui/shared/format.h"
#include "ui/shared/plain_table.h"
#include "ui/shared/sorted_cell.h"
#include "ui/shared/table_copy.h"
#include "ui/shared/table_filter.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

namespace {

constexpr int kShownRows = 6; ///< without scrolling

QString end(const ColumnDrift &drift, double value)
{
    return drift.type == ColumnType::DateTime ? QString::fromStdString(dateText(value))
                                              : formatNumber(value, 5);
}

/// Small shares must not look like none.
QString share(double value)
{
    return formatPercent(value, value > 0.0 && value < 0.01 ? 2 : 1);
}

} // namespace

DriftView::DriftView(QWidget *parent)
    : QWidget(parent), m_words(new QLabel(this)), m_table(new QTableWidget(0, 4, this))
{
    m_words->setObjectName(QStringLiteral("driftWords"));
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table->setObjectName(QStringLiteral("driftTable"));
    m_table->setAccessibleName(tr("Columns that are unlike the training data"));
    m_table->setHorizontalHeaderLabels(
        {tr("Column"), tr("What is unlike"), tr("Training data"), tr("This file")});
    makePlain(*m_table);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(
            (column < 2 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    m_table->horizontalHeaderItem(3)->setToolTip(
        tr("Share of the cells; of a distribution its population stability index, which is 0.1 or "
           "more where it has shifted and 0.25 or more where it has shifted much"));
    installTableCopy(m_table);
    new TableFilter(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_words);
    layout->addWidget(m_table);
    clear();
}

void DriftView::clear()
{
    m_table->setRowCount(0);
    m_table->hide();
    m_words->clear();
    hide();
}

void DriftView::say(const QString &text, bool warns)
{
    clear();
    m_words->setText(warns ? QStringLiteral("⚠ ") + text : text);
    show();
}

void DriftView::showReading()
{
    say(tr("Reading the file and comparing it with the training data…"), false);
}

void DriftView::showMissing(const QStringList &columns)
{
    say(tr("The file lacks what the model needs: %1. Add these columns under the same names.")
            .arg(columns.join(QStringLiteral(", "))),
        true);
}

void DriftView::showUnknown()
{
    say(tr("The data that the model learned from can't be had, so nothing tells whether these rows "
           "are like them."),
        false);
}

void DriftView::showReport(const DriftReport &report)
{
    const std::vector<ColumnDrift> notable = report.notable();
    if (notable.empty()) {
        say(tr("✓ %1 rows; the columns look like those of the training data.")
                .arg(formatCount(report.rows)),
            false);
        return;
    }
    say(tr("Unlike the data that the model learned from: %1 of %2 columns. Its answers are less "
           "sure there than its score says.")
            .arg(notable.size())
            .arg(report.columns.size()),
        true);
    const SortingPause pause(*m_table);
    const QString none = QStringLiteral("–");
    for (const ColumnDrift &drift : notable) {
        const QString name = QString::fromStdString(drift.column);
        if (drift.isMissingOften)
            addRow(
                {name, tr("missing cells"), share(drift.missingBefore), share(drift.missingNow)});
        if (drift.isUnseen)
            addRow({name,
                    tr("categories never seen, such as “%1”")
                        .arg(QString::fromStdString(drift.firstUnseen)),
                    none, share(drift.unseen)});
        if (drift.isOutside)
            addRow({name, tr("outside %1 to %2").arg(end(drift, drift.low), end(drift, drift.high)),
                    none, share(drift.outside)});
        if (drift.isShifted)
            addRow({name,
                    drift.stabilityIndex >= kMuchShiftedIndex ? tr("distributed very differently")
                                                              : tr("distributed differently"),
                    none, tr("shift %1").arg(formatNumber(drift.stabilityIndex, 2))});
    }
    const int lines = std::min(kShownRows, m_table->rowCount());
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            lines * m_table->verticalHeader()->defaultSectionSize() + 2);
    m_table->show();
}

void DriftView::addRow(const QStringList &cells)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (int column = 0; column < cells.size(); ++column) {
        auto *item = new SortedCell(cells[column]);
        item->setTextAlignment((column < 2 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        item->setToolTip(cells[column]);
        m_table->setItem(row, column, item);
    }
}

} // namespace leptune
