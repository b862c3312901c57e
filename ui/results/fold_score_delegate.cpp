// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/fold_score_delegate.h"

#include "ui/charts/chart_theme.h"
#include "ui/shared/score_text.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPolygonF>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace leptune {

namespace {

constexpr int kCharacters = 9;
/// Of the middle half of all scores, shown beyond it on either side: a hopeless line must not
/// flatten the rest.
constexpr double kMostSpread = 1.0;

/// The middle of all scores, widened.
std::pair<double, double> shownRange(std::vector<double> values)
{
    if (values.empty())
        return {0.0, 1.0};
    std::ranges::sort(values);
    const double q1 = values[values.size() / 4], q3 = values[values.size() * 3 / 4];
    const double reach = kMostSpread * std::max(q3 - q1, 1e-9);
    return {std::max(values.front(), q1 - reach), std::min(values.back(), q3 + reach)};
}

} // namespace

void FoldScoreDelegate::setScores(std::map<std::string, std::vector<double>> scores)
{
    m_scores = std::move(scores);
    std::vector<double> all;
    for (const auto &[name, values] : m_scores)
        std::ranges::copy_if(values, std::back_inserter(all),
                             [](double value) { return std::isfinite(value); });
    std::tie(m_low, m_high) = shownRange(std::move(all));
}

int FoldScoreDelegate::width(const QFontMetrics &metrics)
{
    return metrics.averageCharWidth() * kCharacters;
}

const std::vector<double> *FoldScoreDelegate::scoresAt(const QModelIndex &index) const
{
    const auto found = m_scores.find(index.siblingAtColumn(0).data().toString().toStdString());
    return found == m_scores.end() || found->second.size() < 2 ? nullptr : &found->second;
}

void FoldScoreDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const std::vector<double> *scores = scoresAt(index);
    if (!scores || !(m_high > m_low))
        return;
    const qreal inset = option.rect.height() * 0.22;
    const QRectF area =
        QRectF(option.rect.left() + inset, option.rect.top() + inset,
               width(option.fontMetrics) - 2 * inset, option.rect.height() - 2 * inset);
    QPolygonF line;
    for (std::size_t i = 0; i < scores->size(); ++i) {
        const double share = ((*scores)[i] - m_low) / (m_high - m_low);
        if (std::isfinite(share))
            line << QPointF(area.left() + area.width() * static_cast<double>(i) /
                                              static_cast<double>(scores->size() - 1),
                            area.bottom() - area.height() * std::clamp(share, 0.0, 1.0));
    }
    const bool selected = option.state & QStyle::State_Selected;
    const QColor color =
        option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1.2));
    painter->drawPolyline(line);
    painter->setBrush(color);
    for (const QPointF &point : line)
        painter->drawEllipse(point, 1.4, 1.4);
    painter->restore();
}

bool FoldScoreDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                                  const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const std::vector<double> *scores = scoresAt(index);
    if (!scores || event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList texts;
    for (const double score : *scores)
        texts << scoreText(score);
    QToolTip::showText(event->globalPos(),
                       tr("Fold by fold: %1").arg(texts.join(QLatin1String("  "))));
    return true;
}

} // namespace leptune
