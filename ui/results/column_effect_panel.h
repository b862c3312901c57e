// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/explain/partial_dependence.h"
#include "core/model/explain/subgroup_scores.h"
#include "ui/results/explain_subject.h"
#include "ui/session/background.h"
#include "ui/shared/panel.h"

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableWidget;

namespace leptune {

class BarList;
class LineChart;

/// Of one column: how the answer goes with it (partial dependence, with single rows), and how good
/// answers are along it.
class ColumnEffectPanel : public Panel {
    Q_OBJECT
public:
    explicit ColumnEffectPanel(QWidget *parent = nullptr);
    void setSubject(std::shared_ptr<const ExplainSubject> subject);
    /// By number of the Model's schema; worked out in the background.
    void showColumn(std::size_t column);

Q_SIGNALS:
    /// What was asked for last stands on the screen.
    void shown();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Outcome {
        PartialDependence dependence;
        std::vector<SubgroupScore> groups;
        QString problem;
    };
    static Outcome workOut(const ExplainSubject &subject, std::size_t column, int output,
                           const std::stop_token &stop);
    void compute();
    void showOutcome(const Outcome &outcome);
    void drawCurve();
    QString columnName() const;
    void showBars(const PartialDependence &dependence);
    void showGroups(const std::vector<SubgroupScore> &groups);
    void say(const QString &text);

    QComboBox *m_output;
    QStackedWidget *m_layers;
    QLabel *m_words, *m_note, *m_groupsTitle;
    LineChart *m_curve;
    BarList *m_bars;
    QTableWidget *m_groups;
    std::shared_ptr<const ExplainSubject> m_subject;
    std::optional<std::size_t> m_column;
    std::optional<PartialDependence> m_drawn; ///< on the curve
    Background m_background;
};

} // namespace leptune
