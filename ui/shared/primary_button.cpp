// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/primary_button.h"

#include <QAction>
#include <QApplication>
#include <QEvent>

namespace leptune {

PrimaryButton::PrimaryButton(QWidget *parent) : QPushButton(parent)
{
    setObjectName(QStringLiteral("primaryButton"));
    setMinimumHeight(fontMetrics().height() * 2);
    QFont words = font();
    words.setBold(true);
    setFont(words);
    paintInAccent();
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

void PrimaryButton::paintInAccent()
{
    QPalette colours = QApplication::palette();
    const QColor accent = colours.color(QPalette::Active, QPalette::Highlight);
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        colours.setColor(group, QPalette::Button, accent);
        colours.setColor(group, QPalette::ButtonText, Qt::white);
    }
    if (palette() != colours)
        setPalette(colours);
}

void PrimaryButton::changeEvent(QEvent *event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        paintInAccent();
}

} // namespace leptune
