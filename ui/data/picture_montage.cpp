// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/picture_montage.h"

#include "ui/data/picture_sample.h"
#include "ui/shared/picture_image.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace leptune {

namespace {

constexpr std::size_t kMost = 24;
constexpr int kAcross = 6;
constexpr int kGap = 4;
constexpr int kHighest = 120; ///< pixels of a very tall picture's cell

} // namespace

PictureMontage::PictureMontage(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("pictureMontage"));
    setAccessibleName(tr("Some of the pictures"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void PictureMontage::setPictures(std::shared_ptr<const Table> table, const std::string &column,
                                 const std::string &target)
{
    if (m_table == table && m_column == column && m_target == target)
        return;
    m_table = std::move(table);
    m_column = column;
    m_target = target;
    m_rows.clear();
    const auto found = m_table ? m_table->find(column) : std::nullopt;
    const Column *pictures = found ? &m_table->column(*found) : nullptr;
    m_cache.setPictures(pictures ? pictures->pictures() : nullptr);
    if (pictures && pictures->pictures())
        m_rows = samplePictures(*m_table, *pictures, target, kMost);
    setVisible(!m_rows.empty());
    describe();
    updateGeometry();
    update();
}

void PictureMontage::describe()
{
    QStringList names;
    for (const std::uint32_t row : m_rows)
        names << QString::fromStdString(m_table->column(m_column).text(row));
    setAccessibleDescription(names.join(QStringLiteral(", ")));
}

QSize PictureMontage::cellSize(int width) const
{
    const int across = std::max(1, (width - (kAcross - 1) * kGap) / kAcross);
    const PictureShape shape = m_cache.pictures() ? m_cache.pictures()->shape : PictureShape{};
    return {across, thumbnailSize(shape, {across, kHighest}).height()};
}

QRect PictureMontage::cellRect(std::size_t index) const
{
    const QSize cell = cellSize(width());
    const int place = static_cast<int>(index);
    return {QPoint((cell.width() + kGap) * (place % kAcross),
                   (cell.height() + kGap) * (place / kAcross)),
            cell};
}

QSize PictureMontage::sizeHint() const
{
    const int width = fontMetrics().averageCharWidth() * 38;
    return {width, heightForWidth(width)};
}

int PictureMontage::heightForWidth(int width) const
{
    const int lines = (static_cast<int>(m_rows.size()) + kAcross - 1) / kAcross;
    return lines * (cellSize(width).height() + kGap);
}

void PictureMontage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const QRect cell = cellRect(i);
        const QPixmap picture = m_cache.thumbnail(m_table->column(m_column).codes()[m_rows[i]],
                                                  cell.size(), devicePixelRatioF());
        if (picture.isNull())
            continue;
        QRect place(QPoint(), (QSizeF(picture.size()) / picture.devicePixelRatioF()).toSize());
        place.moveCenter(cell.center());
        painter.drawPixmap(place, picture);
    }
}

bool PictureMontage::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
    return true;
}

QString PictureMontage::tipAt(QPoint position) const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (!cellRect(i).contains(position))
            continue;
        const std::uint32_t row = m_rows[i];
        const QString name = QString::fromStdString(m_table->column(m_column).text(row));
        const auto target = m_table->find(m_target);
        if (!target || m_target == m_column || m_table->column(*target).isMissing(row))
            return name;
        return QStringLiteral("%1\n%2: %3")
            .arg(name, QString::fromStdString(m_target),
                 QString::fromStdString(m_table->column(*target).text(row)));
    }
    return {};
}

} // namespace leptune
