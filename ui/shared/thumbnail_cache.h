// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/picture_block.h"

#include <QCache>
#include <QPixmap>
#include <QSize>

#include <memory>

namespace leptune {

/// Thumbnails of one block as they are painted again and again; what was not painted for long goes
/// when there are more than 16 MB. On the UI thread only.
class ThumbnailCache {
public:
    ThumbnailCache();
    /// Forgets the thumbnails of the block before. Null: no pictures.
    void setPictures(std::shared_ptr<const PictureBlock> pictures);
    const std::shared_ptr<const PictureBlock> &pictures() const { return m_pictures; }
    /// `box` in logical pixels of a screen with `ratio` pixels each; the pixmap carries the ratio.
    /// A null pixmap where there is no such picture.
    QPixmap thumbnail(std::int32_t picture, QSize box, qreal ratio);
    /// Bytes that are held now.
    qsizetype bytes() const { return m_made.totalCost(); }

private:
    std::shared_ptr<const PictureBlock> m_pictures;
    QSize m_box; ///< in pixels of the screen: of all that is held
    QCache<std::int32_t, QPixmap> m_made;
};

} // namespace leptune
