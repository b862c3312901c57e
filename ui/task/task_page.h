// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/page.h"
#include "ui/task/task_sketch.h"

class QLabel;
class QScrollArea;
class QStackedLayout;
class QToolButton;
class QVBoxLayout;

namespace leptune {

class AdvancedForm;
class BudgetSlider;
class Card;
class CostFields;
class EmptyState;
class LimitChecks;
class MetricCards;
class TargetList;

/// The question: what to predict, what a good answer is, how long it may take.
class TaskPage : public Page {
    Q_OBJECT
public:
    explicit TaskPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QAction *primaryAction() override { return m_start; }
    Progress progress() const override;

private:
    QWidget *makeQuestions();
    void makeKinds(QVBoxLayout *layout);
    void makeAdvanced(QVBoxLayout *layout);
    void connectParts();
    void showData();
    void showEmpty();
    /// Whether there is something that could be predicted.
    bool hasAnswers() const;
    void showOptions();
    void showCosts(const ErrorCosts &costs);
    void showExpectation();
    void refreshStart();
    void setTask(TaskChoice choice);

    QAction *m_start;
    QStackedLayout *m_layers;
    EmptyState *m_empty;
    QScrollArea *m_questions = nullptr;
    QString m_shown; ///< path of the data
    TargetList *m_targets;
    Card *m_classes;
    Card *m_number;
    QLabel *m_sentence;
    QLabel *m_example;
    MetricCards *m_metrics;
    CostFields *m_costs;
    BudgetSlider *m_budget;
    LimitChecks *m_limits;
    QToolButton *m_more;
    AdvancedForm *m_advanced;
    TaskSketch m_sketch;
};

} // namespace leptune
