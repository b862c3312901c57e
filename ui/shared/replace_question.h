// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;
class QWidget;

namespace leptune {

/// Asks before a file that is there is written over; true where there is none, too.
bool mayReplace(QWidget *parent, const QString &path);

} // namespace leptune
