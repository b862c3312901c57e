// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QImage>

#include <memory>
#include <optional>

namespace leptune {

/// Rows and their answers, by row and memory as they are: the answer, for classes how sure the
/// model is of each, then the columns of the rows. EditRole gives whole numbers as a file has them.
class AnswersModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    /// Null: no answers. `intervalWidth`: half, of the range that is shown beside numbers.
    void setAnswers(std::shared_ptr<const Model> model, std::shared_ptr<const Table> rows,
                    std::shared_ptr<const Prediction> answers,
                    std::optional<double> intervalWidth = std::nullopt);
    bool hasPictures() const { return m_pictures != nullptr; }
    static QSize pictureSize() { return {32, 32}; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    std::size_t answerColumns() const;
    bool isClass(std::size_t column) const;
    bool isNumber() const { return m_model->schema().task == TaskKind::Regression; }
    double numberAt(std::size_t row, std::size_t column) const;
    QString numberCell(double number) const;
    QVariant answerData(std::size_t row, std::size_t column, int role) const;
    QVariant cellData(std::size_t row, const Column &column, int role) const;
    QString answerText(std::size_t row, std::size_t column, bool isWhole) const;
    QImage pictureOf(std::size_t row) const;

    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Table> m_rows;
    std::shared_ptr<const Prediction> m_answers;
    std::optional<double> m_intervalWidth;
    int m_decimals = 0; ///< of numbers
    const Column *m_pictures = nullptr;
    mutable QCache<std::size_t, QImage> m_thumbnails{500};
};

} // namespace leptune
