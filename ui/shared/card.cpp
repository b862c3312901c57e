// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/card.h"

#include <QPainter>

namespace leptune {

namespace {

constexpr int kPadding = 12;
constexpr int kGap = 4;

} // namespace

Card::Card(const QString &title, const QString &detail, QWidget *parent) : QAbstractButton(parent)
{
    setText(title);
    setDetail(detail);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void Card::setDetail(const QString &detail)
{
    m_detail = detail;
    setAccessibleName(text());
    setAccessibleDescription(detail);
    updateGeometry();
    update();
}

QFont Card::titleFont() const
{
    QFont words = font();
    words.setBold(true);
    return words;
}

int Card::textLeft() const
{
    return icon().isNull() ? kPadding : kPadding + 2 * fontMetrics().height() + kPadding;
}

int Card::heightForWidth(int width) const
{
    const int room = std::max(1, width - textLeft() - kPadding);
    const int title = QFontMetrics(titleFont())
                          .boundingRect(0, 0, room, 10000, Qt::TextWordWrap, text())
                          .height();
    const int detail = m_detail.isEmpty()
                           ? 0
                           : kGap + fontMetrics()
                                        .boundingRect(0, 0, room, 10000, Qt::TextWordWrap, m_detail)
                                        .height();
    return 2 * kPadding + title + detail;
}

QSize Card::sizeHint() const
{
    const int width = fontMetrics().averageCharWidth() * 34;
    return {width, heightForWidth(width)};
}

QSize Card::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 18, 2 * kPadding + fontMetrics().height()};
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    const QColor accent = palette().color(QPalette::Highlight);
    const bool strong = isChecked() || hasFocus() || underMouse();
    painter.setPen(QPen(strong ? accent : palette().color(QPalette::Mid), isChecked() ? 2.0 : 1.0));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(box, 6, 6);
    if (isChecked() || isDown()) {
        QColor wash = accent;
        wash.setAlpha(32);
        painter.setBrush(wash);
        painter.drawRoundedRect(box, 6, 6);
    }
    const int side = 2 * fontMetrics().height();
    if (!icon().isNull())
        icon().paint(&painter, QRect(kPadding, (height() - side) / 2, side, side));
    const QPalette::ColorGroup group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    const QRect room = rect().adjusted(textLeft(), kPadding, -kPadding, -kPadding);
    QRect used;
    painter.setFont(titleFont());
    painter.setPen(palette().color(group, QPalette::Text));
    painter.drawText(room, Qt::TextWordWrap, text(), &used);
    painter.setFont(font());
    QColor soft = palette().color(group, QPalette::Text);
    soft.setAlpha(190);
    painter.setPen(soft);
    painter.drawText(room.adjusted(0, used.height() + kGap, 0, 0), Qt::TextWordWrap, m_detail);
}

void Card::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void Card::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace leptune
