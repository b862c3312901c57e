// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/rows_tab.h"

#include "ui/results/answered_rows_model.h"
#include "ui/results/contribution_panel.h"
#include "ui/shared/choice_access.h"
#include "ui/shared/format.h"
#include "ui/shared/table_copy.h"
#include "ui/shared/table_filter.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

namespace {

constexpr int kMostFitted = 60; ///< columns

} // namespace

RowsTab::RowsTab(QWidget *parent)
    : QWidget(parent),
      m_model(new AnsweredRowsModel(this)),
      m_view(new QTableView(this)),
      m_filter(new QComboBox(this)),
      m_count(mutedLabel({}, this)),
      m_contributions(new ContributionPanel(this))
{
    auto *table = new Panel(tr("Rows and their answers"), this);
    m_filter->setObjectName(QStringLiteral("rowsFilter"));
    nameBox(m_filter, tr("Which rows are shown"));
    m_count->setObjectName(QStringLiteral("rowsCount"));
    table->head()->addWidget(m_count);
    table->head()->addWidget(m_filter);
    setTabOrder(m_filter, m_view);
    table->setTight();
    m_view->setObjectName(QStringLiteral("answeredRows"));
    m_view->setAccessibleName(tr("Rows and their answers"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    installTableCopy(m_view);
    m_words = new TableFilter(m_view);
    table->body()->addWidget(m_view, 1);
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(table);
    splitter->addWidget(m_contributions);
    splitter->setStretchFactor(0, 5);
    splitter->setStretchFactor(1, 4);
    splitter->setSizes({500, 400}); // shares
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(splitter);
    setWords(nullptr);
    connect(m_filter, &QComboBox::currentIndexChanged, this, &RowsTab::filter);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    m_contributions->showRow(m_model->scoredRow(current.row()));
            });
}

/// What "right" means depends on what is answered.
void RowsTab::setWords(const ExplainSubject *subject)
{
    const QSignalBlocker blocker(m_filter);
    const int place = std::max(0, m_filter->currentIndex());
    m_filter->clear();
    m_filter->addItem(tr("All rows"));
    if (subject && !subject->truth.isClassification() && subject->intervalWidth) {
        m_filter->addItems({tr("Within the interval"), tr("Outside the interval")});
    } else if (subject && !subject->truth.isClassification()) {
        m_filter->addItems({tr("The nearer half"), tr("The farther half")});
    } else {
        m_filter->addItems({tr("Right answers"), tr("Wrong answers")});
    }
    m_filter->setCurrentIndex(place < m_filter->count() ? place : 0);
}

bool RowsTab::showCell(int truth, int answer)
{
    if (!m_subject || !m_subject->truth.isClassification())
        return false;
    const std::vector<std::string> &classes = m_subject->truth.classes;
    const auto name = [&](int place) {
        return QString::fromStdString(classes[static_cast<std::size_t>(place)]);
    };
    constexpr int kCell = static_cast<int>(AnsweredRowsModel::Filter::Cell);
    {
        const QSignalBlocker blocker(m_filter);
        m_filter->removeItem(kCell);
        m_filter->addItem(tr("“%1”, answered “%2”").arg(name(truth), name(answer)));
        m_filter->setCurrentIndex(kCell);
    }
    m_model->setCell(truth, answer);
    filter(kCell);
    return true;
}

void RowsTab::setSubject(std::shared_ptr<const ExplainSubject> subject)
{
    m_subject = subject;
    m_words->close(); // of another model's rows
    setWords(subject.get());
    m_contributions->setSubject(subject);
    m_model->setSubject(std::move(subject));
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    filter(m_filter->currentIndex());
    m_fitted = false;
    if (isVisible())
        fitColumns();
}

void RowsTab::showEvent(QShowEvent *event)
{
    if (!m_fitted)
        fitColumns();
    QWidget::showEvent(event);
}

void RowsTab::filter(int place)
{
    m_model->setFilter(static_cast<AnsweredRowsModel::Filter>(std::max(0, place)));
    const auto shown = static_cast<std::uint64_t>(m_model->rowCount());
    m_count->setText(
        shown == m_model->allRows()
            ? tr("%1 rows").arg(formatCount(shown))
            : tr("%1 of %2 rows").arg(formatCount(shown), formatCount(m_model->allRows())));
}

/// By the heads and the first lines: to look at all of a large table takes too long.
void RowsTab::fitColumns()
{
    m_fitted = true;
    const int least = fontMetrics().averageCharWidth() * 8;
    const int most = fontMetrics().averageCharWidth() * 24;
    m_view->horizontalHeader()->setResizeContentsPrecision(50);
    for (int column = 0; column < std::min(kMostFitted, m_model->columnCount()); ++column) {
        m_view->resizeColumnToContents(column);
        m_view->setColumnWidth(column, std::clamp(m_view->columnWidth(column), least, most));
    }
}

} // namespace leptune
