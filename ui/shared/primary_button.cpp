// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/primary_button.h"

#include "ui/shared/theme.h"

#include <QAction>
#include <QPainter>
#include <QStyle>

namespace leptune {

PrimaryButton::PrimaryButton(QWidget *parent) : QPushButton(parent)
{
    setObjectName(QStringLiteral("primaryButton"));
    setMinimumHeight(fontMetrics().height() * 2);
    setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    QFont words = font();
    words.setBold(true);
    setFont(words);
    connect(this, &QPushButton::clicked, this, [this] {
        if (m_action)
            m_action->trigger();
    });
}

void PrimaryButton::setPrimaryAction(QAction *action)
{
    if (m_action)
        disconnect(m_action, nullptr, this, nullptr);
    m_action = action;
    if (m_action)
        connect(m_action, &QAction::changed, this, &PrimaryButton::follow);
    follow();
}

QSize PrimaryButton::sizeHint() const
{
    return QPushButton::sizeHint() + QSize(fontMetrics().height() * 2, 0);
}

void PrimaryButton::follow()
{
    setVisible(m_action && m_action->isVisible());
    if (!m_action)
        return;
    setText(m_action->text());
    setAccessibleName(m_action->iconText());
    setToolTip(m_action->toolTip());
    setEnabled(m_action->isEnabled());
}

/// Fusion would wash the colour out and leave white words hard to read.
void PrimaryButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = palette().color(QPalette::Active, QPalette::Highlight);
    QColor fill = isDown() ? accent.darker(120) : underMouse() ? accent.lighter(112) : accent;
    painter.setPen(Qt::NoPen);
    if (!isEnabled()) {
        const QColor muted = palette().color(QPalette::Disabled, QPalette::ButtonText);
        const bool isHigh = isHighContrast(palette().color(QPalette::WindowText),
                                           palette().color(QPalette::Window));
        fill = palette().color(isHigh ? QPalette::Button : QPalette::Mid);
        painter.setPen(isHigh ? QPen(muted, 1, Qt::DashLine) : QPen(Qt::NoPen));
    }
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    if (hasFocus() && isEnabled()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::HighlightedText), 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5), 3, 3);
    }
    painter.setPen(isEnabled() ? palette().color(QPalette::HighlightedText)
                               : palette().color(QPalette::Disabled, QPalette::ButtonText));
    style()->drawItemText(&painter, rect(), Qt::AlignCenter | Qt::TextShowMnemonic, palette(), true,
                          text());
}

} // namespace leptune
