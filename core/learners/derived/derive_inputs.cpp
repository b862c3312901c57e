// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/derived/derive_inputs.h"

#include "core/preprocess/plan_parts.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr int kMostNumberCodes = 64;

bool isOneHot(const FeatureChain &chain)
{
    return chain.steps.size() == 2 && std::holds_alternative<LookUp>(chain.steps[0]) &&
           std::holds_alternative<OneHot>(chain.steps[1]);
}

bool isLookUp(const FeatureChain &chain)
{
    return chain.steps.size() == 1 && std::holds_alternative<LookUp>(chain.steps[0]);
}

/// Differs between rows and is there in at least one of twenty.
bool isUseful(const std::vector<float> &values)
{
    std::size_t present = 0;
    float low = 0.0F, high = 0.0F;
    for (const float value : values) {
        if (std::isnan(value))
            continue;
        low = present == 0 ? value : std::min(low, value);
        high = present == 0 ? value : std::max(high, value);
        ++present;
    }
    return present * 20 > values.size() && low < high;
}

/// Codes 0..n-1 that whole numbers are, or 0.
int codesOfNumbers(const std::vector<float> &values)
{
    float highest = 0.0F;
    for (const float value : values) {
        if (std::isnan(value))
            continue;
        if (value < 0.0F || value >= static_cast<float>(kMostNumberCodes) ||
            value != std::floor(value))
            return 0;
        highest = std::max(highest, value);
    }
    return static_cast<int>(highest) + 1;
}

class Finder {
public:
    Finder(const StudyData &data, const Rows &rows) : m_data(data), m_rows(rows) {}

    void addChain(const FeatureChain &chain, int first)
    {
        if (isOneHot(chain))
            addOneHot(chain);
        else if (isLookUp(chain))
            add({chain, 0, codesOf(chain), nameOf(chain), first, 0.0, column(first)});
        else
            for (int i = 0; i < chainWidth(chain); ++i)
                addNumber(chain, i, first + i);
    }
    std::vector<DeriveInput> finish() { return std::move(m_inputs); }

private:
    static int codesOf(const FeatureChain &chain)
    {
        return static_cast<int>(std::get<LookUp>(chain.steps[0]).values.size());
    }
    std::string nameOf(const FeatureChain &chain) const
    {
        return m_data.schema().columns[static_cast<std::size_t>(chain.column)].name;
    }
    std::vector<float> column(int feature) const
    {
        const FloatMatrix &all = m_data.treeOrdinal().values;
        std::vector<float> values;
        values.reserve(m_rows.size());
        for (const std::uint32_t row : m_rows)
            values.push_back(all.at(row, static_cast<std::size_t>(feature)));
        return values;
    }
    void add(DeriveInput input)
    {
        if (isUseful(input.values))
            m_inputs.push_back(std::move(input));
    }
    void addNumber(const FeatureChain &chain, int offset, int feature)
    {
        DeriveInput input{
            chain, offset,         0, chain.names[static_cast<std::size_t>(offset)], feature,
            0.0,   column(feature)};
        const int codes = codesOfNumbers(input.values);
        add(input);
        if (codes > 0) {
            input.codes = codes;
            add(std::move(input));
        }
    }
    /// The codes behind 0/1 columns; missing cells are one more code.
    void addOneHot(const FeatureChain &chain)
    {
        FeatureChain codes{chain.column, {chain.steps[0]}, {nameOf(chain)}};
        std::vector<float> values(m_data.rows()), some;
        applyLookUp(std::get<LookUp>(chain.steps[0]),
                    m_data.batch().columns[static_cast<std::size_t>(chain.column)], values.size(),
                    values.data());
        for (const std::uint32_t row : m_rows)
            some.push_back(values[row]);
        add({std::move(codes), 0, std::get<OneHot>(chain.steps[1]).count, nameOf(chain), -1, 0.0,
             std::move(some)});
    }

    const StudyData &m_data;
    const Rows &m_rows;
    std::vector<DeriveInput> m_inputs;
};

} // namespace

std::vector<DeriveInput> findInputs(const StudyData &data, const Rows &rows,
                                    const std::vector<int> &directions)
{
    Finder finder(data, rows);
    int feature = 0;
    for (const FeatureChain &chain : data.treeOrdinal().plan->chains) {
        if (directions.empty() || directions[static_cast<std::size_t>(chain.column)] == 0)
            finder.addChain(chain, feature);
        feature += chainWidth(chain);
    }
    return finder.finish();
}

} // namespace leptune
