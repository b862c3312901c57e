// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QTimer;

namespace leptune {

/// "Reading churn.csv…" with a way out. Appears only when work lasts longer than a blink.
class BusyBar : public QFrame {
    Q_OBJECT
public:
    explicit BusyBar(QWidget *parent = nullptr);
    void begin(const QString &what);
    void end();

Q_SIGNALS:
    void cancelled();

private:
    QLabel *m_label;
    QTimer *m_delay;
};

} // namespace leptune
