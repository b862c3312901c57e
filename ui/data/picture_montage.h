// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "ui/shared/thumbnail_cache.h"

#include <QWidget>

#include <vector>

namespace leptune {

/// A grid of pictures of a column, spread over the classes; tooltips tell name and class.
class PictureMontage : public QWidget {
    Q_OBJECT
public:
    explicit PictureMontage(QWidget *parent = nullptr);
    /// `table` null, or `column` without pictures: hides itself.
    void setPictures(std::shared_ptr<const Table> table, const std::string &column,
                     const std::string &target);
    const std::vector<std::uint32_t> &rows() const { return m_rows; }

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    /// Room of one picture where the widget is so wide.
    QSize cellSize(int width) const;
    QRect cellRect(std::size_t index) const;
    QString tipAt(QPoint position) const;
    void describe();

    std::shared_ptr<const Table> m_table;
    std::string m_column, m_target;
    std::vector<std::uint32_t> m_rows;
    ThumbnailCache m_cache;
};

} // namespace leptune
