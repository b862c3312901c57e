// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rail.h"

#include "ui/rail_access.h"

#include <QFocusEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace leptune {

namespace {

const QColor kStale(0xE6, 0x9F, 0x00);
const QColor kFailed(0xD5, 0x5E, 0x00);

QString spoken(Page::Progress progress)
{
    switch (progress) {
    case Page::Progress::Empty:
        return Rail::tr("nothing yet");
    case Page::Progress::Current:
        return Rail::tr("to do now");
    case Page::Progress::Done:
        return Rail::tr("done");
    case Page::Progress::Stale:
        return Rail::tr("made from older settings");
    case Page::Progress::Failed:
        return Rail::tr("failed");
    }
    return {};
}

} // namespace

RailButton::RailButton(const QIcon &icon, const QString &title, QWidget *parent)
    : QAbstractButton(parent)
{
    setIcon(icon);
    setText(title);
    setCheckable(true);
    // Not auto-exclusive: Qt would leave only one of them in the way of Tab.
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setProgress(Page::Progress::Empty);
}

void RailButton::setProgress(Page::Progress progress)
{
    if (m_progress == progress && !toolTip().isEmpty())
        return;
    m_progress = progress;
    setAccessibleName(text());
    setAccessibleDescription(spoken(progress));
    setToolTip(QStringLiteral("%1: %2").arg(text(), spoken(progress)));
    update();
}

QSize RailButton::minimumSizeHint() const
{
    return sizeHint();
}

QSize RailButton::sizeHint() const
{
    const int line = fontMetrics().height();
    return {fontMetrics().horizontalAdvance(text()) + 5 * line + 24, 2 * line + 8};
}

void RailButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(8, 2, -8, -2);
    QColor fill = palette().color(QPalette::Highlight);
    if (isChecked() || underMouse()) {
        fill.setAlpha(isChecked() ? 48 : 20);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(box, 6, 6);
    }
    if (hasFocus() && m_byKeyboard) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        painter.drawRoundedRect(box, 6, 6);
    }
    const int side = fontMetrics().height() + 2;
    const QRect picture(static_cast<int>(box.left()) + 10, (height() - side) / 2, side, side);
    icon().paint(&painter, picture);
    QFont words = font();
    words.setBold(isChecked());
    painter.setFont(words);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(picture.right() + 12, 0, width(), height()),
                     Qt::AlignVCenter | Qt::AlignLeft, text());
    const double mark = fontMetrics().height() * 0.62;
    paintMark(painter, {box.right() - 10 - mark, (height() - mark) / 2, mark, mark});
}

void RailButton::focusInEvent(QFocusEvent *event)
{
    m_byKeyboard =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QAbstractButton::focusInEvent(event);
}

void RailButton::paintMark(QPainter &painter, const QRectF &box) const
{
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    const QColor ink = palette().color(QPalette::WindowText);
    const QColor accent = palette().color(QPalette::Link);
    painter.setBrush(Qt::NoBrush);
    const auto pen = [](const QColor &color, double width) {
        return QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    };
    switch (m_progress) {
    case Page::Progress::Empty: {
        QColor faint = ink;
        faint.setAlpha(90);
        painter.setPen(pen(faint, 1.4));
        painter.drawEllipse(box);
        break;
    }
    case Page::Progress::Current:
        painter.setPen(pen(accent, 1.6));
        painter.drawEllipse(box);
        painter.setPen(Qt::NoPen);
        painter.setBrush(accent);
        painter.drawEllipse(at(0.5, 0.5), box.width() * 0.24, box.width() * 0.24);
        break;
    case Page::Progress::Done:
        painter.setPen(pen(accent, 2.0));
        painter.drawPolyline(QPolygonF{at(0.08, 0.55), at(0.38, 0.85), at(0.95, 0.18)});
        break;
    case Page::Progress::Stale:
        painter.setPen(pen(kStale, 2.4));
        painter.drawLine(at(0.5, 0.1), at(0.5, 0.62));
        painter.drawPoint(at(0.5, 0.95));
        break;
    case Page::Progress::Failed:
        painter.setPen(pen(kFailed, 2.0));
        painter.drawLine(at(0.15, 0.15), at(0.85, 0.85));
        painter.drawLine(at(0.85, 0.15), at(0.15, 0.85));
        break;
    }
}

Rail::Rail(QWidget *parent) : QWidget(parent)
{
    makeRailAccessible();
    setObjectName(QStringLiteral("rail"));
    setAccessibleName(tr("Steps"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 12);
    layout->setSpacing(2);
    layout->addStretch(1);
}

void Rail::addStep(const QString &name, const QIcon &icon, const QString &title)
{
    const int step = static_cast<int>(m_buttons.size());
    auto *button = new RailButton(icon, title, this);
    button->setObjectName(QStringLiteral("rail_") + name);
    connect(button, &RailButton::clicked, this, [this, step] { Q_EMIT chosen(step); });
    m_buttons.append(button);
    static_cast<QVBoxLayout *>(layout())->insertWidget(step, button);
}

void Rail::setCurrent(int step)
{
    for (int i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setChecked(i == step);
}

void Rail::setProgress(int step, Page::Progress progress)
{
    m_buttons[step]->setProgress(progress);
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool light = palette().color(QPalette::Window).lightnessF() > 0.5;
    painter.fillRect(rect(), palette().color(QPalette::Window).darker(light ? 104 : 112));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(width() - 1, 0, width() - 1, height());
}

} // namespace leptune
