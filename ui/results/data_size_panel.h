// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/data_size_curve.h"
#include "ui/results/explain_subject.h"
#include "ui/session/background.h"
#include "ui/shared/panel.h"

class QLabel;
class QPushButton;

namespace leptune {

class LineChart;

/// One sentence on whether more rows would make better answers, from a measured curve.
QString dataSizeSentence(const DataSizeCurve &curve);

/// "Would more data help?": measured when it is asked for.
class DataSizePanel : public Panel {
    Q_OBJECT
public:
    explicit DataSizePanel(QWidget *parent = nullptr);
    void setSubject(std::shared_ptr<const ExplainSubject> subject);

Q_SIGNALS:
    /// The whole curve, or a problem, is shown.
    void measured();

protected:
    void changeEvent(QEvent *event) override;

private:
    void toggle();
    void measure();
    void showProgress(const DataSizeCurve &curve);
    void drawCurve();
    void showEnd(const QString &sentence);

    QPushButton *m_button;
    QLabel *m_words;
    LineChart *m_chart;
    std::optional<DataSizeCurve> m_curve;
    std::shared_ptr<const ExplainSubject> m_subject;
    Background m_background;
};

} // namespace leptune
