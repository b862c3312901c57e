// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/explain_subject.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace leptune {

class AnsweredRowsModel;
class ContributionPanel;
class TableFilter;

/// Every scored row with its truth and its answer; of the current one, why it was answered so.
class RowsTab : public QWidget {
    Q_OBJECT
public:
    explicit RowsTab(QWidget *parent = nullptr);
    void setSubject(std::shared_ptr<const ExplainSubject> subject);
    /// The rows of a cell of the confusion matrix; false where the rows are not known.
    bool showCell(int truth, int answer);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void setWords(const ExplainSubject *subject);
    void filter(int place);
    void fitColumns();

    std::shared_ptr<const ExplainSubject> m_subject;
    AnsweredRowsModel *m_model;
    QTableView *m_view;
    TableFilter *m_words = nullptr;
    QComboBox *m_filter;
    QLabel *m_count;
    ContributionPanel *m_contributions;
    bool m_fitted = false; ///< the columns, to the rows that are there
};

} // namespace leptune
