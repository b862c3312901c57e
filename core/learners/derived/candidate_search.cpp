// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/derived/candidate_search.h"

#include "core/base/random.h"
#include "core/learners/derived/booster_probe.h"
#include "core/learners/derived/pair_means.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

constexpr std::uint32_t kSampleRows = 8'000;
constexpr std::size_t kFewestRows = 100;
constexpr std::size_t kMostNumbers = 16;
constexpr std::size_t kMostCodeColumns = 10;
/// Numbers of so few values are no measures.
constexpr int kFewValues = 24;
constexpr std::size_t kMostGroupNumbers = 8;
constexpr std::size_t kMostGroupCodeColumns = 6;
/// Target means of a pair are tried for the most frequent classes.
constexpr std::size_t kMostCrossClasses = 4;
/// Best candidates that the greedy choice looks at.
constexpr std::size_t kMostCandidates = 96;
/// A gain counts from so many of its standard deviations on.
constexpr double kLeastDeviations = 2.5;
/// A lower loss counts from so many of its standard deviations on.
constexpr double kSureDeviations = 1.0;
/// Levels of the trees whose residuals are searched: main effects and some pairs are known then.
constexpr int kShallow = 2;
/// Levels of the trees that have to become better.
constexpr int kDeep = 5;

struct Candidate {
    FoundFeature feature;
    std::vector<std::uint8_t> bins;
    double surplus = 0.0; ///< gain beyond what is there without it
};

/// Gains without a feature, for the residuals of each booster.
using KnownGains = std::array<double, 2>;

/// What one booster left unexplained and the candidates that explain most of it.
struct Stage {
    Residuals residuals;
    std::vector<double> inputGains;
    std::vector<Candidate> candidates;

    void add(Candidate candidate)
    {
        candidates.push_back(std::move(candidate));
        if (candidates.size() >= 2 * kMostCandidates)
            keepBest();
    }
    void keepBest()
    {
        std::ranges::stable_sort(candidates, std::greater<>(), &Candidate::surplus);
        if (candidates.size() > kMostCandidates)
            candidates.resize(kMostCandidates);
    }
};

Rows sampled(const Rows &rows, std::uint64_t seed)
{
    if (rows.size() <= kSampleRows)
        return rows;
    Rows some =
        RandomStream(seed, 0, 0xde70).sample(static_cast<std::uint32_t>(rows.size()), kSampleRows);
    for (std::uint32_t &place : some)
        place = rows[place];
    return some;
}

/// Indices of the inputs that `wanted` takes, those of most use first.
template <typename Wanted>
std::vector<std::size_t> mostUseful(const std::vector<DeriveInput> &inputs, std::size_t most,
                                    Wanted wanted)
{
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < inputs.size(); ++i)
        if (wanted(inputs[i]) && inputs[i].use > 0.0)
            result.push_back(i);
    std::ranges::stable_sort(result, std::greater<>(),
                             [&](std::size_t i) { return inputs[i].use; });
    result.resize(std::min(result.size(), most));
    return result;
}

bool isNumber(const DeriveInput &input)
{
    return input.codes == 0;
}

bool isCode(const DeriveInput &input)
{
    return input.codes >= 2;
}

/// Missing in more than 95 %, or one value in 99 %.
bool saysNothing(const std::vector<std::uint8_t> &bins)
{
    std::array<std::size_t, 256> counts{};
    for (const std::uint8_t bin : bins)
        ++counts[bin];
    return counts[0] * 20 > bins.size() * 19 ||
           *std::ranges::max_element(counts) * 100 > bins.size() * 99;
}

/// How much lower the second losses are in all, and the standard deviation of that sum.
ColumnGain lossDrop(const std::vector<double> &before, const std::vector<double> &after)
{
    ColumnGain drop;
    double squares = 0.0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        drop.gain += before[i] - after[i];
        squares += std::pow(before[i] - after[i], 2);
    }
    drop.deviation = std::sqrt(squares);
    return drop;
}

