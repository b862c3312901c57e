// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/best_panel.h"

#include "ui/charts/family_style.h"
#include "ui/shared/format.h"
#include "ui/shared/loss_words.h"
#include "ui/shared/score_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace leptune {

namespace {

/// The constant model's score; NaN while it is not known.
double baselineOf(const StudyRecord &record)
{
    for (const LeaderboardEntry &entry : record.entries) // it is among the first
        if (entry.family == "baseline" && entry.state == EntryState::Done)
            return entry.validation;
    return record.finished ? record.baselineValidation : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

BestPanel::BestPanel(QWidget *parent)
    : Panel(tr("Best so far"), parent),
      m_score(largeLabel(1.9, this)),
      m_baseline(mutedLabel({}, this)),
      m_icon(new QLabel(this)),
      m_family(new QLabel(this)),
      m_cost(mutedLabel({}, this)),
      m_losses(mutedLabel({}, this))
{
    m_score->setObjectName(QStringLiteral("bestScore"));
    m_baseline->setObjectName(QStringLiteral("bestBaseline"));
    m_family->setObjectName(QStringLiteral("bestFamily"));
    m_cost->setObjectName(QStringLiteral("bestCost"));
    m_family->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *family = new QHBoxLayout;
    family->setSpacing(6);
    family->addWidget(m_icon);
    family->addWidget(m_family, 1);
    body()->addWidget(m_score);
    body()->addWidget(m_baseline);
    body()->addSpacing(4);
    body()->addLayout(family);
    body()->addWidget(m_cost);
    m_losses->setObjectName(QStringLiteral("bestLosses"));
    m_losses->setWordWrap(true);
    body()->addWidget(m_losses);
    body()->addStretch();
    setRecord({});
}

void BestPanel::setRecord(const StudyRecord &record)
{
    const LeaderboardEntry *best = record.best.empty() ? nullptr : record.find(record.best);
    const double baseline = baselineOf(record);
    m_baseline->setText(std::isfinite(baseline) ? tr("baseline %1").arg(scoreText(baseline))
                                                : QString());
    m_losses->setText(lossSentence(record));
    m_losses->setVisible(!m_losses->text().isEmpty());
    m_icon->setVisible(best != nullptr);
    m_score->setVisible(best != nullptr);
    if (!best) {
        m_score->clear();
        m_family->setText(tr("The best model is shown here, from seconds after the start."));
        m_family->setWordWrap(true);
        m_cost->clear();
        return;
    }
    m_score->setText(
        QStringLiteral("%1 %2").arg(metricTitle(record.metric), scoreText(best->validation)));
    m_icon->setPixmap(familyIcon(best->family, palette().color(QPalette::Text), 16).pixmap(16, 16));
    m_family->setText(familyStyle(best->family).title);
    m_family->setToolTip(QString::fromStdString(best->name));
    QStringList cost;
    if (best->sizeBytes > 0)
        cost << formatBytes(static_cast<double>(best->sizeBytes));
    if (best->latencyMicroseconds > 0.0)
        cost << tr("%1 a row").arg(formatMicroseconds(best->latencyMicroseconds));
    m_cost->setText(cost.join(QStringLiteral(" · ")));
}

} // namespace leptune
