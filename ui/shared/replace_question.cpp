// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/replace_question.h"

#include "ui/shared/question.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace leptune {

namespace {

struct ReplaceQuestion {
    Q_DECLARE_TR_FUNCTIONS(ReplaceQuestion)
};

} // namespace

bool mayReplace(QWidget *parent, const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists())
        return true;
    return ask(parent, {"fileQuestion",
                        ReplaceQuestion::tr("Replace the file?"),
                        ReplaceQuestion::tr("There is a file “%1” already.").arg(file.fileName()),
                        ReplaceQuestion::tr("What is in it would be lost."),
                        {{ReplaceQuestion::tr("Replace"), "replaceFile"}}}) >= 0;
}

} // namespace leptune
