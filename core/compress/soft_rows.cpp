// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/soft_rows.h"

#include "core/compress/munge.h"
#include "core/model/interpreter.h"
#include "core/tuning/fold_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

constexpr double kLeastClassShare = 0.02; // of a row's answer, to be a row of its own
constexpr double kLeastStartShare = 1e-4;

View atMost(const View &view, std::size_t most, std::uint64_t seed)
{
    if (view.size() <= most)
        return view;
    Rows kept = RandomStream(seed).sample(static_cast<std::uint32_t>(view.size()),
                                          static_cast<std::uint32_t>(most));
    std::ranges::sort(kept);
    return view.withRows(std::make_shared<const Rows>(gatherValues(view.rows(), kept)));
}

BinnedMatrix joined(const BinnedMatrix &all, const Rows &real, const BinnedMatrix &made)
{
    BinnedMatrix bins;
    bins.rows = real.size() + made.rows;
    bins.features = all.features;
    bins.cuts = all.cuts;
    bins.values.reserve(bins.rows * bins.features);
    for (std::size_t f = 0; f < all.features; ++f) {
        const auto from = all.feature(f);
        for (const std::uint32_t row : real)
            bins.values.push_back(from[row]);
        if (made.rows > 0)
            bins.values.insert(bins.values.end(), made.feature(f).begin(), made.feature(f).end());
    }
    return bins;
}

void append(FloatMatrix &matrix, const FloatMatrix &rows)
{
    matrix.values.insert(matrix.values.end(), rows.values.begin(), rows.values.end());
    matrix.rows += rows.rows;
}

/// The answer that a row is to learn: the truth's share of its class, or number, mixed in.
float mixed(const SoftRows &rows, std::size_t row, std::size_t output, bool isClass, double share)
{
    const float answer = rows.answers.at(row, output);
    if (row >= rows.real || share <= 0.0)
        return answer;
    const float truth = rows.truth[row];
    const float own = isClass ? (truth == static_cast<float>(output) ? 1.0F : 0.0F) : truth;
    return static_cast<float>((1.0 - share) * answer + share * own);
}

class LabelMaker {
public:
    LabelMaker(const SoftRows &rows, const Target &target, const Mixing &mixing)
        : m_rows(rows), m_target(target), m_truthShare(mixing.truthShare)
    {
        const double real = rows.weights.empty()
                                ? static_cast<double>(rows.real)
                                : std::accumulate(rows.weights.begin(), rows.weights.end(), 0.0);
        const auto made = static_cast<double>(rows.rows() - rows.real);
        if (made > 0.0)
            m_madeWeight =
                static_cast<float>(mixing.madeShare / (1.0 - mixing.madeShare) * real / made);
    }
    StudentLabels make() &&
    {
        for (std::size_t row = 0; row < count(); ++row)
            if (m_target.task == TaskKind::MultiClass)
                addClasses(row);
            else
                add(row, answer(row, m_target.isClassification() ? 1 : 0), weightOf(row));
        if (m_target.task == TaskKind::Regression)
            standardise();
        m_result.start = start();
        return std::move(m_result);
    }

private:
    std::size_t count() const { return m_madeWeight > 0.0F ? m_rows.rows() : m_rows.real; }
    float answer(std::size_t row, std::size_t output) const
    {
        return mixed(m_rows, row, output, m_target.isClassification(), m_truthShare);
    }
    float weightOf(std::size_t row) const
    {
        if (row >= m_rows.real)
            return m_madeWeight;
        return m_rows.weights.empty() ? 1.0F : m_rows.weights[row];
    }
    void add(std::size_t row, float value, float weight)
    {
        m_result.source.push_back(static_cast<std::uint32_t>(row));
        m_result.labels.values.push_back(value);
        m_result.labels.weights.push_back(weight);
    }
    void addClasses(std::size_t row)
    {
        const std::size_t classes = m_rows.answers.columns;
        double kept = 0.0;
        for (std::size_t k = 0; k < classes; ++k)
            if (answer(row, k) >= kLeastClassShare)
                kept += answer(row, k);
        for (std::size_t k = 0; k < classes; ++k)
            if (const float share = answer(row, k); share >= kLeastClassShare)
                add(row, static_cast<float>(k), static_cast<float>(share / kept) * weightOf(row));
    }
    void standardise()
    {
        m_result.unit = targetUnit(m_result.labels.values, m_result.labels.weights);
        for (float &value : m_result.labels.values)
            value = static_cast<float>((value - m_result.unit.offset) / m_result.unit.scale);
    }
    std::vector<float> start() const
    {
        if (m_target.task == TaskKind::Regression)
            return {0.0F};
        const bool isBinary = m_target.task == TaskKind::Binary;
        std::vector<double> shares(m_target.classes.size(), 0.0);
        double mass = 0.0;
        const BoosterLabels &labels = m_result.labels;
        for (std::size_t i = 0; i < labels.rows(); ++i) {
            mass += labels.weights[i];
            if (isBinary)
                shares[1] += double{labels.weights[i]} * labels.values[i];
            else
                shares[static_cast<std::size_t>(labels.values[i])] += labels.weights[i];
        }
        for (double &share : shares)
            share = std::clamp(mass > 0.0 ? share / mass : 0.0, kLeastStartShare,
                               1.0 - kLeastStartShare);
        if (isBinary)
            return {static_cast<float>(std::log(shares[1] / (1.0 - shares[1])))};
        std::vector<float> scores;
        for (const double share : shares)
            scores.push_back(static_cast<float>(std::log(share)));
        return scores;
    }

    const SoftRows &m_rows;
    const Target &m_target;
    double m_truthShare;
    float m_madeWeight = 0.0F;
    StudentLabels m_result;
};

} // namespace

SoftRows softRowsOf(const CompressionPart &part, std::size_t mostReal, std::size_t made,
                    std::uint64_t seed)
{
    const View view = atMost(part.rows, mostReal, seed);
    const StudyData &data = view.data();
    const Interpreter teacher(std::make_shared<const Graph>(part.graph));
    SoftRows rows;
    rows.plan = data.treeOrdinal().plan;
    rows.real = view.size();
    rows.truth = view.labels();
    rows.weights = view.weights();
    rows.answers = teacher.run(data.batch().gathered(view.rows()));
    rows.features = gatherRows(data.treeOrdinal().values, view.rows());
    BinnedMatrix madeBins;
    if (made > 0 && view.size() > 1) {
        const RawBatch batch = munge(view, made, mixSeeds(seed, 1));
        const FloatMatrix features = applyPlan(*rows.plan, batch);
        madeBins = binFeatures(features, data.bins().cuts);
        append(rows.features, features);
        append(rows.answers, teacher.run(batch));
    }
    rows.bins = joined(data.bins(), view.rows(), madeBins);
    return rows;
}

StudentLabels studentLabels(const SoftRows &rows, const Target &target, const Mixing &mixing)
{
    return LabelMaker(rows, target, mixing).make();
}

} // namespace leptune