class Search {
public:
    Search(const std::shared_ptr<const StudyData> &data, const Rows &rows,
           const DerivedOptions &options)
        : m_data(data),
          m_options(options),
          m_rows(sampled(rows, options.seed)),
          m_folds(innerFolds(m_rows.size(), mixSeeds(options.seed, 0xf01d))),
          m_probe(data, m_rows, options.seed, options.threads, options.shouldEnd)
    {
    }

    FoundFeatures run()
    {
        FoundFeatures found;
        if (m_rows.size() < kFewestRows)
            return found;
        m_inputs = findInputs(*m_data, m_rows, m_options.directions);
        if (m_inputs.size() < 2)
            return found;
        const BoosterProbe::Outcome shallow = m_probe.run(kShallow, {});
        const BoosterProbe::Outcome deep = m_probe.run(kDeep, {});
        if (shallow.ended || deep.ended)
            return found;
        m_stages[0].residuals = shallow.residuals;
        m_stages[1].residuals = deep.residuals;
        rateInputs(deep);
        addArithmetic();
        addCrosses();
        addGroups();
        if (shouldEnd())
            return found;
        found.features = confirmed(choose(), deep.losses);
        found.inputs = std::move(m_inputs);
        return found;
    }

private:
    bool shouldEnd() const { return m_options.shouldEnd && m_options.shouldEnd(); }

    void rateInputs(const BoosterProbe::Outcome &base)
    {
        for (DeriveInput &input : m_inputs) {
            const auto column = static_cast<std::size_t>(input.chain.column);
            const bool whole =
                isCode(input) && std::holds_alternative<LookUp>(input.chain.steps[0]);
            input.use = whole || input.feature < 0
                            ? base.byColumn[column]
                            : base.use[static_cast<std::size_t>(input.feature)];
            m_bins.push_back(coarseBins(input.values));
            for (Stage &stage : m_stages)
                stage.inputGains.push_back(isNumber(input)
                                               ? gainOf(m_bins.back(), stage.residuals).gain
                                               : gainOfCodes(input.values, stage.residuals).gain);
        }
    }

