// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/resources.h"

#include "ui/shared/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QTranslator>

#include <utility>

// The macro declares a function of the global namespace, so it can't stand in another one.
static void loadCompiledResources()
{
    Q_INIT_RESOURCE(leptune);
    Q_INIT_RESOURCE(leptune_i18n);
}

namespace leptune {

void loadResources()
{
    static bool loaded = false;
    if (std::exchange(loaded, true))
        return;
    loadCompiledResources();
    auto *translator = new QTranslator(QCoreApplication::instance());
    const QString folder = QStringLiteral(":/i18n");
    const QString chosen = language();
    const QLocale locale = chosen.isEmpty() ? QLocale() : QLocale(chosen);
    if (translator->load(locale, QStringLiteral("leptune"), QStringLiteral("_"), folder) ||
        translator->load(QStringLiteral("leptune_en"), folder))
        QCoreApplication::installTranslator(translator);
}

} // namespace leptune
