// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rail_access.h"

#include "ui/rail.h"
#include "ui/shared/choice_access.h"

namespace leptune {

namespace {

QAccessibleInterface *railAccess(const QString &, QObject *object)
{
    if (auto *button = qobject_cast<RailButton *>(object))
        return new ChoiceAccess(button, QAccessible::PageTab);
    if (auto *rail = qobject_cast<Rail *>(object))
        return new QAccessibleWidget(rail, QAccessible::PageTabList);
    return nullptr;
}

} // namespace

void makeRailAccessible()
{
    QAccessible::installFactory(&railAccess); // once, however often it is called
}

} // namespace leptune
