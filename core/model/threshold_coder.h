// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/tree_coding.h"

#include <algorithm>
#include <limits>

namespace leptune {

/// Questions of trees as places in a table of thresholds, and the tables.
template <typename Coder>
class ThresholdCoder {
public:
    explicit ThresholdCoder(const TreeCoding<Coder> &coding) : m_coding(coding) {}

    /// Begins an ensemble of that table.
    void codeTable(std::shared_ptr<ThresholdTable> table)
    {
        auto &known = m_coding.models.tables;
        const auto found = std::ranges::find(known, table);
        const std::uint32_t id = m_coding.models.tableIds.code(
            m_coding.coder, static_cast<std::uint32_t>(found - known.begin()));
        if (id > known.size())
            m_coding.damaged("a tree ensemble names a table that does not exist");
        if (id < known.size()) {
            m_table = known[id];
            return;
        }
        if constexpr (Coder::kReads)
            table = std::make_shared<ThresholdTable>();
        codeThresholds(*table);
        table->makeModels();
        known.push_back(table);
        m_table = std::move(table);
    }

    ThresholdTable &table() { return *m_table; }

    /// Place in the table. `context` is below 3.
    std::uint32_t codeFeature(std::int32_t feature, std::size_t context)
    {
        if (m_table->features.empty())
            m_coding.damaged("a tree asks where no feature is known");
        const auto most = static_cast<std::uint32_t>(m_table->features.size() - 1);
        const auto place =
            Coder::kReads ? 0 : static_cast<std::uint32_t>(m_table->featurePlace(feature));
        return m_table->featureModels[context].code(m_coding.coder, 0, most, place);
    }

    std::uint32_t codePlace(std::uint32_t feature, float threshold, std::int64_t low,
                            std::int64_t high)
    {
        const auto place = Coder::kReads ? 0 : m_table->thresholdPlace(feature, threshold);
        return m_table->thresholdModels[feature].code(m_coding.coder,
                                                      static_cast<std::uint32_t>(low),
                                                      static_cast<std::uint32_t>(high), place);
    }

    void codeQuestion(LevelQuestion &question)
    {
        const std::uint32_t at = codeFeature(question.feature, 0);
        const auto &list = m_table->thresholds[at];
        const std::uint32_t place =
            codePlace(at, question.threshold, 0, static_cast<std::int64_t>(list.size()) - 1);
        question = {m_table->features[at], list[place],
                    m_coding.coder.bit(m_table->missingModels[at], question.missingLeft)};
    }

private:
    void codeThresholds(ThresholdTable &table)
    {
        std::size_t features = m_coding.models.counts.code(
            m_coding.coder, static_cast<std::uint32_t>(table.features.size()));
        std::int64_t last = -1;
        for (std::size_t i = 0; i < features; ++i) {
            const auto gap =
                static_cast<std::uint32_t>(Coder::kReads ? 0 : table.features[i] - last - 1);
            last += 1 + std::int64_t{m_coding.models.featureGaps.code(m_coding.coder, gap)};
            if (last > std::numeric_limits<std::int32_t>::max())
                m_coding.damaged("a tree asks for a feature that can't exist");
            if constexpr (Coder::kReads) {
                m_coding.take(kFeatureBytes);
                table.features.push_back(static_cast<std::int32_t>(last));
                table.thresholds.emplace_back();
            }
            m_coding.models.thresholdLists.code(m_coding, table.thresholds[i], kThresholdBytes);
        }
    }

    static constexpr std::size_t kFeatureBytes = 512; ///< with its models
    static constexpr std::size_t kThresholdBytes = sizeof(float) + 2 * sizeof(BitModel);

    const TreeCoding<Coder> m_coding;
    std::shared_ptr<ThresholdTable> m_table;
};

} // namespace leptune
