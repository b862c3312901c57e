// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/tune_controls.h"

#include "core/compress/limited_compression.h"
#include "ui/project/start_study.h"
#include "ui/shared/format.h"
#include "ui/shared/progress.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace leptune {

namespace {

constexpr int kBarSteps = 1000;
constexpr std::array kMoreMinutes{1, 5, 15, 60};

using State = StudyController::State;

} // namespace

TuneControls::TuneControls(Session &session, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_status(new QLabel(this)),
      m_remaining(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_more(addButton(tr("More time"), QStringLiteral("moreTime"),
                       tr("Add to the time of this study"))),
      m_pause(addButton(tr("Pause"), QStringLiteral("pause"),
                        tr("Running fits wait; the clock stops"))),
      m_stop(addButton(tr("Stop && keep best"), QStringLiteral("stop"),
                       tr("End now and keep the best model found so far"))),
      m_again(addButton(tr("Tune more"), QStringLiteral("tuneMore"),
                        tr("Go on from here with the same settings and another budget")))
{
    m_status->setObjectName(QStringLiteral("tuneStatus"));
    m_status->setWordWrap(true);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remaining->setObjectName(QStringLiteral("tuneRemaining"));
    m_bar->setObjectName(QStringLiteral("tuneProgress"));
    m_bar->setAccessibleName(tr("Progress of the study"));
    m_bar->setRange(0, kBarSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);

    auto *menu = new QMenu(m_more);
    for (const int minutes : kMoreMinutes) {
        QAction *action = menu->addAction(tr("+%1 min").arg(minutes));
        action->setObjectName(QStringLiteral("more%1").arg(minutes));
        connect(action, &QAction::triggered, this, [this, minutes] {
            m_session.study().extendBudget(60.0 * minutes);
            refresh();
        });
    }
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);

    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(m_status, 1);
    line->addWidget(m_remaining);
    for (QToolButton *button : {m_more, m_pause, m_stop, m_again})
        line->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(m_bar);

    connect(m_pause, &QToolButton::clicked, this, [this] {
        StudyController &study = m_session.study();
        study.state() == State::Paused ? study.resume() : study.pause();
    });
    connect(m_stop, &QToolButton::clicked, this, [this] { m_session.study().stop(); });
    connect(m_again, &QToolButton::clicked, this, [this] { startStudyWithCare(m_session, this); });
    refresh();
}

QToolButton *TuneControls::addButton(const QString &text, const QString &name, const QString &tip)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setObjectName(name);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

void TuneControls::setFailure(const QString &reason)
{
    m_failure = reason;
    refresh();
}

bool TuneControls::hasClock() const
{
    const StudyController &study = m_session.study();
    return study.isActive() && study.record().options.trials <= 0 && m_failure.isEmpty();
}

QString TuneControls::phaseText() const
{
    switch (m_session.study().phase()) {
    case StudyPhase::Preparing:
        return tr("Preparing the data");
    case StudyPhase::QuickModels:
        return tr("Trying quick models of every family first");
    case StudyPhase::Searching:
        return tr("Searching for better models");
    case StudyPhase::Finishing:
        return tr("Putting the best models together");
    case StudyPhase::Refitting:
        return tr("Fitting the best models again on all rows");
    case StudyPhase::Done:
        return tr("Finished");
    }
    return {};
}

QString TuneControls::statusText() const
{
    const StudyController &study = m_session.study();
    const StudyRecord &record = study.record();
    if (!m_failure.isEmpty())
        return tr("Tuning ended: %1").arg(m_failure);
    if (makesSmaller())
        return tr("Making the best model smaller, to keep the limits");
    if (!study.isActive()) {
        if (!m_session.hasData() && record.entries.empty())
            return tr("Open a table on the Data page first; models for it are then tried here.");
        if (record.entries.empty())
            return tr(
                "Press Start: models are tried, and the best one so far is always ready to use.");
        return tr("Models tried: %1, in %2.")
            .arg(formatCount(static_cast<std::uint64_t>(record.trials)),
                 formatDuration(record.seconds));
    }
    QString text = study.state() == State::Stopping ? tr("Stopping; the best model is made ready")
                   : study.state() == State::Paused ? tr("Paused")
                                                    : phaseText();
    if (record.options.trials > 0)
        text += tr(" · %1 of %2 trials").arg(record.trials).arg(record.options.trials);
    else if (record.trials > 0)
        text += tr(" · models tried: %1").arg(record.trials);
    if (record.failedTrials > 0)
        text += tr(", failed: %1").arg(record.failedTrials);
    return text;
}

bool TuneControls::makesSmaller() const
{
    return !m_session.study().isActive() && m_session.compression().isRunning() &&
           hasLimits(m_session.study().record().options);
}

QString TuneControls::remainingText() const
{
    const StudyController &study = m_session.study();
    if (!study.isActive() || !m_failure.isEmpty() || study.state() == State::Stopping)
        return {};
    const QString spent = tr("%1 so far").arg(formatClock(study.elapsedSeconds()));
    if (!hasClock())
        return spent;
    const double left = study.remainingSeconds();
    return left > 0.0 ? tr("%1 · %2 left").arg(spent, formatClock(left)) : tr("finishing…");
}

void TuneControls::refresh()
{
    const StudyController &study = m_session.study();
    const StudyRecord &record = study.record();
    m_status->setText(statusText());
    const QString remaining = remainingText();
    m_remaining->setText(remaining);
    m_remaining->setVisible(!remaining.isEmpty());

    const double whole = study.elapsedSeconds() + study.remainingSeconds();
    double share = 0.0;
    if (hasClock() && whole > 0.0)
        share = study.elapsedSeconds() / whole;
    else if (study.isActive() && record.options.trials > 0)
        share = static_cast<double>(record.trials) / record.options.trials;
    m_bar->setVisible(study.isActive());
    setProgress(*m_bar, static_cast<int>(std::lround(kBarSteps * std::min(1.0, share))));

    const bool canPause = study.state() == State::Running || study.state() == State::Paused;
    m_pause->setVisible(study.isActive());
    m_pause->setEnabled(canPause);
    m_pause->setText(study.state() == State::Paused ? tr("Resume") : tr("Pause"));
    m_stop->setVisible(study.isActive());
    m_stop->setEnabled(canPause);
    m_more->setVisible(hasClock());
    m_more->setEnabled(canPause);
    m_again->setVisible(!study.isActive() && !record.entries.empty() && m_session.hasData());
}

} // namespace leptune
