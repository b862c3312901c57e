// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;

namespace leptune {

class Session;

/// A step of the rail. The main window draws the title and the one primary button from these.
class Page : public QWidget {
    Q_OBJECT
public:
    enum class Progress { Empty, Current, Done, Stale, Failed };

    explicit Page(Session &session, QWidget *parent = nullptr) : QWidget(parent), m_session(session) {}
    virtual QString title() const = 0;
    /// The primary button's action ("Continue", "Start"...), owned by the page; null = none.
    virtual QAction *primaryAction() { return nullptr; }
    virtual Progress progress() const = 0;

Q_SIGNALS:
    void progressChanged();
    /// The page's work is done: go to the next step.
    void nextRequested();

protected:
    Session &session() const { return m_session; }

private:
    Session &m_session;
};

} // namespace leptune
