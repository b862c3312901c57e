// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/limit_checks.h"

#include "ui/shared/format.h"
#include "ui/shared/panel.h"
#include "ui/shared/plain_spin.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace leptune {

namespace {

constexpr double kMostLimit = 1e7, kLeastLimit = 0.001;
constexpr double kMicrosecond = 1.0, kPercent = 0.01;

} // namespace

LimitChecks::LimitChecks(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(24);
    m_size = addLimit(row, tr("The file at most"), "maxSize", tr(" kB"), 100.0, kBytesAKilobyte);
    m_time = addLimit(row, tr("An answer in at most"), "maxLatency", tr(" µs"), 10.0, kMicrosecond);
    m_drop = addLimit(row, tr("Shrink it, losing at most"), "maxDrop", tr(" %"), 1.0, kPercent);
    m_drop.field->setMaximum(100.0);
    m_drop.check->setToolTip(tr("Of what the best model is better than always answering the same"));
    row->addStretch(1);
    QLabel *words = mutedLabel(
        tr("With a limit, the end of the time (a sixth, at most 30 seconds) goes into making the "
           "best model smaller."),
        this);
    words->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(words);
}

LimitChecks::Limit LimitChecks::addLimit(QHBoxLayout *row, const QString &title, const char *name,
                                         const QString &suffix, double usual, double unit)
{
    auto *check = new QCheckBox(title, this);
    check->setObjectName(QLatin1String(name) + QLatin1String("Check"));
    auto *field = new PlainSpin(this);
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(title);
    field->setRange(kLeastLimit, kMostLimit);
    field->setSuffix(suffix);
    field->setValue(usual);
    field->setEnabled(false);
    field->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(check);
    column->addWidget(field);
    row->addLayout(column);
    connect(check, &QCheckBox::toggled, field, &QWidget::setEnabled);
    connect(check, &QCheckBox::toggled, this, &LimitChecks::changed);
    connect(field, &QDoubleSpinBox::valueChanged, this, &LimitChecks::changed);
    return {check, field, unit};
}

void LimitChecks::Limit::show(double value) const
{
    const QSignalBlocker quietCheck(check), quietField(field);
    check->setChecked(value > 0.0);
    field->setEnabled(value > 0.0);
    if (value > 0.0)
        field->setValue(value / unit);
}

double LimitChecks::Limit::value() const
{
    return check->isChecked() ? field->value() * unit : 0.0;
}

void LimitChecks::setOptions(const TuneOptions &options)
{
    m_size.show(options.maxModelBytes);
    m_time.show(options.maxLatencyMicroseconds);
    m_drop.show(options.maxDrop);
}

void LimitChecks::apply(TuneOptions &options) const
{
    options.maxModelBytes = m_size.value();
    options.maxLatencyMicroseconds = m_time.value();
    options.maxDrop = m_drop.value();
}

} // namespace leptune
