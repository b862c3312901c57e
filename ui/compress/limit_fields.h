// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/pareto_front.h"

#include <QWidget>

class QDoubleSpinBox;
class QHBoxLayout;

namespace leptune {

/// The limits of what is recommended as fields: loss, size, time a row.
class LimitFields : public QWidget {
    Q_OBJECT
public:
    explicit LimitFields(QWidget *parent = nullptr);
    FrontLimits limits() const;
    /// Says nothing.
    void setLimits(const FrontLimits &limits);

Q_SIGNALS:
    void changed(const leptune::FrontLimits &limits);

private:
    QDoubleSpinBox *addField(QHBoxLayout *row, const QString &title, const char *name,
                             const QString &suffix, double most);

    QDoubleSpinBox *m_drop, *m_size, *m_time;
    FrontLimits m_limits; ///< exactly; fields round
};

} // namespace leptune
