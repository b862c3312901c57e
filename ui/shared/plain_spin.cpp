// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/plain_spin.h"

#include "ui/shared/format.h"

namespace leptune {

namespace {

constexpr int kDecimals = 3;

} // namespace

PlainSpin::PlainSpin(QWidget *parent) : QDoubleSpinBox(parent)
{
    setDecimals(kDecimals);
    setStepType(AdaptiveDecimalStepType);
    setKeyboardTracking(false);
    setAccelerated(true);
}

QString PlainSpin::textFromValue(double value) const
{
    return value == 0.0 ? QStringLiteral("0") : formatNumber(value, 6);
}

} // namespace leptune
