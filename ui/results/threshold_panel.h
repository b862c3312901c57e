// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/threshold_curve.h"

#include <QString>
#include <QWidget>

#include <memory>

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;

namespace leptune {

/// From which probability on a class is answered: a slider, what it gives (recall, precision,
/// cost), and the threshold that costs least at two costs, which start as the set-up has them.
class ThresholdPanel : public QWidget {
    Q_OBJECT
public:
    explicit ThresholdPanel(QWidget *parent = nullptr);
    /// Starts at `threshold`; null: nothing can be chosen.
    void setCurve(std::shared_ptr<const ThresholdCurve> curve, const QString &label,
                  double threshold);
    /// What errors cost at first, and that it is said where this comes from; none: the fields keep
    /// what the user typed.
    void setGivenCosts(const ErrorCosts &costs);
    ErrorCosts costs() const;
    double threshold() const { return m_threshold; }
    ThresholdCounts counts() const;

public Q_SLOTS:
    void setThreshold(double threshold);

Q_SIGNALS:
    void thresholdChanged(double threshold);

private:
    void showCounts();
    void showOrigin();
    void findCheapest();
    QDoubleSpinBox *addCost(const QString &title, const char *name);

    QSlider *m_slider;
    QDoubleSpinBox *m_value, *m_miss, *m_falseAlarm;
    QPushButton *m_cheapest;
    QLabel *m_title, *m_result, *m_origin;
    ErrorCosts m_given;
    std::shared_ptr<const ThresholdCurve> m_curve;
    double m_threshold = 0.5; ///< the field shows it rounded
};

} // namespace leptune
