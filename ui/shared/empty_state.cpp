// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/empty_state.h"

#include "ui/shared/icons.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

namespace {

/// Paints the icon itself, so that it follows the palette.
class Picture : public QWidget {
public:
    Picture(const QString &name, QWidget *parent) : QWidget(parent), m_icon(lineIcon(name))
    {
        const int side = fontMetrics().height() * 3;
        setFixedSize(side, side);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setOpacity(0.6);
        m_icon.paint(&painter, rect());
    }

private:
    QIcon m_icon;
};

} // namespace

EmptyState::EmptyState(const QString &icon, const QString &title, const QString &detail,
                       QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_detail(new QLabel(this))
{
    QFont words = font();
    words.setBold(true);
    words.setPointSizeF(words.pointSizeF() * 1.2);
    m_title->setFont(words);
    m_title->setAlignment(Qt::AlignCenter);
    m_detail->setAlignment(Qt::AlignCenter);
    m_detail->setWordWrap(true);
    m_detail->setFixedWidth(fontMetrics().averageCharWidth() * 64);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(new Picture(icon, this), 0, Qt::AlignHCenter);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    layout->addWidget(m_detail, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    setWords(title, detail);
}

void EmptyState::setWords(const QString &title, const QString &detail)
{
    m_title->setText(title);
    m_detail->setText(detail);
    // An aligned item of a layout is not asked for its height at its width.
    m_detail->setMinimumHeight(std::max(0, m_detail->heightForWidth(m_detail->width())));
    setAccessibleName(title);
    setAccessibleDescription(detail);
}

QPushButton *EmptyState::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    auto *box = static_cast<QVBoxLayout *>(layout());
    box->insertWidget(box->count() - 1, button, 0, Qt::AlignHCenter);
    return button;
}

} // namespace leptune
