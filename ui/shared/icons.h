// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column.h"

#include <QIcon>
#include <QString>

namespace leptune {

/// A line icon of resources/icons, drawn in the palette's text colour whenever it is painted, so that it
/// follows a change between light and dark.
QIcon lineIcon(const QString &name);
QIcon columnTypeIcon(ColumnType type);
QIcon applicationIcon();

} // namespace leptune
