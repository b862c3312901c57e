// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of the page have to do with each other: what is chosen, marked or filtered in one
// shows in the others.
#include "ui/tune/tune_page.h"

#include "ui/charts/lanes_view.h"
#include "ui/charts/line_chart.h"
#include "ui/models/leaderboard_view.h"
#include "ui/tune/learning_panel.h"
#include "ui/tune/matters_tab.h"
#include "ui/tune/settings_tab.h"
#include "ui/tune/size_chart.h"
#include "ui/tune/trial_dialog.h"
#include "ui/tune/workers_panel.h"

#include <QItemSelectionModel>
#include <QLineEdit>
#include <QTabWidget>

#include <algorithm>

namespace leptune {

namespace {

constexpr qsizetype kMostPicked = 50; ///< rings and thick lines; more would hide what they mean

} // namespace

void TunePage::connectCharts()
{
    const auto tips = [this](int trial) {
        const LeaderboardEntry *entry = entryOf(trial);
        return entry ? entryTip(*entry, session().study().record().metric) : QString();
    };
    m_scores->setTips(tips);
    m_sizes->setTips(tips);
    m_settings->setTips(tips);
    connect(m_scores, &LineChart::markPicked, this, &TunePage::pickTrial);
    connect(m_sizes, &SizeChart::pointPicked, this, &TunePage::pickTrial);
    connect(m_settings, &SettingsTab::trialPicked, this, &TunePage::pickTrial);
    connect(m_settings, &SettingsTab::keptChanged, this, &TunePage::onKeptChanged);
    connect(m_settings, &SettingsTab::familyChosen, this, &TunePage::drawTab);
    connect(m_matters, &MattersTab::familyChosen, this, &TunePage::drawTab);
    connect(m_workers, &WorkersPanel::trialChosen, this, &TunePage::chooseTrial);
    connect(m_learning, &LearningPanel::followWanted, this, [this] {
        m_table->clearSelection();
        pickTrials({});
        chooseTrial(-1, {});
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TunePage::onTrialSelected);
    connect(m_table, &LeaderboardView::entryChosen, this, &TunePage::openDetails);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_table->proxy().setFilterText(text);
        refreshTabTitle();
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        m_filter->setVisible(m_tabs->currentWidget() == m_table);
        drawTab();
    });
}

const LeaderboardEntry *TunePage::entryOf(int trial) const
{
    const std::vector<LeaderboardEntry> &entries = session().study().record().entries;
    const auto found = std::ranges::find_if(entries, [trial](const LeaderboardEntry &entry) {
        return entry.trial == trial && entry.parent.empty();
    });
    return found == entries.end() ? nullptr : &*found;
}

/// By the user: where the table is filled anew, what is selected then is no wish.
void TunePage::onTrialSelected()
{
    if (m_filling)
        return;
    std::vector<int> trials;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows.first(std::min(kMostPicked, rows.size()))) {
        const int trial = m_table->board().entry(m_table->proxy().mapToSource(row).row()).trial;
        if (trial >= 0)
            trials.push_back(trial);
    }
    pickTrials(std::move(trials));
    const LeaderboardEntry *entry =
        m_table->selectionModel()->hasSelection() ? m_table->currentEntry() : nullptr;
    if (entry && entry->trial >= 0)
        chooseTrial(entry->trial, QString::fromStdString(entry->name));
    else
        chooseTrial(-1, {});
}

/// In a chart: chosen in the table too, where it shows it.
void TunePage::pickTrial(int trial)
{
    const LeaderboardEntry *entry = entryOf(trial);
    if (!entry)
        return;
    m_filling = true;
    m_table->clearSelection();
    m_table->selectEntry(entry->name);
    m_filling = false;
    if (m_table->selectionModel()->hasSelection())
        m_table->scrollTo(m_table->currentIndex());
    pickTrials({trial});
    chooseTrial(trial, QString::fromStdString(entry->name));
}

void TunePage::pickTrials(std::vector<int> trials)
{
    m_scores->setPicked(trials);
    m_sizes->setPicked(trials);
    m_settings->setPicked(std::move(trials));
}

void TunePage::onKeptChanged()
{
    const auto kept = m_settings->kept();
    m_kept =
        kept ? std::optional(std::unordered_set<int>(kept->begin(), kept->end())) : std::nullopt;
    m_table->proxy().setTrials(m_kept);
    refreshTabTitle();
    drawNow();
}

void TunePage::chooseTrial(int trial, const QString &name)
{
    m_learning->choose(trial, name);
    m_curveDirty = true;
    if (!m_timer.isActive())
        redraw();
}

void TunePage::openDetails()
{
    const LeaderboardEntry *entry = m_table->currentEntry();
    if (!entry)
        return;
    if (!m_details)
        m_details = new TrialDialog(this);
    m_details->showEntry(*entry, session().study().record().metric, m_log.lines(*entry));
}

} // namespace leptune
