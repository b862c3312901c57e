// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

class QPlainTextEdit;

namespace leptune {

class Session;

/// The user's own words about the project, beside any page; saved with it.
class NotesDock : public QDockWidget {
    Q_OBJECT
public:
    explicit NotesDock(Session &session, QWidget *parent = nullptr);
    /// Shows it and puts the cursor there.
    void edit();

private:
    void showNotes();

    Session &m_session;
    QPlainTextEdit *m_text;
};

} // namespace leptune
