// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/derived/column_gain.h"
#include "core/preprocess/view.h"

#include <functional>

namespace leptune {

/// Small boosters on two halves of some rows, each judged on the half it has not learned from.
class BoosterProbe {
public:
    /// `rows` holds at most some thousand rows of `train`'s study.
    BoosterProbe(const std::shared_ptr<const StudyData> &data, const Rows &rows, std::uint64_t seed,
                 int threads, std::function<bool()> shouldEnd);

    struct Outcome {
        Residuals residuals;
        std::vector<double> losses;   ///< a row held out
        std::vector<double> use;      ///< of every column of StudyData::treeOrdinal()
        std::vector<double> extra;    ///< of every extra feature
        std::vector<double> byColumn; ///< of every raw column, target statistics included
        bool ended = false;           ///< it was told to stop; nothing else holds then
    };
    /// Trains trees of so many levels on StudyData::treeOrdinal(), target statistics and `extra`
    /// columns (values of `rows`).
    Outcome run(int depth, std::span<const std::vector<float>> extra) const;

    const std::vector<std::uint8_t> &halves() const { return m_half; }

private:
    struct Side;
    Side sideOf(std::uint8_t half) const;
    /// What the best constants leave.
    Residuals startResiduals() const;
    /// All columns, or the 192 that explain most alone.
    std::vector<std::size_t>
    mostTelling(const std::vector<std::vector<std::uint8_t>> &columns) const;

    std::shared_ptr<const StudyData> m_data;
    const Rows &m_rows;
    std::vector<std::uint8_t> m_half;
    std::vector<std::uint32_t> m_places[2]; ///< in m_rows
    std::vector<float> m_labels;            ///< class numbers (merged) or standardised numbers
    int m_classes = 0;
    double m_offset = 0.0, m_scale = 1.0;
    std::uint64_t m_seed;
    int m_threads;
    std::function<bool()> m_shouldEnd;
};

} // namespace leptune
