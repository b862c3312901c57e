// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace leptune {

class Session;

/// The project's notes as words on a page; not there where there are none.
class NotesLine : public QLabel {
    Q_OBJECT
public:
    explicit NotesLine(Session &session, QWidget *parent = nullptr);
};

} // namespace leptune
