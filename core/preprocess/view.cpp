// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/view.h"

#include "core/base/error.h"

namespace leptune {

namespace {

/// XGBoost sees one-hot columns up to this many categories (design.md).
constexpr int kTreeOneHot = 8;

} // namespace

StudyData::StudyData(Schema schema, const Table &table, Target target, std::vector<float> weights,
                     int threads)
    : m_schema(std::move(schema)),
      m_batch(bindTable(m_schema, table)),
      m_target(std::move(target)),
      m_weights(std::move(weights)),
      m_threads(threads)
{
    if (m_target.values.size() != m_batch.rows)
        throw Error(ErrorCode::Internal, m_target.column,
                    "the target is of another number of rows");
    if (!m_weights.empty() && m_weights.size() != m_batch.rows)
        throw Error(ErrorCode::Internal, "weights", "there must be one weight a row");
}

template <typename T, typename Make>
const T &StudyData::ensure(Lazy<T> &lazy, Make make)
{
    std::call_once(lazy.once, [&] {
        lazy.value = make();
        lazy.made.store(true, std::memory_order_release);
    });
    return lazy.value;
}

FeatureSet StudyData::features(FeaturePlan plan) const
{
    FeatureSet set;
    set.values = applyPlan(plan, m_batch, m_threads);
    set.plan = std::make_shared<const FeaturePlan>(std::move(plan));
    return set;
}

const FeatureSet &StudyData::dense() const
{
    return ensure(m_dense, [this] { return features(fitDensePlan(m_schema, m_batch)); });
}

const FeatureSet &StudyData::denseRobust() const
{
    if (pictureOnly(m_schema).bytes() > 0)
        return dense(); // pixels have one scale, and there are many
    return ensure(m_denseRobust, [this] { return features(robustPlans().alone); });
}

const FeatureSet &StudyData::denseInUnits() const
{
    if (pictureOnly(m_schema).bytes() > 0 || !robustPlans().inUnits)
        return denseRobust();
    return ensure(m_denseInUnits, [this] { return features(*robustPlans().inUnits); });
}

const RobustPlans &StudyData::robustPlans() const
{
    return ensure(m_robustPlans, [this] { return fitRobustPlans(m_schema, m_batch); });
}

const FeatureSet &StudyData::tree() const
{
    return ensure(m_tree, [this] {
        return features(fitTreePlan(m_schema, m_batch, kTreeOneHot, ManyCategories::Drop));
    });
}

const FeatureSet &StudyData::treeOrdinal() const
{
    return ensure(m_treeOrdinal, [this] {
        return features(fitTreePlan(m_schema, m_batch, kTreeOneHot, ManyCategories::Ordinal));
    });
}

const BinnedMatrix &StudyData::bins() const
{
    return ensure(m_bins, [this] {
        const FloatMatrix &values = treeOrdinal().values;
        return binFeatures(values, findCuts(values, 254, m_threads), m_threads);
    });
}

const FeatureSet *StudyData::madeFeatures(const FeaturePlan *plan) const
{
    for (const Lazy<FeatureSet> *lazy :
         {&m_dense, &m_denseRobust, &m_denseInUnits, &m_tree, &m_treeOrdinal})
        if (lazy->made.load(std::memory_order_acquire) && lazy->value.plan.get() == plan)
            return &lazy->value;
    return nullptr;
}

std::vector<float> View::labels() const
{
    std::vector<float> result;
    result.reserve(size());
    if (m_rows)
        for (const std::uint32_t row : *m_rows)
            result.push_back(target().values[row]);
    return result;
}

std::vector<float> View::weights() const
{
    std::vector<float> result;
    if (empty() || allWeights().empty())
        return result;
    result.reserve(size());
    for (const std::uint32_t row : *m_rows)
        result.push_back(allWeights()[row]);
    return result;
}

} // namespace leptune
