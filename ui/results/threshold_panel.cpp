// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/threshold_panel.h"

#include "ui/shared/format.h"
#include "ui/shared/panel.h"
#include "ui/shared/score_text.h"
#include "ui/shared/tab_order.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr int kSteps = 1000;
constexpr double kMostCost = 1e9;

} // namespace

ThresholdPanel::ThresholdPanel(QWidget *parent)
    : QWidget(parent),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_value(new QDoubleSpinBox(this)),
      m_miss(nullptr),
      m_falseAlarm(nullptr),
      m_cheapest(new QPushButton(tr("Cheapest"), this)),
      m_title(new QLabel(this)),
      m_result(new QLabel(this)),
      m_origin(mutedLabel({}, this))
{
    m_slider->setObjectName(QStringLiteral("thresholdSlider"));
    m_slider->setAccessibleName(tr("Threshold"));
    m_slider->setRange(0, kSteps);
    m_slider->setPageStep(kSteps / 20);
    m_value->setObjectName(QStringLiteral("thresholdValue"));
    m_value->setAccessibleName(tr("Threshold"));
    m_value->setRange(0.0, 1.0);
    m_value->setDecimals(3);
    m_value->setSingleStep(0.01);
    m_value->setKeyboardTracking(false); // half a number is not wanted
    m_result->setObjectName(QStringLiteral("thresholdResult"));
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_origin->setObjectName(QStringLiteral("costOrigin"));
    m_origin->setWordWrap(true);
    m_cheapest->setObjectName(QStringLiteral("cheapestThreshold"));
    m_cheapest->setToolTip(tr("Moves the threshold to where these rows would have cost least"));
    auto *first = new QHBoxLayout;
    first->addWidget(m_title);
    first->addWidget(m_slider, 1);
    first->addWidget(m_value);
    auto *costs = new QHBoxLayout;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    setBackgroundRole(QPalette::Window); // where fields stand out
    setAutoFillBackground(true);
    layout->setSpacing(4);
    layout->addLayout(first);
    layout->addWidget(m_result);
    layout->addLayout(costs);
    layout->addWidget(m_origin);
    const auto addField = [&](const QString &title, const char *name) {
        auto *box = addCost(title, name);
        auto *label = new QLabel(title, this);
        label->setBuddy(box);
        costs->addWidget(label);
        costs->addWidget(box);
        return box;
    };
    m_miss = addField(tr("A miss costs"), "costOfMiss");
    m_falseAlarm = addField(tr("a false alarm"), "costOfFalseAlarm");
    costs->addStretch(1);
    costs->addWidget(m_cheapest);
    tabThrough({m_value, m_miss, m_falseAlarm, m_cheapest});
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int step) { setThreshold(step / static_cast<double>(kSteps)); });
    connect(m_value, &QDoubleSpinBox::valueChanged, this, &ThresholdPanel::setThreshold);
    connect(m_cheapest, &QPushButton::clicked, this, &ThresholdPanel::findCheapest);
    setGivenCosts({});
}

QDoubleSpinBox *ThresholdPanel::addCost(const QString &title, const char *name)
{
    auto *box = new QDoubleSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(title);
    box->setRange(0.0, kMostCost);
    box->setDecimals(2);
    box->setValue(1.0);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setMaximumWidth(fontMetrics().averageCharWidth() * 16);
    connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
        showCounts();
        showOrigin();
    });
    return box;
}

void ThresholdPanel::setCurve(std::shared_ptr<const ThresholdCurve> curve, const QString &label,
                              double threshold)
{
    m_curve = std::move(curve);
    setEnabled(m_curve != nullptr);
    m_title->setText(tr("Answer “%1” from")
                         .arg(fontMetrics().elidedText(label, Qt::ElideRight,
                                                       fontMetrics().averageCharWidth() * 16)));
    setThreshold(threshold);
}

void ThresholdPanel::setGivenCosts(const ErrorCosts &costs)
{
    if (costs.isGiven() || m_given.isGiven()) {
        const QSignalBlocker miss(m_miss), falseAlarm(m_falseAlarm);
        m_miss->setValue(costs.isGiven() ? costs.miss : 1.0);
        m_falseAlarm->setValue(costs.isGiven() ? costs.falseAlarm : 1.0);
    }
    m_given = costs;
    showCounts();
    showOrigin();
}

ErrorCosts ThresholdPanel::costs() const
{
    return {m_miss->value(), m_falseAlarm->value()};
}

/// The fields round what the set-up says.
void ThresholdPanel::showOrigin()
{
    const auto isNear = [](double field, double given) { return std::abs(field - given) < 0.01; };
    m_origin->setVisible(m_given.isGiven());
    m_origin->setText(
        isNear(m_miss->value(), m_given.miss) && isNear(m_falseAlarm->value(), m_given.falseAlarm)
            ? tr("These costs are those of the Task page; the model's threshold was "
                 "chosen by them.")
            : tr("On the Task page a miss costs %1 and a false alarm %2; the model's "
                 "threshold was chosen by that.")
                  .arg(formatNumber(m_given.miss, 6), formatNumber(m_given.falseAlarm, 6)));
}

ThresholdCounts ThresholdPanel::counts() const
{
    return m_curve ? m_curve->at(m_threshold) : ThresholdCounts();
}

void ThresholdPanel::setThreshold(double threshold)
{
    m_threshold = threshold;
    {
        const QSignalBlocker slider(m_slider), value(m_value);
        m_value->setValue(threshold);
        m_slider->setValue(static_cast<int>(std::lround(threshold * kSteps)));
    }
    showCounts();
    Q_EMIT thresholdChanged(m_threshold);
}

void ThresholdPanel::showCounts()
{
    if (!m_curve) {
        m_result->clear();
        return;
    }
    const ThresholdCounts now = counts();
    const auto share = [](double value) {
        return std::isnan(value) ? QStringLiteral("–") : formatPercent(value);
    };
    const auto number = [](double rows) { return formatCount(std::llround(rows)); };
    m_result->setText(tr("Recall %1 (%2 of %3 found), precision %4 (%Ln false alarm(s)), cost %5.",
                         nullptr, static_cast<int>(std::lround(now.falseAlarms)))
                          .arg(share(now.recall()), number(now.hits), number(now.hits + now.misses),
                               share(now.precision()), formatNumber(now.cost(costs()), 6)));
}

void ThresholdPanel::findCheapest()
{
    if (m_curve)
        setThreshold(m_curve->cheapest(costs()));
}

} // namespace leptune
