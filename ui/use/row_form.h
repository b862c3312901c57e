// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/use/row_field.h"

#include <memory>
#include <optional>
#include <vector>

class QGridLayout;
class QLabel;

namespace leptune {

class PictureField;

/// A field for every column that a Model uses, each with a remark where its cell is unlike the
/// data. Knows the row that it was started from.
class RowForm : public QWidget {
    Q_OBJECT
public:
    explicit RowForm(QWidget *parent = nullptr);

    /// Makes the fields anew, empty. `table` and `profile` may be null.
    void setSchema(const Schema &schema, std::shared_ptr<const Table> table,
                   const Profile *profile);
    bool isEmpty() const { return m_lines.empty(); }
    /// Fills the fields and remembers them as what was started from: a row of the data, or what is
    /// usual in every column.
    void start(std::optional<std::size_t> row);
    /// Back to what was started from.
    void startAgain();
    /// Some cell is another than in the row that was started from.
    bool isChanged() const;
    /// Every picture is there; other cells may be missing.
    bool isComplete() const;
    /// What was started from has its pictures, too: without the data it has none.
    bool startedFromPictures() const;
    int remarks() const;
    /// Two rows: what was started from, and what is in the fields now. Needs isComplete().
    Table rows() const;
    RowField *field(const QString &column) const;

Q_SIGNALS:
    void edited();

private:
    struct Line {
        RawColumn column;
        RowField *field = nullptr; ///< null: a picture
        PictureField *picture = nullptr;
        QLabel *remark = nullptr;
        QString before; ///< the cell that was started from
        QString remarkText() const;
    };
    void addLine(QGridLayout *grid, FieldFacts facts);
    void showRemark(Line &line);
    QString startCell(const Line &line, std::optional<std::size_t> row) const;

    std::shared_ptr<const Table> m_table;
    QWidget *m_content = nullptr;
    std::vector<Line> m_lines;
};

} // namespace leptune
