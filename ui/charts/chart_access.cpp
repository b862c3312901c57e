// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_access.h"

#include "ui/charts/chart_export.h"

#include <QAccessibleWidget>
#include <QWidget>

namespace leptune {

namespace {

/// Made into words when they are asked for: charts change many times a second.
class ChartAccess : public QAccessibleWidget {
public:
    explicit ChartAccess(QWidget *widget) : QAccessibleWidget(widget, QAccessible::Chart) {}

    QString text(QAccessible::Text kind) const override
    {
        // Not kept: it ends before its widget.
        const auto *chart = dynamic_cast<const ChartSource *>(object());
        if (kind != QAccessible::Description || !chart || chart->chartTable().rows.empty())
            return QAccessibleWidget::text(kind);
        return chart->chartWords();
    }
};

QAccessibleInterface *chartAccess(const QString &, QObject *object)
{
    if (!object || !object->isWidgetType() || !dynamic_cast<ChartSource *>(object))
        return nullptr;
    return new ChartAccess(static_cast<QWidget *>(object));
}

} // namespace

void makeChartsAccessible()
{
    QAccessible::installFactory(&chartAccess); // once, however often it is called
}

} // namespace leptune
