// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/thumbnail_cache.h"

#include "ui/shared/picture_image.h"

#include <utility>

namespace leptune {

namespace {

constexpr qsizetype kMostBytes = 16 << 20;
constexpr int kBytesAPixel = 4;

} // namespace

ThumbnailCache::ThumbnailCache() : m_made(kMostBytes) {}

void ThumbnailCache::setPictures(std::shared_ptr<const PictureBlock> pictures)
{
    if (m_pictures == pictures)
        return;
    m_pictures = std::move(pictures);
    m_made.clear();
}

QPixmap ThumbnailCache::thumbnail(std::int32_t picture, QSize box, qreal ratio)
{
    if (!m_pictures || picture < 0 || static_cast<std::size_t>(picture) >= m_pictures->count())
        return {};
    const QSize pixels = (QSizeF(box) * ratio).toSize();
    if (std::exchange(m_box, pixels) != pixels)
        m_made.clear();
    if (const QPixmap *made = m_made.object(picture); made && made->devicePixelRatio() == ratio)
        return *made;
    QPixmap pixmap = QPixmap::fromImage(
        leptune::thumbnail(*m_pictures, static_cast<std::size_t>(picture), pixels));
    pixmap.setDevicePixelRatio(ratio);
    m_made.insert(picture, new QPixmap(pixmap),
                  qsizetype{pixmap.width()} * pixmap.height() * kBytesAPixel);
    return pixmap;
}

} // namespace leptune
