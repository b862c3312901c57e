// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/role_choice.h"

#include "ui/shared/choice_access.h"
#include "ui/shared/column_words.h"

#include <algorithm>

namespace leptune {

RoleChoice::RoleChoice(QWidget *parent) : QComboBox(parent)
{
    setObjectName(QStringLiteral("columnRole"));
    nameBox(this, tr("Role of the column"));
    connect(this, &QComboBox::activated, this, [this] { Q_EMIT chosen(role()); });
}

void RoleChoice::showColumn(const Column &column, const TuneOptions &options)
{
    const ColumnRole role = roleOf(options, column.name());
    std::vector<ColumnRole> roles = rolesFor(column.type());
    if (role == ColumnRole::Target)
        roles = {role};
    else if (std::ranges::find(roles, role) == roles.end())
        roles.push_back(role); // by the command line, or of another type then
    clear();
    for (const ColumnRole one : roles)
        addItem(columnRoleTitle(one), static_cast<int>(one));
    setCurrentIndex(findData(static_cast<int>(role)));
    setToolTip(role == ColumnRole::Target
                   ? tr("To predict another column instead, give that one this role")
                   : QString());
}

ColumnRole RoleChoice::role() const
{
    return static_cast<ColumnRole>(currentData().toInt());
}

} // namespace leptune
