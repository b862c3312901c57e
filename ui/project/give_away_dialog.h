// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/revealed.h"
#include "ui/session/background.h"

#include <QDialog>
#include <QStringList>

class QLabel;
class QPushButton;

namespace leptune {

/// What a project file without its rows still tells, one line a kind of thing.
QStringList revealedLines(const Revealed &revealed);

/// "Save without data": says first what the file still reveals. Accepted: choose a name.
class GiveAwayDialog : public QDialog {
    Q_OBJECT
public:
    explicit GiveAwayDialog(Project project, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The list is complete.
    void told();

private:
    void showLines(const QStringList &lines);

    QLabel *m_list;
    QPushButton *m_save;
    Background m_looking;
};

} // namespace leptune
