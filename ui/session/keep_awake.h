// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <utility>

namespace leptune {

/// Asks the desktop not to fall asleep while something long runs: org.freedesktop.ScreenSaver of
/// the session and logind's Inhibit (what "idle"), over D-Bus. Calls are asynchronous; without
/// D-Bus, or a desktop that listens, nothing happens.
class KeepAwake : public QObject {
    Q_OBJECT
public:
    explicit KeepAwake(QObject *parent = nullptr);
    ~KeepAwake() override;

    void hold(const QString &reason);
    void release();
    bool isHeld() const { return m_isHeld; }

private:
    struct Locks;
    std::unique_ptr<Locks> m_locks;
    bool m_isHeld = false;
};

/// Shows a note of the desktop, where there is one that shows notes.
void notifyDesktop(const QString &title, const QString &text);

} // namespace leptune
