// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/settings_tab.h"

#include "ui/charts/parallel_plot.h"
#include "ui/shared/format.h"
#include "ui/shared/panel.h"
#include "ui/tune/family_box.h"
#include "ui/tune/setting_axes.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

namespace {

constexpr std::size_t kNewsShare = 50; ///< of the trials that are drawn, that make drawing worth it

} // namespace

SettingsTab::SettingsTab(QWidget *parent)
    : QWidget(parent),
      m_family(new FamilyBox(this)),
      m_count(mutedLabel({}, this)),
      m_all(new QToolButton(this)),
      m_plot(new ParallelPlot(this))
{
    m_family->setObjectName(QStringLiteral("settingsFamily"));
    m_count->setObjectName(QStringLiteral("settingsCount"));
    m_all->setObjectName(QStringLiteral("settingsAll"));
    m_all->setText(tr("Show all"));
    m_all->setToolTip(tr("Give up all marked ranges"));
    m_all->setFocusPolicy(Qt::StrongFocus);
    m_plot->setObjectName(QStringLiteral("parallelPlot"));
    m_plot->setName(tr("Settings and scores"));
    m_plot->setEmptyText(tr("Each model that was tried becomes a line across its settings to its "
                            "score, once two of a family are there."));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 8, 0);
    head->setSpacing(8);
    head->addWidget(m_family);
    head->addWidget(m_count, 1);
    head->addWidget(m_all);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_plot, 1);
    connect(m_family, &FamilyBox::chosen, this, [this] {
        m_plot->clearRanges();
        Q_EMIT familyChosen();
    });
    connect(m_all, &QToolButton::clicked, m_plot, &ParallelPlot::clearRanges);
    connect(m_plot, &ParallelPlot::linePicked, this, &SettingsTab::trialPicked);
    connect(m_plot, &ParallelPlot::rangesChanged, this, [this] {
        showCount();
        Q_EMIT keptChanged();
    });
    reset();
}

void SettingsTab::reset()
{
    m_family->setFamilies({});
    m_plot->clearRanges();
    m_plot->setPlot({}, {}, true);
    m_drawn.clear();
    m_drawnTrials = 0;
    showCount();
}

void SettingsTab::draw(const StudyRecord &record, bool isLive)
{
    m_family->setFamilies(tunedFamilies(record));
    const std::string family = m_family->family();
    const std::size_t trials = m_family->trials();
    const std::size_t news = isLive ? 1 + m_drawnTrials / kNewsShare : 1;
    if (family == m_drawn && trials >= m_drawnTrials && trials < m_drawnTrials + news)
        return;
    SettingAxes settings = settingAxes(record, family);
    m_plot->setPlot(std::move(settings.axes), std::move(settings.lines),
                    higherIsBetter(record.metric));
    m_drawn = family;
    m_drawnTrials = trials;
    showCount();
    if (m_plot->hasRanges())
        Q_EMIT keptChanged();
}

void SettingsTab::showCount()
{
    const bool marked = m_plot->hasRanges();
    const auto all = static_cast<std::uint64_t>(m_plot->lines().size());
    const auto within = static_cast<std::uint64_t>(m_plot->keysWithin().size());
    m_family->setVisible(m_family->count() > 0);
    m_all->setEnabled(marked);
    m_all->setVisible(all > 0);
    m_count->setText(
        all == 0 ? QString()
        : marked ? tr("%1 of %2 models lie within what is marked")
                       .arg(formatCount(within), formatCount(all))
        : all > ParallelPlot::kMostDrawn
            ? tr("The best and a part of the others, of %1 models").arg(formatCount(all))
            : tr("Drag along an axis to keep only a part of the models"));
}

void SettingsTab::setPicked(std::vector<int> trials)
{
    m_plot->setPicked(std::move(trials));
}

void SettingsTab::setTips(std::function<QString(int trial)> tips)
{
    m_plot->setTips(std::move(tips));
}

std::optional<std::vector<int>> SettingsTab::kept() const
{
    return m_plot->hasRanges() ? std::optional(m_plot->keysWithin()) : std::nullopt;
}

} // namespace leptune
