// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/batch_features.h"

#include "core/neural/augmentation.h"
#include "core/neural/buffer.h"

#include <algorithm>

namespace leptune::neural {

BatchFeatures::BatchFeatures(const NetworkShape &shape, const TrainOptions &options,
                             std::size_t mostRows)
    : m_augmentation(options.augmentation),
      m_picture(shape.picture),
      m_width(static_cast<std::size_t>(shape.inputs)),
      m_augments(options.augmentation.any() && !shape.stages.empty()),
      m_random(options.seed, 3)
{
    if (!(options.mixup > 0.0))
        return;
    m_mixup.emplace(options.mixup, options.seed);
    m_unmixed = buffer(mostRows * m_width);
}

void BatchFeatures::gather(const Batchable &from, std::span<const std::int64_t> rows,
                           float *to) const
{
    for (const std::int64_t row : rows) {
        std::copy_n(from.features.data() + static_cast<std::size_t>(row) * m_width, m_width, to);
        to += m_width;
    }
}

void BatchFeatures::gatherToLearn(const Batchable &from, std::span<const std::int64_t> rows,
                                  float *to)
{
    float *const first = m_mixup ? m_unmixed.data() : to;
    if (m_augments)
        for (std::size_t i = 0; i < rows.size(); ++i)
            augment(m_augmentation, m_picture,
                    from.features.data() + static_cast<std::size_t>(rows[i]) * m_width,
                    first + i * m_width, m_random);
    else
        gather(from, rows, first);
    if (!m_mixup)
        return;
    m_mixup->draw(rows.size());
    mix(to);
}

void BatchFeatures::mix(float *to) const
{
    const float share = m_mixup->share();
    const float *own = m_unmixed.data();
    for (const std::int64_t partner : m_mixup->partners()) {
        const float *other = m_unmixed.data() + static_cast<std::size_t>(partner) * m_width;
        for (std::size_t i = 0; i < m_width; ++i)
            to[i] = share * own[i] + (1.0F - share) * other[i];
        own += m_width;
        to += m_width;
    }
}

void BatchFeatures::exchange(StateArchive &archive)
{
    archive.stream(m_random);
    if (m_mixup)
        archive.stream(m_mixup->random());
}

} // namespace leptune::neural
