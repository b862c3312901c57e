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

bool isUsed(QStyle::PrimitiveElement element)
{
    switch (element) {
    case QStyle::PE_FrameLineEdit:
    case QStyle::PE_PanelButtonCommand:
    case QStyle::PE_PanelButtonTool:
    case QStyle::PE_IndicatorCheckBox:
    case QStyle::PE_IndicatorRadioButton:
    case QStyle::PE_IndicatorItemViewItemCheck:
        return true;
    default:
        return false;
    }
}

} // namespace

OutlinedStyle::OutlinedStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                  QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool plainTool = element == PE_PanelButtonTool && (option->state & State_AutoRaise);
    if (isUsed(element) && !plainTool)
        outline(*painter, *option, element == PE_IndicatorRadioButton);
}

void OutlinedStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                       QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_ComboBox || control == CC_SpinBox)
        outline(*painter, *option, false);
    if (control != CC_Slider)
        return;
    QStyleOption handle = *option;
    handle.rect = subControlRect(CC_Slider, option, SC_SliderHandle, widget);
    outline(*painter, handle, false);
}

} // namespace leptune
