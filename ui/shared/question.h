// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMessageBox>

#include <vector>

class QWidget;

namespace leptune {

/// A question with a few answers and "Cancel", which is what Return and Escape give.
struct Question {
    struct Answer {
        QString text;
        const char *name; ///< of its button
        QMessageBox::ButtonRole role = QMessageBox::AcceptRole;
    };
    const char *name; ///< of the box
    QString title, text, more;
    std::vector<Answer> answers;
};

/// Place of the answer that was given; -1 = cancelled.
int ask(QWidget *parent, const Question &question);

} // namespace leptune
