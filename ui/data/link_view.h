// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/target_link.h"

#include <QWidget>

class QLabel;

namespace leptune {

class HistogramView;

/// How the target changes with a column: one sentence with the figure, and a small plot.
class LinkView : public QWidget {
    Q_OBJECT
public:
    explicit LinkView(QWidget *parent = nullptr);
    /// Hides itself where nothing can be said.
    void showLink(const TargetLink &link, ColumnType type, const QString &target);
    void clear();

private:
    QString words(const TargetLink &link, const QString &target) const;
    /// Whether there is more than one part to compare.
    bool plot(const TargetLink &link, ColumnType type);

    QLabel *m_title;
    QLabel *m_words;
    HistogramView *m_plot;
};

} // namespace leptune
