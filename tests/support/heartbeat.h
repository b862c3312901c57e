// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>

/// Beats every 10 ms on the thread of the window and remembers the longest silence, and the most
/// that the thread itself worked between two beats: on a busy machine it may have to wait.
class Heartbeat : public QObject {
public:
    Heartbeat()
    {
        m_timer.setInterval(10);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_worst = std::max(m_worst, m_since.restart());
            const double worked = leptune::threadCpuSeconds();
            m_worstWork = std::max(m_worstWork, worked - m_worked);
            m_worked = worked;
            ++m_beats;
        });
    }
    void start()
    {
        m_worst = 0;
        m_worstWork = 0.0;
        m_worked = leptune::threadCpuSeconds();
        m_beats = 0;
        m_since.start();
        m_timer.start();
    }
    qint64 worstMilliseconds() const { return m_worst; }
    double worstWorkMilliseconds() const { return 1000.0 * m_worstWork; }
    int beats() const { return m_beats; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_worst = 0;
    double m_worstWork = 0.0, m_worked = 0.0; ///< seconds of CPU
    int m_beats = 0;
};
