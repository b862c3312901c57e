// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/contribution_view.h"

#include "ui/shared/answer_words.h"
#include "ui/shared/format.h"
#include "ui/shared/panel.h"

#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace leptune {

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
        bars.push_back({ContributionView::tr("%n other column(s)", nullptr,
                                             static_cast<int>(sorted.size() - most)),
                        rest, 0.0});
    return bars;
}

ContributionView::ContributionView(const QString &name, QWidget *parent)
    : QWidget(parent),
      m_layers(new QStackedWidget(this)),
      m_words(mutedLabel({}, this)),
      m_sentence(new QLabel(this)),
      m_note(mutedLabel({}, this)),
      m_bars(new BarList)
{
    m_words->setObjectName(name + QStringLiteral("Words"));
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignCenter);
    m_sentence->setObjectName(name + QStringLiteral("Sentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setWordWrap(true);
    m_bars->setObjectName(name + u's');
    m_bars->setName(tr("Contributions of the columns"));
    m_bars->setEmptyText(tr("No cell of this row moves the answer."));
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_bars);
    scroll->setFocusPolicy(Qt::NoFocus); // the bars take it
    auto *bars = new QWidget(this);
    auto *inner = new QVBoxLayout(bars);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addWidget(m_sentence);
    inner->addWidget(scroll, 1);
    inner->addWidget(m_note);
    m_layers->addWidget(m_words);
    m_layers->addWidget(bars);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_layers);
}

void ContributionView::say(const QString &text)
{
    m_words->setText(text);
    m_layers->setCurrentIndex(0);
}

void ContributionView::showContributions(const Contributions &found, const Schema &schema,
                                         int output, const RawBatch &batch, std::size_t row,
                                         const QString &sentence)
{
    m_sentence->setText(sentence);
    const bool isProbability = schema.task != TaskKind::Regression;
    std::vector<NamedAmount> bars = contributionBars(found, schema, batch, row);
    for (NamedAmount &bar : bars) {
        bar.amount *= isProbability ? 100.0 : 1.0;
        bar.deviation *= isProbability ? 100.0 : 1.0;
    }
    const QString title = outputTitle(schema, output);
    m_bars->setAmountTitle(isProbability ? tr("%1, percentage points").arg(title) : title);
    m_bars->setAmounts(std::move(bars));
    m_note->setText((isProbability
                         ? tr("The bars are percentage points and add up to the difference.")
                         : tr("The bars add up to the difference.")) +
                    QLatin1Char(' ') +
                    tr("Compared with %1 rows; the marks are standard errors.")
                        .arg(formatCount(found.backgroundRows)));
    m_layers->setCurrentIndex(1);
}

} // namespace leptune
