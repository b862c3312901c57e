// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/explain_subject.h"

#include <QAbstractTableModel>

#include <utility>
#include <vector>

namespace leptune {

/// The scored rows with truth, answer, how sure it was or how far off, and the columns of the data
/// where they are known. Cells become text when they are shown; sorting and filtering move row
/// numbers only.
class AnsweredRowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// The answers' own columns; those of the data follow. Of classes Low and High are absent.
    enum class Field { Row, Truth, Answer, Result, Sureness, Low, High };
    enum class Filter { All, Right, Wrong, Cell };

    using QAbstractTableModel::QAbstractTableModel;
    void setSubject(std::shared_ptr<const ExplainSubject> subject);
    /// Right: the class, or a true number within the interval (within the median error where there
    /// is none).
    void setFilter(Filter filter);
    /// What Filter::Cell shows from the next setFilter() on: rows of one true class that got one
    /// answer (classes by place).
    void setCell(int truth, int answer) { m_cell = {truth, answer}; }
    /// Of the scored rows, the one that stands in this line.
    std::size_t scoredRow(int line) const { return m_order[static_cast<std::size_t>(line)]; }
    bool isRight(std::size_t scoredRow) const { return m_right[scoredRow]; }
    std::size_t allRows() const { return m_right.size(); }
    /// Column of the answer's own fields; -1 where it is absent.
    int columnOf(Field field) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    bool isNumbers() const { return !m_subject->truth.isClassification(); }
    void judge();
    bool isShown(std::size_t row) const;
    void arrange();
    /// A number to sort by; NaN last. Of spellings their code.
    double sortKey(std::size_t row, int column) const;
    QString fieldText(std::size_t row, Field field, bool whole) const;
    const Column &tableColumn(int column) const;
    /// Cells of words; else of numbers.
    bool holdsWords(int column) const;
    QString title(int column) const;

    std::shared_ptr<const ExplainSubject> m_subject;
    std::vector<Field> m_fields;
    std::vector<int> m_answers; ///< classes
    std::vector<bool> m_right;  ///< a scored row
    std::vector<std::uint32_t> m_order;
    int m_decimals = 2; ///< of numbers: three digits of what they are off by
    Filter m_filter = Filter::All;
    std::pair<int, int> m_cell = {-1, -1};
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace leptune