    std::vector<float> valuesOf(const FoundFeature &feature) const
    {
        const DeriveInput &a = m_inputs[feature.a], &b = m_inputs[feature.b];
        DerivedFeature made = blankFeature(feature.kind, a, b);
        if (feature.kind == DerivedKind::Cross)
            return crossValues(made, a, b, feature.output);
        if (hasTable(feature.kind)) {
            const TableRows rows{
                placesOf({}, 0, b.values, made.codesB), a.values, {}, tablePlaces(made)};
            fillTable(rows, 1.0, 250, made);
        }
        made.a = 0;
        made.b = 1;
        std::vector<float> in(2 * m_rows.size()), out(m_rows.size());
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            in[2 * i] = a.values[i];
            in[2 * i + 1] = b.values[i];
        }
        applyDerive({{std::move(made)}}, in.data(), 2, m_rows.size(), out.data());
        return out;
    }
    std::vector<float> crossValues(const DerivedFeature &made, const DeriveInput &a,
                                   const DeriveInput &b, std::optional<int> output) const
    {
        const std::vector<float> targets = targetsOf(m_data->target(), m_rows, output);
        const TableRows rows{
            placesOf(a.values, made.codesA, b.values, made.codesB), targets, {}, tablePlaces(made)};
        return outOfFoldMeans(rows, m_folds, kInnerFolds, kTargetPrior);
    }

    /// What a grid of both columns explains: what trees can make of them without the feature.
    KnownGains gridGains(std::size_t a, std::size_t b) const
    {
        constexpr int kSide = 6;
        const std::vector<std::uint8_t> &x = m_bins[a], &y = m_bins[b];
        const auto part = [](std::uint8_t bin) {
            return bin == 0 ? kSide : (bin - 1) * kSide / kGainBins;
        };
        std::vector<std::uint8_t> grid(x.size());
        for (std::size_t i = 0; i < grid.size(); ++i)
            grid[i] = static_cast<std::uint8_t>(part(x[i]) * (kSide + 1) + part(y[i]));
        KnownGains gains = parentGains(a, b);
        // Deep trees have had their chance to find it.
        gains[0] = std::max(gains[0], gainOf(grid, m_stages[0].residuals).gain);
        return gains;
    }
    KnownGains parentGains(std::size_t a, std::size_t b) const
    {
        KnownGains gains;
        for (std::size_t i = 0; i < gains.size(); ++i)
            gains[i] =
                std::max(0.0, m_stages[i].inputGains[a]) + std::max(0.0, m_stages[i].inputGains[b]);
        return gains;
    }

    /// `known`: the gain that is there without the feature.
    void consider(const FoundFeature &feature, const KnownGains &known)
    {
        std::vector<std::uint8_t> bins = coarseBins(valuesOf(feature));
        if (saysNothing(bins))
            return;
        for (std::size_t i = 0; i < m_stages.size(); ++i) {
            const ColumnGain gain = gainOf(bins, m_stages[i].residuals);
            const double surplus = gain.gain - known[i];
            if (surplus > kLeastDeviations * gain.deviation)
                m_stages[i].add({feature, bins, surplus});
        }
    }

    void addArithmetic()
    {
        const auto numbers = mostUseful(m_inputs, kMostNumbers, isNumber);
        for (std::size_t i = 0; i < numbers.size() && !shouldEnd(); ++i)
            for (std::size_t j = i + 1; j < numbers.size(); ++j) {
                const KnownGains known = gridGains(numbers[i], numbers[j]);
                for (const DerivedKind kind : {DerivedKind::Add, DerivedKind::Subtract,
                                               DerivedKind::Multiply, DerivedKind::Divide})
                    consider({kind, numbers[i], numbers[j], {}}, known);
                consider({DerivedKind::Divide, numbers[j], numbers[i], {}}, known);
            }
    }
    void addCrosses()
    {
        const auto codes = mostUseful(m_inputs, kMostCodeColumns, isCode);
        const std::vector<std::optional<int>> outputs = crossOutputs();
        for (std::size_t i = 0; i < codes.size() && !shouldEnd(); ++i)
            for (std::size_t j = i + 1; j < codes.size(); ++j)
                for (const std::optional<int> output : outputs)
                    consider({DerivedKind::Cross, codes[i], codes[j], output},
                             parentGains(codes[i], codes[j]));
    }
    std::vector<std::optional<int>> crossOutputs() const
    {
        const Target &target = m_data->target();
        if (target.task == TaskKind::Regression)
            return {std::nullopt};
        if (target.task == TaskKind::Binary)
            return {target.positive >= 0 ? target.positive : 1};
        std::vector<std::size_t> rows(target.classes.size(), 0);
        for (const std::uint32_t row : m_rows)
            ++rows[static_cast<std::size_t>(target.values[row])];
        std::vector<int> classes(rows.size());
        std::iota(classes.begin(), classes.end(), 0);
        std::ranges::stable_sort(classes, std::greater<>(),
                                 [&](int c) { return rows[static_cast<std::size_t>(c)]; });
        classes.resize(std::min(classes.size(), kMostCrossClasses));
        return {classes.begin(), classes.end()};
    }
    /// A number whose mean is worth comparing with.
    bool isMeasure(const DeriveInput &input) const
    {
        return isNumber(input) &&
               m_data->bins().cuts.bins(static_cast<std::size_t>(input.feature)) > kFewValues;
    }
    void addGroups()
    {
        const auto numbers =
            mostUseful(m_inputs, kMostGroupNumbers,
                       [this](const DeriveInput &input) { return isMeasure(input); });
        const auto codes = mostUseful(m_inputs, kMostGroupCodeColumns, isCode);
        for (std::size_t i = 0; i < numbers.size() && !shouldEnd(); ++i)
            for (const std::size_t code : codes)
                if (m_inputs[code].feature != m_inputs[numbers[i]].feature)
                    for (const DerivedKind kind :
                         {DerivedKind::GroupDifference, DerivedKind::GroupRatio})
                        consider({kind, numbers[i], code, {}}, parentGains(numbers[i], code));
    }

    /// Of both boosters' lists in turns, the best ones first.
    std::vector<FoundFeature> choose()
    {
        std::array<std::vector<FoundFeature>, 2> lists{chooseFrom(m_stages[0]),
                                                       chooseFrom(m_stages[1])};
        std::vector<FoundFeature> chosen;
        const auto most = static_cast<std::size_t>(m_options.most);
        for (std::size_t i = 0; i < std::max(lists[0].size(), lists[1].size()); ++i)
            for (const std::vector<FoundFeature> &list : lists)
                if (i < list.size() && chosen.size() < most &&
                    std::ranges::find(chosen, list[i]) == chosen.end())
                    chosen.push_back(list[i]);
        return chosen;
    }
    /// One after the other: the one that explains most of what is still left.
    std::vector<FoundFeature> chooseFrom(Stage &stage) const
    {
        stage.keepBest();
        std::vector<Candidate> &open = stage.candidates;
        std::vector<FoundFeature> chosen;
        while (chosen.size() < static_cast<std::size_t>(m_options.most) && !shouldEnd()) {
            std::vector<Candidate> left; // those that others have not explained
            std::size_t best = 0;
            double most = 0.0;
            for (Candidate &candidate : open) {
                const ColumnGain gain = gainOf(candidate.bins, stage.residuals);
                if (gain.gain <= kLeastDeviations * gain.deviation)
                    continue;
                left.push_back(std::move(candidate));
                if (gain.gain > most) {
                    most = gain.gain;
                    best = left.size() - 1;
                }
            }
            open = std::move(left);
            if (open.empty())
                break;
            explainBy(open[best].bins, stage.residuals);
            chosen.push_back(open[best].feature);
            open.erase(open.begin() + static_cast<std::ptrdiff_t>(best));
        }
        return chosen;
    }

    /// Those that a booster uses, as many of the first as let it answer held-out rows best.
    std::vector<FoundFeature> confirmed(const std::vector<FoundFeature> &chosen,
                                        const std::vector<double> &losses) const
    {
        std::vector<std::vector<float>> values;
        for (const FoundFeature &feature : chosen)
            values.push_back(valuesOf(feature));
        std::vector<FoundFeature> result;
        double most = 0.0;
        for (std::size_t count = chosen.size(); count > 0; count /= 3) {
            const BoosterProbe::Outcome with = m_probe.run(kDeep, std::span(values).first(count));
            if (with.ended)
                return {};
            const ColumnGain drop = lossDrop(losses, with.losses);
            if (drop.gain <= most || drop.gain < kSureDeviations * drop.deviation)
                continue;
            most = drop.gain;
            result.clear();
            for (std::size_t i = 0; i < count; ++i)
                if (with.extra[i] > 0.0)
                    result.push_back(chosen[i]);
        }
        return result;
    }

    std::shared_ptr<const StudyData> m_data;
    const DerivedOptions &m_options;
    Rows m_rows;
    std::vector<std::uint8_t> m_folds;
    BoosterProbe m_probe;
    std::vector<DeriveInput> m_inputs;
    std::vector<std::vector<std::uint8_t>> m_bins; ///< of the inputs
    std::array<Stage, 2> m_stages;
};

} // namespace

FoundFeatures searchFeatures(const std::shared_ptr<const StudyData> &data, const Rows &rows,
                             const DerivedOptions &options)
{
    return Search(data, rows, options).run();
}

} // namespace leptune
