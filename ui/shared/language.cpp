// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/language.h"

#include <QDir>
#include <QSettings>

namespace leptune {

namespace {

const auto kLanguage = QStringLiteral("language");

} // namespace

QString language()
{
    return QSettings().value(kLanguage).toString();
}

void setLanguage(const QString &code)
{
    QSettings().setValue(kLanguage, code);
}

QStringList languages()
{
    const QString prefix = QStringLiteral("leptune_");
    QStringList codes{QStringLiteral("en")};
    for (const QString &file : QDir(QStringLiteral(":/i18n")).entryList({prefix + u'*'})) {
        const QString code = file.mid(prefix.size()).section(u'.', 0, 0);
        if (!codes.contains(code))
            codes.append(code);
    }
    return codes;
}

} // namespace leptune
