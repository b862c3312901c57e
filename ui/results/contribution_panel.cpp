// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/contribution_panel.h"

#include "core/model/model.h"
#include "ui/results/answer_words.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"

#include <QCoreApplication>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr double kSeconds = 1.0; ///< row by row; many at once take a part of it

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ContributionPanel)
};

/// The class that the row was answered with; of two the positive one, so that signs always mean the
/// same.
int outputFor(const ExplainSubject &subject, std::size_t row)
{
    const Schema &schema = subject.model->schema();
    if (schema.task != TaskKind::MultiClass)
        return firstOutput(schema);
    const auto answers = subject.answers.row(row);
    return static_cast<int>(std::ranges::max_element(answers) - answers.begin());
}

} // namespace

std::vector<NamedAmount> contributionBars(const Contributions &found, const Schema &schema,
                                          const RawBatch &batch, std::size_t row, std::size_t most)
{
    std::vector<Contribution> sorted = found.columns;
    std::erase_if(sorted, [](const Contribution &c) { return c.amount == 0.0; });
    std::ranges::stable_sort(sorted, std::greater{},
                             [](const Contribution &c) { return std::abs(c.amount); });
    std::vector<NamedAmount> bars;
    double rest = 0.0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const Contribution &c = sorted[i];
        if (i >= most) {
            rest += c.amount;
            continue;
        }
        const RawColumn &column = schema.columns[c.column];
        bars.push_back(
            {QStringLiteral("%1 = %2").arg(QString::fromStdString(column.name),
                                           cellText(column, batch.columns[c.column], row)),
             c.amount, c.standardError});
    }
    if (sorted.size() > most)
        bars.push_back({Words::tr("%1 other columns").arg(sorted.size() - most), rest, 0.0});
    return bars;
}

ContributionPanel::ContributionPanel(QWidget *parent)
    : Panel(tr("Why this row was answered so"), parent),
      m_layers(new QStackedWidget(this)),
      m_words(mutedLabel({}, this)),
      m_sentence(new QLabel(this)),
      m_note(mutedLabel({}, this)),
      m_bars(new BarList)
{
    m_words->setObjectName(QStringLiteral("contributionWords"));
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignCenter);
    m_sentence->setObjectName(QStringLiteral("contributionSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setWordWrap(true);
    m_bars->setObjectName(QStringLiteral("contributions"));
    m_bars->setName(tr("Contributions of the columns"));
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_bars);
    scroll->setFocusPolicy(Qt::NoFocus); // the bars take it
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sentence);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_note);
    m_layers->addWidget(m_words);
    m_layers->addWidget(page);
    body()->addWidget(m_layers, 1);
    setSubject(nullptr);
}

void ContributionPanel::setSubject(std::shared_ptr<const ExplainSubject> subject)
{
    m_background.cancel();
    m_subject = std::move(subject);
    if (!m_subject)
        say(tr("The rows that were scored are being looked for…"));
    else if (m_subject->canExplain())
        say(tr("Choose a row to see which of its cells moved the answer, and how far."));
    else
        say(whyNoExplanation(*m_subject));
}

void ContributionPanel::say(const QString &text)
{
    m_words->setText(text);
    m_layers->setCurrentIndex(0);
}

void ContributionPanel::showRow(std::size_t row)
{
    if (!m_subject || !m_subject->canExplain())
        return;
    m_background.run([this, subject = m_subject, row](std::stop_token stop) -> Background::Deliver {
        try {
            const int output = outputFor(*subject, row);
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
                say(words.text);
                Q_EMIT shown();
            };
        }
    });
}

void ContributionPanel::showContributions(std::size_t row, int output, const Contributions &found)
{
    const Schema &schema = m_subject->model->schema();
    const bool isNumber = schema.task == TaskKind::Regression;
    const auto text = [&](double answer) {
        return isNumber ? formatNumber(answer, 5) : formatPercent(answer);
    };
    m_sentence->setText(
        tr("Row %1: %2 is %3; over other rows it is %4 on average.")
            .arg(m_subject->scored.rows[row] + 1)
            .arg(outputTitle(schema, output), text(found.answer), text(found.meanAnswer)));
    m_bars->setAmountTitle(outputTitle(schema, output));
    m_bars->setEmptyText(tr("No cell of this row moves the answer."));
    m_bars->setAmounts(contributionBars(found, schema, m_subject->batch, row));
    m_note->setText((isNumber
                         ? tr("The bars add up to the difference.")
                         : tr("The bars add up to the difference; 0.1 is ten percentage points.")) +
                    QLatin1Char(' ') +
                    tr("Compared with %1 rows; the marks are standard errors.")
                        .arg(formatCount(found.backgroundRows)));
    m_layers->setCurrentIndex(1);
    Q_EMIT shown();
}

} // namespace leptune
