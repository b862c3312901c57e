// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/plan_parts.h"
#include "core/preprocess/shared_unit.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace leptune {

namespace {

/// New values beyond the fitted range stay within one range's width of it.
constexpr float kZeroOneLow = -1.0F;
constexpr float kZeroOneHigh = 2.0F;
constexpr float kRobustLimit = 1e4F;
/// Above this share of the full range, the extremes are taken as outliers and clipped.
constexpr float kOutlierRange = 10.0F;
constexpr std::size_t kOneHotCells = std::size_t{1} << 26;

struct Range {
    float offset = 0.0F;
    float scale = 0.0F;
};

Range zeroOneRange(const NumberSummary &summary)
{
    float low = summary.low;
    float high = summary.high;
    const float inner = summary.tailHigh - summary.tailLow;
    if (inner > 0.0F && high - low > kOutlierRange * inner) {
        low = summary.tailLow;
        high = summary.tailHigh;
    }
    return {low, 1.0F / (high - low)};
}

Range robustRange(const NumberSummary &summary)
{
    const float quarters = summary.quarter3 - summary.quarter1;
    const float half = 0.5F * (summary.high - summary.low);
    return {summary.median, 1.0F / (quarters > 0.0F ? quarters : half)};
}

/// A plain 0/1 pattern of missing cells, to leave out columns that would repeat another's.
std::vector<bool> missingPattern(std::span<const float> cells)
{
    std::vector<bool> pattern(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
        pattern[i] = std::isnan(cells[i]);
    return pattern;
}

class DenseFit {
public:
    DenseFit(const Schema &schema, const RawBatch &batch, const DensePlanOptions &options)
        : m_schema(schema), m_batch(batch), m_options(options)
    {
        summarizeAllNumbers();
        summarizeAllCategories();
    }

    /// Columns of one unit are then scaled together; false where they share none.
    bool shareUnit()
    {
        m_unit = findSharedUnit(m_numbers);
        return m_unit.has_value();
    }

    FeaturePlan plan()
    {
        m_plan = {};
        m_patterns.clear();
        const int limit = affordableOneHot();
        for (std::size_t i = 0; i < m_schema.columns.size(); ++i) {
            const RawColumn &column = m_schema.columns[i];
            switch (cellMeaning(column)) {
            case CellMeaning::Number:
                addNumber(static_cast<int>(i), column.name, m_numbers[i]);
                break;
            case CellMeaning::Date:
                addDate(static_cast<int>(i), column.name, m_batch.columns[i].numbers);
                break;
            case CellMeaning::Category:
                addCategory(static_cast<int>(i), column.name, limit);
                break;
            case CellMeaning::Picture:
                addPictures(static_cast<int>(i), column);
                break;
            case CellMeaning::Unused:
                break;
            }
        }
        return m_plan;
    }

private:
    void summarizeAllNumbers()
    {
        m_numbers.resize(m_schema.columns.size());
        for (std::size_t i = 0; i < m_schema.columns.size(); ++i)
            if (cellMeaning(m_schema.columns[i]) == CellMeaning::Number)
                m_numbers[i] = summarizeNumbers(m_batch.columns[i].numbers);
    }
    void summarizeAllCategories()
    {
        m_categories.resize(m_schema.columns.size());
        for (std::size_t i = 0; i < m_schema.columns.size(); ++i)
            if (cellMeaning(m_schema.columns[i]) == CellMeaning::Category)
                m_categories[i] = summarizeCategories(m_batch.columns[i], m_batch.rows);
    }

    /// The largest limit on categories a column at which all one-hot columns together fit in
    /// memory.
    int affordableOneHot()
    {
        m_oneHotLeft = static_cast<int>(std::clamp<std::size_t>(
            kOneHotCells / std::max<std::size_t>(m_batch.rows, 1), 256, 4096));
        int limit = m_options.oneHotLimit;
        while (limit > 8 && oneHotTotal(limit) > m_oneHotLeft)
            limit /= 2;
        return limit;
    }
    int oneHotTotal(int limit) const
    {
        int total = 0;
        for (const CategorySummary &summary : m_categories)
            if (const int width = oneHotWidth(summary); width <= limit)
                total += width;
        return total;
    }

    void addSteps(FeatureChain &chain, const std::vector<Range> &ranges)
    {
        Scale scale;
        const bool robust = m_options.scaling == DensePlanOptions::Scaling::Robust;
        scale.low = robust ? -kRobustLimit : kZeroOneLow;
        scale.high = robust ? kRobustLimit : kZeroOneHigh;
        for (const Range &range : ranges) {
            scale.offset.push_back(range.offset);
            scale.scale.push_back(range.scale);
        }
        chain.steps.push_back(std::move(scale));
        if (m_options.smoothClip)
            chain.steps.push_back(SmoothClip{});
    }
    Range rangeOf(const NumberSummary &summary) const
    {
        return m_options.scaling == DensePlanOptions::Scaling::Robust ? robustRange(summary)
                                                                      : zeroOneRange(summary);
    }

    void addIndicator(int column, const std::string &name, const CleanRange &clean,
                      std::span<const float> cells)
    {
        if (!m_patterns.insert(missingPattern(cells)).second)
            return;
        m_plan.chains.push_back({column, {clean, MissingIndicator{}}, {name + " (missing)"}});
    }

    Range numberRange(const NumberSummary &summary) const
    {
        if (m_unit && m_unit->holds(summary))
            return {static_cast<float>(m_unit->mean), 2.0F / (m_unit->high - m_unit->low)};
        return rangeOf(summary);
    }
    void addNumber(int column, const std::string &name, const NumberSummary &summary)
    {
        CleanRange clean;
        if (summary.hasImpossible)
            clean = {{summary.possibleLow}, {summary.possibleHigh}};
        const Range range = numberRange(summary);
        if (summary.varies() && std::isfinite(range.scale)) {
            FeatureChain chain{column, {clean, Impute{{summary.median}}}, {name}};
            addSteps(chain, {range});
            m_plan.chains.push_back(std::move(chain));
        }
        if (summary.missing > 0 && summary.present > 0) {
            const RawCells &cells = m_batch.columns[static_cast<std::size_t>(column)];
            addIndicator(column, name, clean, cleaned(cells.numbers, clean));
        }
    }

    void addDate(int column, const std::string &name, std::span<const float> cells)
    {
        const CleanRange clean = possibleDates();
        const std::vector<float> days = cleaned(cells, clean);
        const NumberSummary summary = summarizeNumbers(days);
        const std::vector<DatePart> parts = varyingDateParts(days);
        if (!parts.empty())
            addDateParts({column, {clean, Impute{{summary.median}}}, {}}, name, parts, days);
        if (summary.missing > 0 && summary.present > 0)
            addIndicator(column, name, clean, days);
    }
    void addDateParts(FeatureChain chain, const std::string &name,
                      const std::vector<DatePart> &parts, const std::vector<float> &days)
    {
        std::vector<Range> ranges;
        std::vector<float> values(days.size());
        for (const DatePart part : parts) {
            applyStep(DateParts{{part}}, days.data(), 1, days.size(), values.data());
            ranges.push_back(rangeOf(summarizeNumbers(values)));
            chain.names.push_back(name + " (" + datePartName(part) + ")");
        }
        chain.steps.push_back(DateParts{parts});
        addSteps(chain, ranges);
        m_plan.chains.push_back(std::move(chain));
    }

    void addPictures(int column, const RawColumn &raw)
    {
        const RawCells &cells = m_batch.columns[static_cast<std::size_t>(column)];
        if (auto pixels = fitPixels(cells, raw.picture))
            m_plan.chains.push_back({column, {std::move(*pixels)}, {raw.name}});
    }

    void addCategory(int column, const std::string &name, int limit)
    {
        const CategorySummary &summary = m_categories[static_cast<std::size_t>(column)];
        const int width = oneHotWidth(summary);
        if (width == 0)
            return;
        if (width <= limit && width <= m_oneHotLeft) {
            m_oneHotLeft -= width;
            m_plan.chains.push_back(oneHotChain(column, name, summary, 0.5F));
        } else if (m_options.beyond == ManyCategories::Ordinal) {
            addOrdinal(column, name, summary);
        }
    }
    void addOrdinal(int column, const std::string &name, const CategorySummary &summary)
    {
        std::vector<float> ranks(summary.size());
        for (std::size_t i = 0; i < ranks.size(); ++i)
            ranks[i] = static_cast<float>(i) / static_cast<float>(ranks.size());
        m_plan.chains.push_back(
            {column, {categoryLookUp(summary, std::move(ranks), 0.5F, 1.0F)}, {name}});
        if (summary.missing > 0)
            m_plan.chains.push_back(
                {column, {LookUp{{}, {}, {}, 1.0F, 0.0F}}, {name + " (missing)"}});
    }

    const Schema &m_schema;
    const RawBatch &m_batch;
    const DensePlanOptions &m_options;
    FeaturePlan m_plan;
    std::vector<NumberSummary> m_numbers; ///< a column; those of other columns are empty
    std::optional<SharedUnit> m_unit;
    std::vector<CategorySummary> m_categories;
    std::set<std::vector<bool>> m_patterns;
    int m_oneHotLeft = 0;
};

} // namespace

FeaturePlan fitDensePlan(const Schema &schema, const RawBatch &batch,
                         const DensePlanOptions &options)
{
    return DenseFit(schema, batch, options).plan();
}

RobustPlans fitRobustPlans(const Schema &schema, const RawBatch &batch)
{
    DensePlanOptions options;
    options.scaling = DensePlanOptions::Scaling::Robust;
    options.smoothClip = true;
    DenseFit fit(schema, batch, options);
    RobustPlans plans{fit.plan(), std::nullopt};
    if (fit.shareUnit())
        plans.inUnits = fit.plan();
    return plans;
}

} // namespace leptune
