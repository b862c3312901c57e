// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"
#include "ui/session/column_roles.h"

#include <QString>

namespace leptune {

/// "Number", "Category", "Text", "Date", "Yes or no", "Picture".
QString columnTypeTitle(ColumnType type);
/// What a type means for the model, in one line.
QString columnTypeMeaning(ColumnType type);
/// "Input: models may use it", "Left out", ...
QString columnRoleTitle(ColumnRole role);
/// In a word or two, for the head of the column: "left out", "time"; of an input nothing.
QString columnRoleMark(ColumnRole role);
QString warningTitle(ColumnWarning warning);
/// What to do about it, in one sentence.
QString warningAdvice(ColumnWarning warning);

} // namespace leptune
