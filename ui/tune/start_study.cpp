// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/start_study.h"

#include "ui/session/session.h"
#include "ui/shared/format.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace leptune {

namespace {

struct StartStudy {
    Q_DECLARE_TR_FUNCTIONS(StartStudy)
};

bool agreesToReplace(const StudyRecord &record, QWidget *parent)
{
    QMessageBox box(
        QMessageBox::Question, StartStudy::tr("Start anew?"),
        StartStudy::tr("%n model(s) that were found before will be replaced: %1 of work.", nullptr,
                       static_cast<int>(record.entries.size()))
            .arg(formatDuration(record.seconds)),
        QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("replaceQuestion"));
    box.setInformativeText(StartStudy::tr(
        "They were made with another set-up or of other rows. To keep them too, save "
        "the project under another name first."));
    QPushButton *start = box.addButton(StartStudy::tr("Start anew"), QMessageBox::AcceptRole);
    start->setObjectName(QStringLiteral("startAnew"));
    QPushButton *cancel = box.addButton(QMessageBox::Cancel);
    cancel->setObjectName(QStringLiteral("cancelQuestion"));
    box.setDefaultButton(cancel);
    box.exec();
    return box.clickedButton() == start;
}

} // namespace

void startStudyWithCare(Session &session, QWidget *parent)
{
    if (!session.study().isActive() && session.resultsAreStale() &&
        !agreesToReplace(session.study().record(), parent))
        return;
    session.startStudy();
}

} // namespace leptune
