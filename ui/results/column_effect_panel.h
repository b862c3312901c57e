// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/column_effect.h"
#include "ui/session/background.h"
#include "ui/shared/panel.h"

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableWidget;

namespace leptune {

class BarList;
class LineChart;

/// Of one column: how the answer goes with it (partial dependence, with single rows), and how good
/// answers are along it.
class ColumnEffectPanel : public Panel {
    Q_OBJECT
public:
    explicit ColumnEffectPanel(QWidget *parent = nullptr);
    void setSubject(std::shared_ptr<const ExplainSubject> subject);
    /// By number of the Model's schema; worked out in the background.
    void showColumn(std::size_t column);

Q_SIGNALS:
    /// What was asked for last stands on the screen.
    void shown();

protected:
    void changeEvent(QEvent *event) override;

private:
    void compute();
    void showEffect(const ColumnEffect &effect);
    void showNote(int layer, const ColumnEffect &effect);
    QString columnName() const;
    void showGroups(const ColumnEffect &effect);
    void say(const QString &text);

    QComboBox *m_output;
    QStackedWidget *m_layers;
    QLabel *m_words, *m_note, *m_groupsTitle;
    LineChart *m_curve;
    BarList *m_bars;
    QTableWidget *m_groups;
    std::shared_ptr<const ExplainSubject> m_subject;
    std::optional<std::size_t> m_column;
    std::optional<ColumnEffect> m_drawn; ///< on the curve
    Background m_background;
};

} // namespace leptune
