// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace leptune {

/// Fusion with lines in the text's colour: Fusion draws its outlines darker than the window, which
/// on a dark ground can't be seen. Around everything that can be used, or around what is ticked
/// only.
class OutlinedStyle : public QProxyStyle {
    Q_OBJECT
public:
    enum class Around { Ticks, Everything };
    explicit OutlinedStyle(Around around);
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    /// No icons on the buttons of dialogs, which come in one colour for all themes.
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *result) const override;

private:
    Around m_around;
};

} // namespace leptune
