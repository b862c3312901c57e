// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/budget_slider.h"

#include "ui/shared/format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace leptune {

namespace {

constexpr std::array kSteps{30.0,   60.0,   120.0,  300.0,   600.0,  1200.0,
                            1800.0, 3600.0, 7200.0, 14400.0, 28800.0};

int nearestStep(double seconds)
{
    int nearest = 0;
    for (std::size_t i = 1; i < kSteps.size(); ++i)
        if (std::abs(std::log(kSteps[i] / seconds)) <
            std::abs(std::log(kSteps[static_cast<std::size_t>(nearest)] / seconds)))
            nearest = static_cast<int>(i);
    return nearest;
}

} // namespace

BudgetSlider::BudgetSlider(QWidget *parent)
    : QWidget(parent),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_value(new QLabel(this)),
      m_expectation(new QLabel(this))
{
    m_slider->setObjectName(QStringLiteral("budgetSlider"));
    m_slider->setAccessibleName(tr("Time for tuning"));
    m_slider->setRange(0, static_cast<int>(kSteps.size()) - 1);
    m_slider->setPageStep(1);
    m_slider->setTickPosition(QSlider::TicksBelow);
    m_value->setObjectName(QStringLiteral("budgetValue"));
    QFont words = font();
    words.setBold(true);
    m_value->setFont(words);
    m_value->setMinimumWidth(QFontMetrics(words).averageCharWidth() * 14);
    m_expectation->setObjectName(QStringLiteral("budgetExpectation"));
    m_expectation->setWordWrap(true);
    m_expectation->setForegroundRole(QPalette::PlaceholderText);
    auto *line = new QHBoxLayout;
    line->setSpacing(16);
    line->addWidget(m_slider, 1);
    line->addWidget(m_value);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_expectation);
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) {
        m_seconds = kSteps[static_cast<std::size_t>(step)];
        showSeconds();
        Q_EMIT chosen(m_seconds);
    });
    setSeconds(m_seconds);
}

void BudgetSlider::setSeconds(double seconds)
{
    const QSignalBlocker quiet(m_slider);
    m_seconds = seconds;
    m_slider->setValue(nearestStep(seconds));
    showSeconds();
}

void BudgetSlider::showSeconds()
{
    m_value->setText(m_seconds == std::floor(m_seconds) && m_seconds < 60.0
                         ? tr("%1 seconds").arg(m_seconds)
                         : formatDuration(m_seconds));
}

void BudgetSlider::setExpectation(const QString &text)
{
    m_expectation->setText(text);
}

} // namespace leptune
