// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/error_costs.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;

namespace leptune {

class ClassCostFields;

/// What a wrong answer costs: for two answers a matrix of what is true against what is answered,
/// for more a field a class. Off until it is ticked; then labels are decided so that they cost
/// least.
class CostFields : public QWidget {
    Q_OBJECT
public:
    explicit CostFields(QWidget *parent = nullptr);
    void setTwoClasses(const QString &positive, const QString &other);
    void setClasses(const QStringList &classes);
    void setCosts(const ErrorCosts &costs);
    ErrorCosts costs() const;

Q_SIGNALS:
    void changed();

private:
    QDoubleSpinBox *addField(const char *name);
    void refresh();

    QCheckBox *m_check;
    QWidget *m_matrix;
    ClassCostFields *m_ofClasses;
    bool m_areMany = false; ///< more than two classes
    QGridLayout *m_grid;
    QLabel *m_answeredOther, *m_answeredPositive, *m_isOther, *m_isPositive;
    QDoubleSpinBox *m_miss, *m_falseAlarm;
};

} // namespace leptune
