// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <QList>
#include <QWidget>

class QButtonGroup;
class QGridLayout;

namespace leptune {

class Card;

/// "What is a good answer?": the metrics that fit the task as cards, the usual one first.
class MetricCards : public QWidget {
    Q_OBJECT
public:
    explicit MetricCards(QWidget *parent = nullptr);
    /// `metric` as the options spell it; "" = the usual one.
    void setTask(TaskKind task, const std::string &metric);
    QString metric() const; ///< "" = the usual one
    /// Tab goes from there to the cards, whenever these are made anew.
    void setTabAfter(QWidget *before) { m_before = before; }

Q_SIGNALS:
    void chosen(const QString &metric);

private:
    void build(TaskKind task);

    QWidget *m_before = nullptr;
    QButtonGroup *m_group;
    QGridLayout *m_grid;
    QList<MetricKind> m_metrics;
};

} // namespace leptune
