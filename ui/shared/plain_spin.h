// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

namespace leptune {

/// A field for a number of any size: without zeros that say nothing, in steps of a tenth.
class PlainSpin : public QDoubleSpinBox {
    Q_OBJECT
public:
    explicit PlainSpin(QWidget *parent = nullptr);
    QString textFromValue(double value) const override;
};

} // namespace leptune
