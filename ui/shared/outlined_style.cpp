// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/outlined_style.h"

#include <QPainter>
#include <QStyleOption>

namespace leptune {

namespace {

constexpr qreal kCorner = 2.0;

/// A thicker one where the keyboard is.
void outline(QPainter &painter, const QStyleOption &option, bool round)
{
    const bool focused = option.state & QStyle::State_HasFocus;
    const auto role = focused ? QPalette::Highlight : QPalette::Text;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(option.palette.color(role), focused ? 2.0 : 1.0));
    painter.setBrush(Qt::NoBrush);
    const qreal inset = focused ? 1.0 : 0.5;
    const QRectF box = QRectF(option.rect).adjusted(inset, inset, -inset, -inset);
    if (round)
        painter.drawEllipse(box);
    else
        painter.drawRoundedRect(box, kCorner, kCorner);
    painter.restore();
}

bool isTick(QStyle::PrimitiveElement element)
{
    return element == QStyle::PE_IndicatorCheckBox || element == QStyle::PE_IndicatorRadioButton ||
           element == QStyle::PE_IndicatorItemViewItemCheck;
}

bool isUsed(QStyle::PrimitiveElement element)
{
    return isTick(element) || element == QStyle::PE_FrameLineEdit ||
           element == QStyle::PE_PanelButtonCommand || element == QStyle::PE_PanelButtonTool;
}

} // namespace

OutlinedStyle::OutlinedStyle(Around around)
    : QProxyStyle(QStringLiteral("Fusion")), m_around(around)
{
}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                  QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool plainTool = element == PE_PanelButtonTool && (option->state & State_AutoRaise);
    if (m_around == Around::Ticks ? isTick(element) : isUsed(element) && !plainTool)
        outline(*painter, *option, element == PE_IndicatorRadioButton);
}

void OutlinedStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                       QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (m_around == Around::Ticks)
        return;
    if (control == CC_ComboBox || control == CC_SpinBox)
        outline(*painter, *option, false);
    if (control != CC_Slider)
        return;
    QStyleOption handle = *option;
    handle.rect = subControlRect(CC_Slider, option, SC_SliderHandle, widget);
    outline(*painter, handle, false);
}

int OutlinedStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                             QStyleHintReturn *result) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons
               ? 0
               : QProxyStyle::styleHint(hint, option, widget, result);
}

} // namespace leptune
