// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QSlider;

namespace leptune {

/// "How long may it take?": from 30 seconds to 8 hours in steps people think in.
class BudgetSlider : public QWidget {
    Q_OBJECT
public:
    explicit BudgetSlider(QWidget *parent = nullptr);
    void setSeconds(double seconds);
    double seconds() const { return m_seconds; }
    /// Below the slider: what that time is good for.
    void setExpectation(const QString &text);

Q_SIGNALS:
    void chosen(double seconds);

private:
    void showSeconds();

    double m_seconds = 60.0;
    QSlider *m_slider;
    QLabel *m_value;
    QLabel *m_expectation;
};

} // namespace leptune
