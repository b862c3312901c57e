// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"
#include "core/data/schema.h"

#include <QStringList>
#include <QWidget>

namespace leptune {

/// What is known of a column that a field is for.
struct FieldFacts {
    RawColumn column;
    ColumnProfile profile = {}; ///< of the data; `hasProfile` false: the data can't be had
    bool hasProfile = false;
    QStringList categories = {}; ///< commonest first, then in order of first appearance
    /// Numbers come in steps of 1.
    bool isWhole() const;
    /// The median or the commonest category, as the cell of a file.
    QString typicalCell() const;
};
FieldFacts fieldFacts(const RawColumn &column, const ColumnProfile *profile, const Table *table);

/// Edits one cell of a row. Cells are spelled as in a file, C locale; "" is missing.
class RowField : public QWidget {
    Q_OBJECT
public:
    RowField(FieldFacts facts, QWidget *parent) : QWidget(parent), m_facts(std::move(facts)) {}

    const FieldFacts &facts() const { return m_facts; }
    /// What is in the field; "" where it can't be read.
    virtual QString cell() const = 0;
    virtual void setCell(const QString &cell) = 0;
    /// What is wrong or was never seen in the data, in a few words; empty where all is usual.
    virtual QString remark() const;

Q_SIGNALS:
    /// By the user.
    void edited();

private:
    FieldFacts m_facts;
};

/// Numbers get a slider over what was seen, dates and texts a line, categories a list that takes
/// others.
RowField *makeRowField(FieldFacts facts, QWidget *parent);

/// The column of a row table, one row a cell. Throws nothing: what can't be read is missing.
Column columnOfCells(const RawColumn &column, const std::vector<QString> &cells);

} // namespace leptune
