// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/busy_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

namespace leptune {

namespace {

constexpr int kBlinkMilliseconds = 150;

} // namespace

BusyBar::BusyBar(QWidget *parent)
    : QFrame(parent), m_label(new QLabel(this)), m_delay(new QTimer(this))
{
    setObjectName(QStringLiteral("busyBar"));
    auto *progress = new QProgressBar(this);
    progress->setRange(0, 0);
    progress->setTextVisible(false);
    progress->setMaximumHeight(fontMetrics().height());
    progress->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("busyCancel"));
    connect(cancel, &QPushButton::clicked, this, &BusyBar::cancelled);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->addWidget(m_label);
    layout->addWidget(progress, 1);
    layout->addWidget(cancel);
    layout->addStretch(1);
    m_delay->setSingleShot(true);
    m_delay->setInterval(kBlinkMilliseconds);
    connect(m_delay, &QTimer::timeout, this, &QWidget::show);
    setVisible(false);
}

void BusyBar::begin(const QString &what)
{
    m_label->setText(what);
    setAccessibleName(what);
    m_delay->start();
}

void BusyBar::end()
{
    m_delay->stop();
    setVisible(false);
}

} // namespace leptune
