// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/learning_panel.h"

#include "ui/tune/epoch_plot.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace leptune {

LearningPanel::LearningPanel(QWidget *parent)
    : Panel(tr("Learning curve"), parent),
      m_plot(new EpochPlot(this)),
      m_follow(new QToolButton(this))
{
    m_plot->setObjectName(QStringLiteral("lossChart"));
    m_plot->setName(tr("Learning curve"));
    m_follow->setObjectName(QStringLiteral("followRunning"));
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Show again what learns now"));
    m_follow->setAutoRaise(true);
    m_follow->setFixedHeight(fontMetrics().height()); // no higher than the title
    QSizePolicy policy = m_follow->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // nothing moves when it comes
    m_follow->setSizePolicy(policy);
    head()->addWidget(m_follow);
    setTabOrder(m_follow, m_plot);
    connect(m_follow, &QToolButton::clicked, this, &LearningPanel::followWanted);
    setTight();
    body()->addWidget(m_plot);
    follow();
}

void LearningPanel::choose(int trial, const QString &name)
{
    m_chosen = trial;
    m_name = name;
    m_follow->setVisible(trial >= 0);
}

void LearningPanel::follow()
{
    choose(-1, {});
}

QString LearningPanel::titleOf(const LearningCurve &curve)
{
    const QString name = QString::fromStdString(curve.name);
    return curve.folds > 1 ? tr("%1, fold %2 of %3").arg(name).arg(curve.fold + 1).arg(curve.folds)
                           : name;
}

void LearningPanel::draw(const LiveTrials &trials, const QString &metric)
{
    const LearningCurve *curve = m_chosen < 0 ? trials.followed() : trials.curves().find(m_chosen);
    m_plot->setEmptyText(
        m_chosen < 0
            ? tr("The loss of the running model by round or epoch, and how small a network has "
                 "become. Choose a trial or a worker to see its curve.")
            : tr("No curve is known of %1: it does not learn in rounds, or not in this session.")
                  .arg(m_name));
    if (curve)
        setTitle(titleOf(*curve));
    else
        setTitle(m_chosen < 0 ? tr("Learning curve") : m_name);
    m_plot->setCurve(curve ? *curve : LearningCurve{}, metric);
}

} // namespace leptune
