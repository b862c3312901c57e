// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/notes_dock.h"

#include "ui/session/session.h"

#include <QPlainTextEdit>
#include <QSignalBlocker>

namespace leptune {

NotesDock::NotesDock(Session &session, QWidget *parent)
    : QDockWidget(tr("Notes"), parent), m_session(session), m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("notesDock"));
    m_text->setObjectName(QStringLiteral("notes"));
    m_text->setAccessibleName(tr("Notes about this project"));
    m_text->setPlaceholderText(
        tr("Where the data come from, what was decided and why. Saved with the project; shown with "
           "the results and in the report."));
    m_text->setTabChangesFocus(true);
    m_text->setFrameShape(QFrame::NoFrame);
    setWidget(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this,
            [this] { m_session.setNotes(m_text->toPlainText()); });
    connect(&session, &Session::notesChanged, this, &NotesDock::showNotes);
    connect(&session, &Session::dataChanged, this, &NotesDock::showNotes);
    showNotes();
}

void NotesDock::edit()
{
    show();
    raise();
    m_text->setFocus();
}

void NotesDock::showNotes()
{
    const bool hasWork = m_session.hasData() || !m_session.study().record().entries.empty();
    m_text->setEnabled(hasWork);
    if (m_text->toPlainText() == m_session.notes())
        return; // typed here: the editor's own history stays
    const QSignalBlocker blocker(m_text);
    m_text->setPlainText(m_session.notes());
}

} // namespace leptune
