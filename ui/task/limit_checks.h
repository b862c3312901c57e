// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/tune_options.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QHBoxLayout;

namespace leptune {

/// "How small and fast must it be?": limits of the file, of the time a row and of the loss, each
/// off until it is ticked.
class LimitChecks : public QWidget {
    Q_OBJECT
public:
    explicit LimitChecks(QWidget *parent = nullptr);
    void setOptions(const TuneOptions &options);
    /// Writes the limits over the options.
    void apply(TuneOptions &options) const;

Q_SIGNALS:
    void changed();

private:
    struct Limit {
        QCheckBox *check;
        QDoubleSpinBox *field;
        double unit; ///< of the option, in the field's

        void show(double value) const;
        double value() const;
    };
    Limit addLimit(QHBoxLayout *row, const QString &title, const char *name, const QString &suffix,
                   double usual, double unit);

    Limit m_size, m_time, m_drop;
};

} // namespace leptune
