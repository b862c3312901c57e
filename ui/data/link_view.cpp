// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/link_view.h"

#include "ui/shared/format.h"
#include "ui/shared/histogram_view.h"
#include "ui/shared/score_text.h"
#include "ui/words/sentences.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace leptune {

LinkView::LinkView(QWidget *parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_words(new QLabel(this)),
      m_plot(new HistogramView(this))
{
    m_words->setObjectName(QStringLiteral("columnLink"));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_plot->setObjectName(QStringLiteral("columnLinkPlot"));
    QFont strong = font();
    strong.setBold(true);
    m_title->setFont(strong);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    for (QLabel *label : {m_title, m_words}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
    }
    layout->addWidget(m_plot);
    clear();
}

void LinkView::clear()
{
    setVisible(false);
}

void LinkView::showLink(const TargetLink &link, ColumnType type, const QString &target)
{
    const bool known = std::isfinite(link.explained);
    setVisible(known);
    if (!known)
        return;
    const bool drawn = plot(link, type);
    QString text = words(link, target);
    if (drawn)
        text = joinSentences(
            text,
            link.ofClass.empty()
                ? tr("Shown is the mean of “%1”.").arg(target)
                : tr("Shown is the share of “%1”.").arg(QString::fromStdString(link.ofClass)));
    m_title->setText(tr("Link with “%1”").arg(target));
    m_plot->setName(m_title->text());
    m_words->setText(text);
    m_plot->setVisible(drawn);
}

QString LinkView::words(const TargetLink &link, const QString &target) const
{
    constexpr double kNothing = 0.005, kLittle = 0.1;
    if (link.explained < kNothing)
        return tr("By itself it says next to nothing about “%1”.").arg(target);
    return tr("By itself it explains %1 of how “%2” varies.")
        .arg(formatPercent(link.explained, link.explained < kLittle ? 1 : 0), target);
}

bool LinkView::plot(const TargetLink &link, ColumnType type)
{
    const bool coded = type != ColumnType::Numeric && type != ColumnType::DateTime;
    std::vector<HistogramBar> parts;
    std::vector<double> values;
    for (const TargetLink::Group &group : link.groups) {
        if (group.missing && !coded)
            continue; // it has no place among the numbers
        parts.push_back(group.where);
        values.push_back(group.value);
        if (group.missing)
            parts.back().label = tr("(missing)").toStdString();
    }
    constexpr std::uint64_t kFewestRows = 5; // of the largest part, or all of it is chance
    if (parts.size() < 2 || std::ranges::all_of(parts, [](const HistogramBar &part) {
            return part.count < kFewestRows;
        }))
        return false;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    // As many decimals as tell the means apart.
    const int decimals = *high > *low ? significantDecimals(*high - *low, 2) : 2;
    QStringList texts;
    for (const double value : values)
        texts << (link.ofClass.empty() ? scoreText(value, decimals) : formatPercent(value));
    m_plot->setDots(std::move(parts), type, values, texts, link.ofClass.empty() ? *low : 0.0,
                    *high);
    return true;
}

} // namespace leptune
