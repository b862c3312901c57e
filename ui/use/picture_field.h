// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column.h"
#include "ui/session/background.h"

#include <QWidget>

#include <optional>

class QLabel;
class QMimeData;

namespace leptune {

/// The cell of a picture column: that of a row of the data, or a file that is chosen or dropped
/// here, both brought to the shape that the Model reads.
class PictureField : public QWidget {
    Q_OBJECT
public:
    PictureField(const std::string &column, PictureShape shape, QWidget *parent = nullptr);

    /// The file of a picture that is dragged, by its suffix; empty: something else, which is the
    /// window's (a table is opened).
    static QString pictureFile(const QMimeData &data);
    /// The picture of that row, which may be missing; a file is forgotten.
    void showCell(const Column &pictures, std::size_t row);
    /// The row's picture again.
    void forgetFile();
    bool hasFile() const { return m_file.has_value(); }
    /// A row of the data was shown.
    bool hasRow() const { return m_cell.has_value(); }
    /// There is something to answer, if only a missing picture of the data.
    bool hasAny() const { return m_cell || m_file; }
    /// Two rows: the cell of the data, then the file; where one is not there, the other twice.
    /// Needs hasAny().
    Column rows() const;
    /// Why the file can't be read; else empty.
    QString remark() const { return m_problem; }

public Q_SLOTS:
    /// On another thread; edited() follows.
    void readFile(const QString &path);

Q_SIGNALS:
    /// By the user: another picture is there, or a problem.
    void edited();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void choose();
    void take(std::optional<PictureBlock> file, const QString &problem);
    void showPicture();

    std::string m_column;
    PictureShape m_shape;
    QLabel *m_picture;
    QString m_problem;
    std::optional<PictureBlock> m_cell; ///< one picture, or none where it is missing
    std::optional<PictureBlock> m_file; ///< one picture
    Background m_reading;
};

} // namespace leptune
