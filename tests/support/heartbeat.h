// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>

/// Beats every 10 ms on the thread of the window and remembers the longest silence.
class Heartbeat : public QObject {
public:
    Heartbeat()
    {
        m_timer.setInterval(10);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_worst = std::max(m_worst, m_since.restart());
            ++m_beats;
        });
    }
    void start()
    {
        m_worst = 0;
        m_beats = 0;
        m_since.start();
        m_timer.start();
    }
    qint64 worstMilliseconds() const { return m_worst; }
    int beats() const { return m_beats; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_worst = 0;
    int m_beats = 0;
};
