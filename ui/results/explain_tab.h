// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/column_importance.h"
#include "ui/results/explain_subject.h"
#include "ui/session/background.h"

#include <QWidget>

class QLabel;

namespace leptune {

class BarList;
class ColumnEffectPanel;
class DataSizePanel;

/// What the best model looks at: importance of the columns, and of the chosen one how the answer
/// goes with it and how good answers are along it; whether more data would help. What the study
/// measured is shown until more careful measurements arrive.
class ExplainTab : public QWidget {
    Q_OBJECT
public:
    explicit ExplainTab(QWidget *parent = nullptr);
    /// What the record knows of itself.
    void setRecord(const StudyRecord &record);
    /// Null while the rows are being looked for.
    void setSubject(std::shared_ptr<const ExplainSubject> subject);

Q_SIGNALS:
    /// The importance of the columns was measured anew.
    void measured();

private:
    void measure();
    void showImportance(std::vector<ColumnImportance> columns, const QString &note);
    void showMeasured(const MeasuredImportance &found);
    void showColumn(int place);

    BarList *m_bars;
    QLabel *m_note;
    ColumnEffectPanel *m_effect;
    DataSizePanel *m_dataSize;
    std::shared_ptr<const ExplainSubject> m_subject;
    Background m_background;
};

} // namespace leptune
