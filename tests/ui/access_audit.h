// SPDX-License-Identifier: GPL-3.0-or-later
// What assistive tools are told of a window, and the order in which Tab goes through it.
#pragma once

#include "ui/charts/chart_export.h"
#include "ui/rail.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QButtonGroup>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMap>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QRegularExpression>
#include <QTabBar>
#include <QTableView>
#include <QTextBrowser>
#include <QTextEdit>
#include <QTreeView>
#include <QWidget>

namespace leptune {

inline QString described(const QWidget &widget)
{
    return QStringLiteral("%1 \"%2\"")
        .arg(QLatin1String(widget.metaObject()->className()), widget.objectName());
}

/// Pressed, it lets the others of its group go.
inline bool isOneOfMany(const QAbstractButton &button)
{
    return button.autoExclusive() || (button.group() && button.group()->exclusive());
}

/// Walks the accessible tree below a window and collects what is wrong with it: what can be used
/// but has no name, no meaningful one, the name of another one beside it, or a wrong role; charts
/// that don't say what they show.
class AccessAudit {
public:
    explicit AccessAudit(QWidget &window)
    {
        if (QAccessibleInterface *root = QAccessible::queryAccessibleInterface(&window))
            walk(*root, {});
        else
            m_faults << QStringLiteral("the window is not accessible at all");
        for (auto place = m_places.cbegin(); place != m_places.cend(); ++place)
            if (place->size() > 1)
                m_faults << QStringLiteral("the same name %1: %2")
                                .arg(place.key(), place->join(QStringLiteral(", ")));
    }
    const QStringList &faults() const { return m_faults; }
    /// Objects that can be used, charts among them.
    int used() const { return m_used; }
    int charts() const { return m_charts; }

private:
    using Roles = QList<QAccessible::Role>;

    static Roles rolesOfButton(const QAbstractButton &button)
    {
        if (qobject_cast<const RailButton *>(&button))
            return {QAccessible::PageTab};
        if (!button.isCheckable())
            return {QAccessible::Button, QAccessible::ButtonMenu, QAccessible::ButtonDropDown};
        return {isOneOfMany(button) ? QAccessible::RadioButton : QAccessible::CheckBox};
    }

    /// Nothing: a widget that is not used by itself.
    static Roles rolesOf(const QWidget &widget)
    {
        if (dynamic_cast<const ChartSource *>(&widget))
            return {QAccessible::Chart};
        if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
            return rolesOfButton(*button);
        if (qobject_cast<const QTextBrowser *>(&widget))
            return {QAccessible::EditableText, QAccessible::StaticText, QAccessible::Document};
        if (qobject_cast<const QLineEdit *>(&widget) ||
            qobject_cast<const QPlainTextEdit *>(&widget) ||
            qobject_cast<const QTextEdit *>(&widget))
            return {QAccessible::EditableText};
        if (qobject_cast<const QComboBox *>(&widget))
            return {QAccessible::ComboBox};
        if (qobject_cast<const QAbstractSpinBox *>(&widget))
            return {QAccessible::SpinBox};
        if (qobject_cast<const QAbstractSlider *>(&widget))
            return {QAccessible::Slider};
        if (qobject_cast<const QTabBar *>(&widget))
            return {QAccessible::PageTabList};
        if (qobject_cast<const QProgressBar *>(&widget))
            return {QAccessible::ProgressBar};
        if (qobject_cast<const QTreeView *>(&widget))
            return {QAccessible::Tree};
        if (qobject_cast<const QTableView *>(&widget))
            return {QAccessible::Table};
        if (qobject_cast<const QAbstractItemView *>(&widget))
            return {QAccessible::List};
        return {};
    }

    /// Made of parts that Qt names itself, or that have no use of their own.
    static bool isWhole(const QWidget &widget)
    {
        return qobject_cast<const QLineEdit *>(&widget) ||
               qobject_cast<const QComboBox *>(&widget) ||
               qobject_cast<const QAbstractSpinBox *>(&widget) ||
               qobject_cast<const QAbstractItemView *>(&widget) ||
               qobject_cast<const QTextEdit *>(&widget) ||
               qobject_cast<const QPlainTextEdit *>(&widget) ||
               qobject_cast<const QTabBar *>(&widget);
    }

    /// On Linux the name of a box is what is chosen, and a label or the description says what for.
    static QString nameOf(const QAccessibleInterface &object)
    {
        if (object.role() != QAccessible::ComboBox)
            return object.text(QAccessible::Name);
        for (const auto &[other, relation] : object.relations(QAccessible::Label))
            return other->text(QAccessible::Name);
        return object.text(QAccessible::Description);
    }

