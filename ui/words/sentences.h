// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace leptune {

/// With the full stop of the window's language, where nothing ends the text yet.
QString withFullStop(const QString &text);
/// The same, beginning with a capital.
QString asSentence(const QString &clause);
/// One sentence after the other, as the language sets them; empty ones leave no gap.
QString joinSentences(const QString &first, const QString &second);

/// "a, b, c".
QString joinList(const QStringList &parts);
/// "&Open…" and "打开(&O)…" without their key: "Open…", "打开…".
QString withoutMnemonic(const QString &text);

} // namespace leptune
