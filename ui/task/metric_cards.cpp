// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/metric_cards.h"

#include "ui/shared/card.h"
#include "ui/shared/metric_words.h"
#include "ui/shared/score_text.h"
#include "ui/shared/tab_order.h"

#include <QButtonGroup>
#include <QGridLayout>

#include <algorithm>

namespace leptune {

namespace {

constexpr int kInARow = 3;

QList<MetricKind> metricsInOrder(TaskKind task)
{
    QList<MetricKind> metrics{defaultMetric(task)};
    for (const MetricKind metric : metricsFor(task))
        if (metric != metrics.front())
            metrics.append(metric);
    return metrics;
}

} // namespace

MetricCards::MetricCards(QWidget *parent)
    : QWidget(parent), m_group(new QButtonGroup(this)), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(8);
    for (int column = 0; column < kInARow; ++column)
        m_grid->setColumnStretch(column, 1);
    connect(m_group, &QButtonGroup::idClicked, this, [this] { Q_EMIT chosen(metric()); });
}

void MetricCards::setTask(TaskKind task, const std::string &metric)
{
    if (m_metrics != metricsInOrder(task))
        build(task);
    int chosen = 0;
    for (int i = 0; i < m_metrics.size(); ++i)
        if (metric == metricName(m_metrics[i]))
            chosen = i;
    m_group->button(chosen)->setChecked(true);
}

void MetricCards::build(TaskKind task)
{
    for (QAbstractButton *button : m_group->buttons()) {
        m_group->removeButton(button);
        m_grid->removeWidget(button);
        delete button;
    }
    m_metrics = metricsInOrder(task);
    for (int i = 0; i < m_metrics.size(); ++i) {
        const MetricKind metric = m_metrics[i];
        const QString meaning =
            i == 0 ? tr("The usual choice. %1").arg(metricMeaning(metric)) : metricMeaning(metric);
        auto *card = new Card(
            QStringLiteral("%1 · %2").arg(metricGoal(metric), metricTitle(metric)), meaning, this);
        card->setObjectName(QLatin1String("metric_") + QLatin1String(metricName(metric)));
        card->setCheckable(true);
        card->setAutoExclusive(true); // told as one of several, not as a tick
        m_group->addButton(card, i);
        m_grid->addWidget(card, i / kInARow, i % kInARow);
    }
    if (m_before)
        tabInto(m_before, *this);
}

QString MetricCards::metric() const
{
    const int id = m_group->checkedId();
    return id <= 0 ? QString() : QString::fromLatin1(metricName(m_metrics[id]));
}

} // namespace leptune