    void walk(const QAccessibleInterface &object, const QString &group)
    {
        if (object.state().invisible)
            return;
        const auto *widget = qobject_cast<const QWidget *>(object.object());
        const QString name = nameOf(object);
        if (widget && widget->isVisible())
            check(object, *widget, name, group);
        if (widget && (isWhole(*widget) || widget->inherits("QScrollBar")))
            return;
        const bool isGroup = widget && rolesOf(*widget).isEmpty() && !name.isEmpty();
        for (int i = 0; i < object.childCount(); ++i)
            if (const QAccessibleInterface *child = object.child(i))
                walk(*child, isGroup ? group + name + u'/' : group);
    }

    void check(const QAccessibleInterface &object, const QWidget &widget, const QString &name,
               const QString &group)
    {
        static const QRegularExpression meaning(QStringLiteral("[\\p{L}\\p{N}]"));
        const Roles roles = widget.inherits("QScrollBar") ? Roles{} : rolesOf(widget);
        const QString who = described(widget);
        if (roles.isEmpty()) {
            const bool isHandled = widget.focusPolicy() != Qt::NoFocus && !widget.focusProxy() &&
                                   !widget.isWindow() && widget.focusPolicy() & Qt::TabFocus;
            if (isHandled && isMute(object.role()) && name.isEmpty())
                m_faults << who + QStringLiteral(" takes the focus and says not what it is");
            return;
        }
        ++m_used;
        if (const auto *tabs = qobject_cast<const QTabBar *>(&widget)) {
            for (int i = 0; i < tabs->count(); ++i)
                if (!tabs->tabText(i).contains(meaning))
                    m_faults << who + QStringLiteral(" has a tab without a name");
            return; // what has names are the tabs
        }
        if (!name.contains(meaning))
            m_faults << QStringLiteral("%1 in %2 has no name (\"%3\")").arg(who, group, name);
        else if (const auto *button = qobject_cast<const QAbstractButton *>(&widget);
                 !button || button->isEnabled())
            m_places[QStringLiteral("%1\"%2\" (role %3)").arg(group, name).arg(object.role())]
                << who;
        if (!roles.contains(object.role()))
            m_faults << QStringLiteral("%1 has the role %2").arg(who).arg(object.role());
        if (const auto *chart = dynamic_cast<const ChartSource *>(&widget))
            checkChart(object, *chart, who);
    }

    static bool isMute(QAccessible::Role role)
    {
        return Roles{QAccessible::NoRole, QAccessible::Client, QAccessible::Grouping,
                     QAccessible::Pane, QAccessible::Window}
            .contains(role);
    }

    /// An empty one says what will appear; any other how many points it has, and numbers of them.
    void checkChart(const QAccessibleInterface &object, const ChartSource &chart,
                    const QString &who)
    {
        static const QRegularExpression number(QStringLiteral("\\d"));
        ++m_charts;
        const QString said = object.text(QAccessible::Description);
        if (said.isEmpty() || (!chart.chartTable().rows.empty() && !said.contains(number)))
            m_faults << QStringLiteral("%1 says not what it shows (\"%2\")").arg(who, said);
    }

    QStringList m_faults;
    QMap<QString, QStringList> m_places; ///< who has a name, by group, name and role
    int m_used = 0, m_charts = 0;
};

/// Steps of Tab that don't follow the order of reading: within a row to the right, else down, or up
/// where a new column begins on the right.
inline QStringList jumpsOfTab(QWidget &window)
{
    QList<QWidget *> stops;
    for (QWidget *next = window.nextInFocusChain(); next != &window;
         next = next->nextInFocusChain()) {
        const auto *button = qobject_cast<const QAbstractButton *>(next);
        const bool isLeftOut = button && !button->isChecked() && isOneOfMany(*button);
        if (next->isVisibleTo(&window) && next->isEnabled() && !next->focusProxy() && !isLeftOut &&
            (next->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && next->window() == &window)
            stops << next;
    }
    const auto place = [&window](const QWidget *widget) {
        return QRect(widget->mapTo(&window, QPoint()), widget->size());
    };
    QStringList jumps;
    for (qsizetype i = 1; i < stops.size(); ++i) {
        const QRect from = place(stops[i - 1]), to = place(stops[i]);
        const bool isSameRow = to.top() < from.bottom() && to.bottom() > from.top();
        const bool goesLeft = isSameRow && to.right() < from.left();
        const bool goesUp = to.bottom() <= from.top() && to.left() < from.right();
        if (goesLeft || goesUp)
            jumps << QStringLiteral("%1 -> %2").arg(described(*stops[i - 1]), described(*stops[i]));
    }
    return jumps;
}

} // namespace leptune
