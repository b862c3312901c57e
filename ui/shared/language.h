// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace leptune {

/// What was chosen: "en", "zh_CN"; "" = as the system. Kept in the settings; takes effect when the
/// program starts, as windows set their texts once.
QString language();
void setLanguage(const QString &code);
/// Those that this program can speak, English first.
QStringList languages();

} // namespace leptune
