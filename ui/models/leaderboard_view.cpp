// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/leaderboard_view.h"

#include "ui/compare/model_comparison_dialog.h"
#include "ui/shared/table_copy.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>
#include <functional>

namespace leptune {

LeaderboardView::LeaderboardView(QWidget *parent) : QTableView(parent)
{
    m_proxy.setSourceModel(&m_model);
    setModel(&m_proxy);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setSortingEnabled(true);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    m_proxy.sortBestFirst();
    setAccessibleName(tr("Leaderboard"));
    fitColumns();

    auto *copy = new QAction(tr("Copy with heads"), this);
    copy->setObjectName(QStringLiteral("copyRows"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &LeaderboardView::copySelection);
    addAction(copy);
    auto *save = new QAction(tr("Save as CSV…"), this);
    save->setObjectName(QStringLiteral("saveRows"));
    connect(save, &QAction::triggered, this, [this] { askToSaveTable(*this); });
    addAction(save);
    makeCompareAction();
    setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(this, &QTableView::doubleClicked, this, &LeaderboardView::entryChosen);
    connect(&m_model, &LeaderboardModel::decimalsChanged, viewport(),
            qOverload<>(&QWidget::update));
}

void LeaderboardView::setRecord(const StudyRecord &record)
{
    m_model.setRecord(record);
    setMetric(record.metric);
    selectEntry(record.best);
}

void LeaderboardView::setMetric(MetricKind metric)
{
    m_model.setMetric(metric);
    sortByColumn(LeaderboardModel::Score,
                 higherIsBetter(metric) ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void LeaderboardView::fitColumns()
{
    const QFontMetrics metrics = fontMetrics();
    const auto width = [&](const char *sample) {
        return metrics.horizontalAdvance(QLatin1String(sample)) + 20;
    };
    setColumnWidth(LeaderboardModel::Name, width("ensemble-all-student-9"));
    setColumnWidth(LeaderboardModel::Family, width("gradient boosting") + 20);
    setColumnWidth(LeaderboardModel::Score, width("0.00351 + 0.00020"));
    setColumnWidth(LeaderboardModel::Test, width("0.914128"));
    setColumnWidth(LeaderboardModel::Time, width("12 min 30"));
    setColumnWidth(LeaderboardModel::Size, width("999 MB"));
    setColumnWidth(LeaderboardModel::Latency, width("One row "));
    setColumnWidth(LeaderboardModel::State, width("stopped"));
}

const LeaderboardEntry *LeaderboardView::currentEntry() const
{
    const QModelIndex index = m_proxy.mapToSource(currentIndex());
    return index.isValid() ? &m_model.entry(index.row()) : nullptr;
}

void LeaderboardView::selectEntry(const std::string &name)
{
    const int row = m_model.rowOf(name);
    const QModelIndex shown =
        row < 0 ? QModelIndex() : m_proxy.mapFromSource(m_model.index(row, 0));
    if (shown.isValid())
        selectRow(shown.row());
}

QList<int> LeaderboardView::selectedLines() const
{
    QList<int> lines;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        lines << index.row();
    std::sort(lines.begin(), lines.end());
    return lines;
}

std::vector<LeaderboardEntry> LeaderboardView::selectedEntries() const
{
    std::vector<LeaderboardEntry> entries;
    for (const int line : selectedLines())
        entries.push_back(m_model.entry(m_proxy.mapToSource(m_proxy.index(line, 0)).row()));
    return entries;
}

void LeaderboardView::makeCompareAction()
{
    constexpr int kMostCompared = 12;
    m_compare = new QAction(tr("Compare side by side"), this);
    m_compare->setObjectName(QStringLiteral("compareModels"));
    m_compare->setToolTip(
        tr("Choose two models or more, up to %1, to see them side by side").arg(kMostCompared));
    m_compare->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D));
    m_compare->setShortcutContext(Qt::WidgetShortcut);
    m_compare->setEnabled(false);
    connect(m_compare, &QAction::triggered, this, &LeaderboardView::compareSelected);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const qsizetype chosen = selectionModel()->selectedRows().size();
        m_compare->setEnabled(chosen >= 2 && chosen <= kMostCompared);
    });
    addAction(m_compare);
}

void LeaderboardView::compareSelected()
{
    if (!m_comparison)
        m_comparison = new ModelComparisonDialog(this);
    m_comparison->showModels(selectedEntries(), m_model.metric());
}

QString LeaderboardView::selectedText() const
{
    QList<int> rows = selectedLines();
    if (rows.isEmpty()) {
        for (int row = 0; row < m_proxy.rowCount(); ++row)
            rows << row;
    }
    QStringList lines;
    const auto addLine = [&](const std::function<QString(int)> &cell) {
        QStringList cells;
        for (int column = 0; column < m_proxy.columnCount(); ++column) {
            if (!isColumnHidden(column))
                cells << cell(column);
        }
        lines << cells.join(QLatin1Char('\t'));
    };
    addLine([this](int column) { return m_proxy.headerData(column, Qt::Horizontal).toString(); });
    for (const int row : rows)
        addLine([this, row](int column) { return m_proxy.index(row, column).data().toString(); });
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void LeaderboardView::copySelection()
{
    QApplication::clipboard()->setText(selectedText());
}

void LeaderboardView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT entryChosen();
    else
        QTableView::keyPressEvent(event);
}

} // namespace leptune
