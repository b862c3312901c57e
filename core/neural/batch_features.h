// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"
#include "core/neural/mixup.h"
#include "core/neural/state_archive.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace leptune::neural {

/// Copies the features of a batch's rows, as they are or as they are learnt from: pictures changed
/// a little, rows mixed. Buffers are allocated once. What it is given outlives it.
class BatchFeatures {
public:
    BatchFeatures(const NetworkShape &shape, const TrainOptions &options, std::size_t mostRows);

    /// [rows, inputs], as they are.
    void gather(const Batchable &from, std::span<const std::int64_t> rows, float *to) const;
    /// The same, to learn from.
    void gatherToLearn(const Batchable &from, std::span<const std::int64_t> rows, float *to);
    /// How the last batch to learn from was mixed; null where none are.
    const Mixup *mixup() const { return m_mixup ? &*m_mixup : nullptr; }

    void exchange(StateArchive &archive);

private:
    void mix(float *to) const;

    const Augmentation &m_augmentation;
    PicturePlane m_picture;
    std::size_t m_width;
    bool m_augments;
    RandomStream m_random; ///< of augmentation
    std::optional<Mixup> m_mixup;
    std::vector<float> m_unmixed;
};

} // namespace leptune::neural
