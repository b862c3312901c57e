// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/explain/contributions.h"
#include "ui/results/explain_subject.h"
#include "ui/session/background.h"
#include "ui/shared/panel.h"

namespace leptune {

class ContributionView;

/// Why one of the scored rows was answered as it was; worked out in the background.
class ContributionPanel : public Panel {
    Q_OBJECT
public:
    explicit ContributionPanel(QWidget *parent = nullptr);
    void setSubject(std::shared_ptr<const ExplainSubject> subject);
    void showRow(std::size_t scoredRow);

Q_SIGNALS:
    /// What was asked for last stands on the screen.
    void shown();

private:
    void showContributions(std::size_t row, int output, const Contributions &found);

    ContributionView *m_view;
    std::shared_ptr<const ExplainSubject> m_subject;
    Background m_background;
};

} // namespace leptune
