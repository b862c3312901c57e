// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/contribution_panel.h"

#include "core/model/model.h"
#include "ui/shared/answer_words.h"
#include "ui/shared/contribution_view.h"
#include "ui/shared/error_messages.h"
#include "ui/words/sentences.h"

#include <QVBoxLayout>

namespace leptune {

namespace {

constexpr double kSeconds = 1.0; ///< row by row; many at once take a part of it

} // namespace

ContributionPanel::ContributionPanel(QWidget *parent)
    : Panel(tr("Why this row was answered so"), parent),
      m_view(new ContributionView(QStringLiteral("contribution"), this))
{
    body()->addWidget(m_view, 1);
    setSubject(nullptr);
}

void ContributionPanel::setSubject(std::shared_ptr<const ExplainSubject> subject)
{
    m_background.cancel();
    m_subject = std::move(subject);
    if (!m_subject)
        m_view->say(tr("The rows that were scored are being looked for…"));
    else if (m_subject->canExplain())
        m_view->say(tr("Choose a row to see which of its cells moved the answer, and how far."));
    else
        m_view->say(whyNoExplanation(*m_subject));
}

void ContributionPanel::showRow(std::size_t row)
{
    if (!m_subject || !m_subject->canExplain())
        return;
    m_background.run([this, subject = m_subject, row](std::stop_token stop) -> Background::Deliver {
        try {
            const int output = explainedOutput(*subject->model, subject->answers.row(row));
            ExplainEffort effort;
            effort.seed = subject->options.seed;
            effort.stop = stop;
            effort.maxAnswers = subject->answersIn(kSeconds);
            const Contributions found =
                explainRow(*subject->model,
                           subject->batch.gathered(
                               std::vector<std::uint32_t>{static_cast<std::uint32_t>(row)}),
                           subject->batch, output, effort);
            return [this, row, output, found] { showContributions(row, output, found); };
        } catch (...) {
            return [this, words = describeError(std::current_exception())] {
                m_view->say(words.text);
                Q_EMIT shown();
            };
        }
    });
}

void ContributionPanel::showContributions(std::size_t row, int output, const Contributions &found)
{
    const Schema &schema = m_subject->model->schema();
    QString sentence = tr("Row %1: %2 is %3; over other rows it is %4 on average.")
                           .arg(m_subject->scored.rows[row] + 1)
                           .arg(outputTitle(schema, output), answerText(schema, found.answer),
                                answerText(schema, found.meanAnswer));
    if (!m_subject->isLocked)
        sentence = joinSentences(
            sentence, tr("The table shows what models answered that had not learned from this row; "
                         "explained here is the final model, which did, so the two can differ."));
    m_view->showContributions(found, schema, output, m_subject->batch, row, sentence);
    Q_EMIT shown();
}

} // namespace leptune
