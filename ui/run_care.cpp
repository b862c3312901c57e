// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run_care.h"

#include "ui/charts/family_style.h"
#include "ui/session/session.h"
#include "ui/shared/score_text.h"

#include <QApplication>
#include <QWidget>

namespace leptune {

RunCare::RunCare(Session &session, QWidget *window)
    : QObject(window), m_session(session), m_window(window), m_awake(this)
{
    connect(&session.study(), &StudyController::stateChanged, this, &RunCare::refresh);
    connect(&session.compression(), &CompressionController::stateChanged, this, &RunCare::refresh);
    connect(&session.study(), &StudyController::finished, this,
            [this] { tell(tr("Tuning has finished"), resultText()); });
    connect(&session.study(), &StudyController::failed, this,
            [this](const QString &reason) { tell(tr("Tuning ended without a model"), reason); });
    connect(&session.compression(), &CompressionController::finished, this, [this] {
        tell(tr("Compressing has finished"), tr("Smaller models stand on the Compress page."));
    });
}

void RunCare::refresh()
{
    const StudyController::State state = m_session.study().state();
    const bool works = state == StudyController::State::Running ||
                       state == StudyController::State::Stopping ||
                       m_session.compression().isRunning();
    if (works == m_awake.isHeld())
        return;
    works ? m_awake.hold(tr("Models are being tuned")) : m_awake.release();
}

QString RunCare::resultText() const
{
    const StudyRecord &record = m_session.study().record();
    const LeaderboardEntry *best = record.find(record.best);
    if (!best)
        return {};
    return tr("The best of %n model(s): %1 with %2 %3.", nullptr, record.trials)
        .arg(familyStyle(best->family).title, metricTitle(record.metric),
             scoreText(best->validation));
}

void RunCare::tell(const QString &title, const QString &text)
{
    if (m_window->isActiveWindow())
        return;
    QApplication::alert(m_window);
    notifyDesktop(title, text);
    Q_EMIT told(title, text);
}

} // namespace leptune
