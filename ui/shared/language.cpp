// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QSettings>
#include <QTranslator>

#include <algorithm>

namespace leptune {

namespace {

const auto kSetting = QStringLiteral("language");
const auto kEnglish = QStringLiteral("en");
const auto kFolder = QStringLiteral(":/i18n");
const auto kPrefix = QStringLiteral("leptune_");

/// The same words in the same letters; the country does not matter.
bool reads(const QLocale &reader, const QLocale &written)
{
    return reader.language() == written.language() && reader.script() == written.script();
}

/// What was asked for by name, "" where nothing was or it can't be spoken.
QString askedLanguage()
{
    const QStringList known = languages();
    const QString forced = qEnvironmentVariable("LEPTUNE_LANGUAGE");
    for (const QString &code : {forced, language()})
        if (known.contains(code))
            return code;
    return {};
}

void install(const QString &name, const QString &folder)
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(name, folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

} // namespace

QString language()
{
    return QSettings().value(kSetting).toString();
}

void setLanguage(const QString &code)
{
    QSettings().setValue(kSetting, code);
}

QStringList languages()
{
    QStringList codes{kEnglish};
    for (const QString &file : QDir(kFolder).entryList({kPrefix + u'*'})) {
        const QString code = file.mid(kPrefix.size()).section(u'.', 0, 0);
        if (!codes.contains(code))
            codes.append(code);
    }
    return codes;
}

QString bestLanguage(const QStringList &wanted, const QStringList &known)
{
    for (const QString &name : wanted) {
        const QLocale reader(name);
        const auto found = std::find_if(known.begin(), known.end(), [&](const QString &code) {
            return reads(reader, QLocale(code));
        });
        if (found != known.end())
            return *found;
    }
    return kEnglish;
}

QString spokenLanguage()
{
    const QString asked = askedLanguage();
    return asked.isEmpty() ? bestLanguage(QLocale::system().uiLanguages(), languages()) : asked;
}

QLocale numberLocale(const QString &spoken, const QLocale &system)
{
    const QLocale locale(spoken);
    return locale.language() == system.language() ? system : locale;
}

void loadLanguage()
{
    const QString spoken = spokenLanguage();
    if (!askedLanguage().isEmpty())
        QLocale::setDefault(numberLocale(spoken, QLocale::system()));
    if (spoken != kEnglish)
        install(QStringLiteral("qtbase_") + spoken,
                QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(kPrefix + spoken, kFolder);
}

} // namespace leptune
