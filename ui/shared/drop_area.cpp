// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/drop_area.h"

#include "ui/shared/icons.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QPainter>

namespace leptune {

DropArea::DropArea(QWidget *parent) : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("dropArea"));
    setAcceptDrops(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMaximumHeight(fontMetrics().height() * 22);
}

void DropArea::setWords(const QString &title, const QString &detail)
{
    setText(title);
    m_detail = detail;
    setAccessibleName(title);
    setAccessibleDescription(detail);
    update();
}

QSize DropArea::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 13};
}

void DropArea::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = palette().color(QPalette::Highlight);
    const bool strong = m_held || underMouse() || hasFocus();
    QColor fill = accent;
    fill.setAlpha(m_held ? 48 : strong ? 20 : 10);
    painter.setBrush(fill);
    painter.setPen(QPen(strong ? palette().color(QPalette::Link) : palette().color(QPalette::Mid),
                        2, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 10, 10);

    const int line = fontMetrics().height();
    const int side = 3 * line;
    const int top = (height() - side - 5 * line) / 2;
    lineIcon(QStringLiteral("data")).paint(&painter, QRect((width() - side) / 2, top, side, side));
    QFont words = font();
    words.setPointSizeF(words.pointSizeF() * 1.4);
    words.setBold(true);
    painter.setFont(words);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(0, top + side, width(), 2 * line + line / 2), Qt::AlignCenter, text());
    painter.setFont(font());
    QColor soft = palette().color(QPalette::WindowText);
    soft.setAlpha(190);
    painter.setPen(soft);
    painter.drawText(QRect(line, top + side + 2 * line + line / 2, width() - 2 * line, 3 * line),
                     Qt::AlignHCenter | Qt::TextWordWrap, m_detail);
}

void DropArea::setHeld(bool held)
{
    m_held = held;
    update();
}

void DropArea::dragEnterEvent(QDragEnterEvent *event)
{
    if (!event->mimeData()->hasUrls() && !event->mimeData()->hasText())
        return;
    setHeld(true);
    event->acceptProposedAction();
}

void DropArea::dragLeaveEvent(QDragLeaveEvent *)
{
    setHeld(false);
}

void DropArea::dropEvent(QDropEvent *event)
{
    setHeld(false);
    Q_EMIT dropped(event);
}

void DropArea::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void DropArea::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace leptune
