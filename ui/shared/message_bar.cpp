// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/message_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace leptune {

namespace {

QColor accentOf(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Info:
        return {0x00, 0x72, 0xB2};
    case MessageBar::Kind::Warning:
        return {0xE6, 0x9F, 0x00};
    case MessageBar::Kind::Error:
        return {0xD5, 0x5E, 0x00};
    }
    return {};
}

QStyle::StandardPixmap iconOf(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Info:
        return QStyle::SP_MessageBoxInformation;
    case MessageBar::Kind::Warning:
        return QStyle::SP_MessageBoxWarning;
    case MessageBar::Kind::Error:
        return QStyle::SP_MessageBoxCritical;
    }
    return QStyle::SP_MessageBoxInformation;
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_label(new QLabel(this)),
      m_buttons(new QHBoxLayout),
      m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    setAccessibleName(tr("Message"));
    m_label->setObjectName(QStringLiteral("messageText"));
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::RichText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_close->setObjectName(QStringLiteral("messageClose"));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(tr("Close this message"));
    m_close->setAutoRaise(true);
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    connect(m_close, &QToolButton::clicked, this, &MessageBar::clear);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_label, 1);
    layout->addLayout(m_buttons);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    setVisible(false);
}

void MessageBar::showMessage(Kind kind, const QString &title, const QString &text)
{
    clear();
    m_kind = kind;
    m_title = title;
    m_text = text;
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_icon->setPixmap(style()->standardIcon(iconOf(kind)).pixmap(size, size));
    m_label->setText(
        QStringLiteral("<b>%1</b><br>%2").arg(title.toHtmlEscaped(), text.toHtmlEscaped()));
    m_label->setAccessibleName(title + QStringLiteral(". ") + text);
    setVisible(true);
    update();
}

void MessageBar::addAction(const QString &text, std::function<void()> action)
{
    auto *button = new QPushButton(text, this);
    connect(button, &QPushButton::clicked, this, [this, action = std::move(action)] {
        clear();
        action();
    });
    m_buttons->addWidget(button, 0, Qt::AlignVCenter);
}

void MessageBar::clear()
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_title.clear();
    m_text.clear();
    setVisible(false);
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor fill = accentOf(m_kind);
    fill.setAlpha(36);
    painter.fillRect(rect(), fill);
    painter.fillRect(QRect(0, 0, 4, height()), accentOf(m_kind));
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        clear();
    else
        QFrame::keyPressEvent(event);
}

} // namespace leptune
