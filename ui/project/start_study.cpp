// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/start_study.h"

#include "ui/session/session.h"
#include "ui/shared/format.h"
#include "ui/shared/question.h"

#include <QCoreApplication>

namespace leptune {

namespace {

struct StartStudy {
    Q_DECLARE_TR_FUNCTIONS(StartStudy)
};

bool agreesToReplace(const StudyRecord &record, QWidget *parent)
{
    const QString lost =
        StartStudy::tr("%n model(s) that were found before will be replaced: %1 of work.", nullptr,
                       static_cast<int>(record.entries.size()))
            .arg(formatDuration(record.seconds));
    const int answer =
        ask(parent,
            {"replaceQuestion",
             StartStudy::tr("Start anew?"),
             lost,
             StartStudy::tr(
                 "They were made with another set-up or of other rows. Their scores stay in the "
                 "project; to keep the models too, save it under another name first."),
             {{StartStudy::tr("Start anew"), "startAnew"}}});
    return answer >= 0;
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
