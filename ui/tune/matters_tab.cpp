// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/matters_tab.h"

#include "ui/charts/bar_list.h"
#include "ui/charts/family_style.h"
#include "ui/shared/format.h"
#include "ui/shared/parameter_words.h"
#include "ui/tune/family_box.h"
#include "ui/tune/setting_axes.h"
#include "ui/words/sentences.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

namespace {

constexpr double kGrowth = 1.15;          ///< of the trials, from which on it is worked out anew
constexpr std::size_t kMostTrials = 2000; ///< the latest; more take seconds and change little
constexpr double kWorthNaming = 0.05;

/// What the importance of a family rests on; without Models and answers.
StudyRecord essenceOf(const StudyRecord &record, const std::string &family)
{
    StudyRecord essence;
    essence.schema = record.schema;
    essence.metric = record.metric;
    for (auto entry = record.entries.rbegin();
         entry != record.entries.rend() && essence.entries.size() < kMostTrials; ++entry) {
        if (entry->family != family || !isTunedTrial(*entry))
            continue;
        LeaderboardEntry &kept = essence.entries.emplace_back();
        kept.family = entry->family;
        kept.trial = entry->trial;
        kept.validation = entry->validation;
        kept.rows = entry->rows;
        kept.parameters = entry->parameters;
    }
    std::ranges::reverse(essence.entries);
    return essence;
}

} // namespace

MattersTab::MattersTab(QWidget *parent)
    : QWidget(parent),
      m_family(new FamilyBox(this)),
      m_sentence(new QLabel(this)),
      m_bars(new BarList(this))
{
    m_family->setObjectName(QStringLiteral("mattersFamily"));
    m_sentence->setObjectName(QStringLiteral("mattersSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bars->setObjectName(QStringLiteral("mattersBars"));
    m_bars->setName(tr("What matters"));
    m_bars->setAmountTitle(tr("share of the differences in %"));
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_bars);
    scroll->setFocusPolicy(Qt::NoFocus); // the bars take it
    setTabOrder(m_family, m_bars);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 8, 4);
    head->setSpacing(8);
    head->addWidget(m_family, 0, Qt::AlignTop);
    head->addWidget(m_sentence, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(scroll, 1);
    connect(m_family, &FamilyBox::chosen, this, &MattersTab::familyChosen);
    reset();
}

void MattersTab::reset()
{
    m_work.cancel();
    m_asked.clear();
    m_askedTrials = 0;
    m_family->setFamilies({});
    showTooFew(0);
}

void MattersTab::showTooFew(std::size_t trials)
{
    m_bars->setAmounts({});
    m_family->setVisible(m_family->count() > 0);
    m_bars->setEmptyText(
        tr("What differs between good and bad models of a family shows after %1 of them; so far "
           "there are %2.")
            .arg(formatCount(kLeastImportanceTrials), formatCount(trials)));
    m_sentence->clear();
}

void MattersTab::draw(const StudyRecord &record)
{
    m_family->setFamilies(tunedFamilies(record));
    const std::string family = m_family->family();
    const std::size_t trials = m_family->trials();
    if (family != m_asked)
        m_askedTrials = 0;
    m_asked = family;
    if (trials < kLeastImportanceTrials)
        return showTooFew(trials);
    if (m_askedTrials > 0 &&
        (m_work.isRunning() ||
         static_cast<double>(trials) < kGrowth * static_cast<double>(m_askedTrials)))
        return;
    m_askedTrials = trials;
    m_work.run(
        [this, family, essence = std::make_shared<const StudyRecord>(essenceOf(record, family))](
            std::stop_token) {
            FamilyImportance importance{family, essence->entries.size(), {}};
            try {
                importance = familyImportance(*essence, family);
            } catch (...) {
                // A record of another version may hold what no space does: nothing is said of it.
            }
            return Background::Deliver([this, importance] { show(importance); });
        });
}

QString MattersTab::sentenceFor(const FamilyImportance &importance)
{
    if (importance.shares.empty())
        return tr("Too few models of this family saw the same number of rows to compare them.");
    const ParameterShare &first = importance.shares.front();
    if (first.share < kWorthNaming)
        return tr("No setting alone makes much of a difference to the %1 models tried.")
            .arg(formatCount(importance.trials));
    double explained = 0.0;
    for (const ParameterShare &share : importance.shares)
        explained += share.share;
    QString text = tr("Of the differences between the %1 models tried, “%2” alone explains %3.")
                       .arg(formatCount(importance.trials), parameterTitle(first.name),
                            formatPercent(first.share, 0));
    if (1.0 - explained >= kWorthNaming)
        text = joinSentences(text, tr("Combinations of settings and chance explain %1.")
                                       .arg(formatPercent(1.0 - explained, 0)));
    return text;
}

void MattersTab::show(const FamilyImportance &importance)
{
    m_sentence->setText(sentenceFor(importance));
    m_family->setVisible(true);
    std::vector<NamedAmount> bars;
    for (const ParameterShare &share : importance.shares)
        bars.push_back({parameterTitle(share.name), 100.0 * share.share, 0.0});
    m_bars->setAmounts(std::move(bars));
}

} // namespace leptune
