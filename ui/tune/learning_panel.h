// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/panel.h"
#include "ui/tune/live_trials.h"

class QToolButton;

namespace leptune {

class EpochPlot;

/// The learning curve of a trial that was chosen, else of the network (or, where there is none, of
/// the other model) that learns now.
class LearningPanel : public Panel {
    Q_OBJECT
public:
    explicit LearningPanel(QWidget *parent = nullptr);

    void choose(int trial, const QString &name);
    /// Of what learns now.
    void follow();
    /// -1: none was chosen.
    int chosen() const { return m_chosen; }
    /// `metric`: the study's, as people call it.
    void draw(const LiveTrials &trials, const QString &metric);

Q_SIGNALS:
    /// The user wants to see what learns now.
    void followWanted();

private:
    static QString titleOf(const LearningCurve &curve);

    EpochPlot *m_plot;
    QToolButton *m_follow;
    int m_chosen = -1;
    QString m_name;
};

} // namespace leptune
