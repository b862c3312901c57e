// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/panel.h"

#include "ui/charts/chart_theme.h"
#include "ui/shared/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace leptune {

namespace {

constexpr int kGrid = 8;

/// A label whose colour and size are made from its parent's, whenever those change.
class DerivedLabel : public QLabel {
public:
    DerivedLabel(const QString &text, double scale, bool muted, QWidget *parent)
        : QLabel(text, parent), m_scale(scale), m_muted(muted)
    {
        setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        setFocusPolicy(Qt::NoFocus);
        if (m_scale != 1.0) {
            QFont larger = font();
            larger.setPointSizeF(larger.pointSizeF() * m_scale);
            larger.setWeight(QFont::DemiBold);
            setFont(larger);
        }
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        if (m_muted && m_shown != muted()) {
            m_shown = muted();
            QPalette own;
            own.setColor(QPalette::WindowText, m_shown);
            setPalette(own);
        }
        QLabel::paintEvent(event);
    }

private:
    QColor muted() const
    {
        const QPalette &from = parentWidget() ? parentWidget()->palette() : palette();
        return blend(from.color(QPalette::Text), from.color(QPalette::Base), 0.65);
    }

    double m_scale;
    bool m_muted;
    QColor m_shown;
};

} // namespace

Panel::Panel(const QString &title, QWidget *parent)
    : QFrame(parent),
      m_title(mutedLabel(title, this)),
      m_head(new QHBoxLayout),
      m_body(new QVBoxLayout)
{
    setAccessibleName(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(kGrid, kGrid, kGrid, kGrid);
    layout->setSpacing(kGrid / 2);
    m_head->setContentsMargins(kGrid / 2, 0, 0, 0);
    m_head->addWidget(m_title, 1);
    m_body->setContentsMargins(kGrid / 2, 0, kGrid / 2, 0);
    m_body->setSpacing(kGrid / 2);
    layout->addLayout(m_head);
    layout->addLayout(m_body, 1);
    m_title->setVisible(!title.isEmpty());
}

void Panel::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Panel::setTight()
{
    m_body->setContentsMargins(0, 0, 0, 0);
}

void Panel::setForm()
{
    m_form = true;
    update();
}

void Panel::paintEvent(QPaintEvent *)
{
    constexpr double kFormShare = 0.35;
    const QColor base = palette().color(QPalette::Base);
    const QColor window = palette().color(QPalette::Window);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor text = palette().color(QPalette::Text);
    painter.setPen(blend(text, base, isHighContrast(text, base) ? 0.7 : 0.18));
    painter.setBrush(m_form ? blend(base, window, kFormShare) : base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

QLabel *mutedLabel(const QString &text, QWidget *parent)
{
    return new DerivedLabel(text, 1.0, true, parent);
}

QLabel *largeLabel(double scale, QWidget *parent)
{
    return new DerivedLabel(QString(), scale, false, parent);
}

} // namespace leptune
