// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/mistake_model.h"

#include "ui/shared/format.h"

namespace leptune {

namespace {

QString csvCell(QString text)
{
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) +
           QLatin1Char('"');
}

} // namespace

void MistakeModel::setMistakes(const PictureMistakes &mistakes)
{
    m_mistakes = mistakes;
    m_cell.reset();
    choose();
}

void MistakeModel::setCell(std::optional<QPoint> cell)
{
    m_cell = cell;
    choose();
}

void MistakeModel::choose()
{
    beginResetModel();
    m_shown.clear();
    m_matching = 0;
    for (std::size_t i = 0; i < m_mistakes.mistakes.size(); ++i) {
        const PictureMistake &mistake = m_mistakes.mistakes[i];
        if (m_cell && QPoint(mistake.answer, mistake.truth) != *m_cell)
            continue;
        if (m_matching++ < kMost)
            m_shown.push_back(i);
    }
    endResetModel();
}

QString MistakeModel::className(int index) const
{
    return QString::fromStdString(m_mistakes.classes[static_cast<std::size_t>(index)]);
}

QString MistakeModel::nameOf(const PictureMistake &mistake) const
{
    return QString::fromStdString(m_mistakes.pictures().text(mistake.row));
}

QString MistakeModel::classesOf(const PictureMistake &mistake) const
{
    return QStringLiteral("%1 → %2").arg(className(mistake.truth), className(mistake.answer));
}

QByteArray MistakeModel::csv() const
{
    QString text = QStringLiteral("picture,true,predicted,probability\r\n");
    for (const std::size_t i : m_shown) {
        const PictureMistake &mistake = m_mistakes.mistakes[i];
        text += QStringList{csvCell(nameOf(mistake)), csvCell(className(mistake.truth)),
                            csvCell(className(mistake.answer)),
                            QString::number(static_cast<double>(mistake.probability))}
                    .join(QLatin1Char(',')) +
                QLatin1String("\r\n");
    }
    return text.toUtf8();
}

int MistakeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant MistakeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PictureMistake &mistake =
        m_mistakes.mistakes[m_shown[static_cast<std::size_t>(index.row())]];
    const QString confidence = formatPercent(static_cast<double>(mistake.probability));
    switch (role) {
    case Qt::DisplayRole:
        return QStringLiteral("%1 (%2)").arg(classesOf(mistake), confidence);
    case Qt::EditRole:
        return nameOf(mistake);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1\ntruth: %2\nanswered: %3 (%4)")
            .arg(nameOf(mistake), className(mistake.truth), className(mistake.answer), confidence);
    case PictureRole:
        return m_mistakes.pictures().codes()[mistake.row];
    case ClassesRole:
        return classesOf(mistake);
    case ConfidenceRole:
        return confidence;
    default:
        return {};
    }
}

} // namespace leptune
