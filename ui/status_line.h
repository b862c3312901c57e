// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStatusBar>

class QLabel;
class QProgressBar;
class QTimer;

namespace leptune {

class Session;

/// The line at the bottom: progress of the budget, trials, workers, memory, and whether work is
/// saved.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(Session &session, QWidget *parent = nullptr);

private:
    void refresh();
    QString trialsText() const;
    QString savedText() const;

    Session &m_session;
    QProgressBar *m_progress;
    QLabel *m_trials;
    QLabel *m_workers;
    QLabel *m_memory;
    QLabel *m_saved;
    QTimer *m_timer;
};

} // namespace leptune
