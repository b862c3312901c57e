// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/question.h"

#include <QPushButton>

#include <algorithm>

namespace leptune {

int ask(QWidget *parent, const Question &question)
{
    QMessageBox box(QMessageBox::Question, question.title, question.text, QMessageBox::NoButton,
                    parent);
    box.setObjectName(QLatin1String(question.name));
    box.setInformativeText(question.more);
    std::vector<QAbstractButton *> buttons;
    for (const Question::Answer &answer : question.answers) {
        QPushButton *button = box.addButton(answer.text, answer.role);
        button->setObjectName(QLatin1String(answer.name));
        buttons.push_back(button);
    }
    QPushButton *cancel = box.addButton(QMessageBox::Cancel);
    cancel->setObjectName(QStringLiteral("cancelQuestion"));
    box.setDefaultButton(cancel);
    box.setEscapeButton(cancel);
    box.exec();
    const auto given = std::ranges::find(buttons, box.clickedButton());
    return given == buttons.end() ? -1 : static_cast<int>(given - buttons.begin());
}

} // namespace leptune
