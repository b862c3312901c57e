// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/keep_awake.h"

class QWidget;

namespace leptune {

class Session;

/// Cares for a long run: the computer stays awake while it works (not while it is paused), and who
/// has turned to something else is told when it ends.
class RunCare : public QObject {
    Q_OBJECT
public:
    /// `window` asks for attention.
    RunCare(Session &session, QWidget *window);
    bool keepsAwake() const { return m_awake.isHeld(); }

Q_SIGNALS:
    /// Told to the desktop, where the window was not the active one.
    void told(const QString &title, const QString &text);

private:
    void refresh();
    void tell(const QString &title, const QString &text);
    QString resultText() const;

    Session &m_session;
    QWidget *m_window;
    KeepAwake m_awake;
};

} // namespace leptune
