// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/explain/contributions.h"
#include "ui/charts/bar_list.h"
#include "ui/results/explain_subject.h"
#include "ui/session/background.h"
#include "ui/shared/panel.h"

class QLabel;
class QStackedWidget;

namespace leptune {

/// The contributions as signed bars, the largest first, the small ones together in the last. `row`:
/// a row of `batch`, whose cells the names tell.
std::vector<NamedAmount> contributionBars(const Contributions &found, const Schema &schema,
                                          const RawBatch &batch, std::size_t row,
                                          std::size_t most = 12);

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
    void say(const QString &text);

    QStackedWidget *m_layers;
    QLabel *m_words, *m_sentence, *m_note;
    BarList *m_bars;
    std::shared_ptr<const ExplainSubject> m_subject;
    Background m_background;
};

} // namespace leptune
