// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>

namespace leptune {

/// What was chosen: "en", "zh_CN"; "" = as the system. Kept in the settings; takes effect when the
/// program starts, as windows set their texts once.
QString language();
void setLanguage(const QString &code);
/// Those that this program can speak, English first.
QStringList languages();

/// Of `known`, the first that one of the wanted languages reads (BCP 47, best first: "zh-Hans-SG"
/// is zh_CN, "zh-TW" is not); English where none does.
QString bestLanguage(const QStringList &wanted, const QStringList &known);
/// The one this run speaks: $LEPTUNE_LANGUAGE, else what was chosen, else the system's.
QString spokenLanguage();
/// Numbers and dates are the system's, unless another language than the system's was asked for.
QLocale numberLocale(const QString &spoken, const QLocale &system);

/// Makes the application speak spokenLanguage(), Qt's own dialogs included where its translations
/// are installed. Once, before the first window.
void loadLanguage();

} // namespace leptune
