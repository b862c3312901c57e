// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/notes_line.h"

#include "ui/session/session.h"

namespace leptune {

namespace {

constexpr int kMostLines = 4;

QString shortened(const QString &notes)
{
    const QStringList lines = notes.trimmed().split(u'\n');
    return lines.size() <= kMostLines ? lines.join(u'\n')
                                      : lines.mid(0, kMostLines).join(u'\n') + QStringLiteral(" …");
}

} // namespace

NotesLine::NotesLine(Session &session, QWidget *parent) : QLabel(parent)
{
    setObjectName(QStringLiteral("notesLine"));
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    const auto refresh = [this, &session] {
        const QString notes = shortened(session.notes());
        setText(notes.isEmpty() ? QString() : tr("Notes: %1").arg(notes));
        setToolTip(session.notes());
        setVisible(!notes.isEmpty());
    };
    connect(&session, &Session::notesChanged, this, refresh);
    refresh();
}

} // namespace leptune
