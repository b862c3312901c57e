// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/explain/contributions.h"
#include "ui/charts/bar_list.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace leptune {

/// The contributions as signed bars, the largest first, the small ones together in the last. `row`:
/// a row of `batch`, whose cells the names tell.
std::vector<NamedAmount> contributionBars(const Contributions &found, const Schema &schema,
                                          const RawBatch &batch, std::size_t row,
                                          std::size_t most = 12);

/// Why one row is answered as it is: a sentence, bars, and what they are compared with; or words in
/// their place.
class ContributionView : public QWidget {
    Q_OBJECT
public:
    /// `name` begins the object names of the parts: NAMEs (bars), NAMESentence, NAMEWords.
    explicit ContributionView(const QString &name, QWidget *parent = nullptr);
    void say(const QString &text);
    /// `output`: what was explained; `sentence` stands above the bars.
    void showContributions(const Contributions &found, const Schema &schema, int output,
                           const RawBatch &batch, std::size_t row, const QString &sentence);

private:
    QStackedWidget *m_layers;
    QLabel *m_words, *m_sentence, *m_note;
    BarList *m_bars;
};

} // namespace leptune
