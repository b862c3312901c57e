// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QToolButton;

namespace leptune {

/// The strip above the study: what it is doing, the time left, pause, more time, stop.
class TuneControls : public QWidget {
    Q_OBJECT
public:
    explicit TuneControls(Session &session, QWidget *parent = nullptr);
    /// The study ended with this reason; shown in place of the time until the next start.
    void setFailure(const QString &reason);
    const QString &failure() const { return m_failure; }
    /// Time, progress and which buttons may be pressed, from the study as it is now.
    void refresh();
    QString statusText() const;
    /// Empty where the end is unknown.
    QString remainingText() const;

private:
    QToolButton *addButton(const QString &text, const QString &name, const QString &tip);
    QString phaseText() const;
    bool hasClock() const;
    /// The limits of a study that has ended are being kept.
    bool makesSmaller() const;

    Session &m_session;
    QString m_failure;
    QLabel *m_status, *m_remaining;
    QProgressBar *m_bar;
    QToolButton *m_more, *m_pause, *m_stop, *m_again;
};

} // namespace leptune
