// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/member_pruning.h"

#include "core/base/random.h"
#include "core/tuning/calibration.h"
#include "core/tuning/ensemble.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace leptune {

namespace {

class MemberPruning final : public CompressionMethod {
public:
    explicit MemberPruning(const CompressionSubject &subject) : m_metric(subject.plan->metric)
    {
        const TrialPlan &plan = *subject.plan;
        const auto scored = static_cast<std::uint32_t>(plan.scoredRows.size());
        Rows rows = RandomStream(0xe5).sample(scored, std::min(scored, kMostRows));
        std::ranges::sort(rows);
        m_truth = plan.scoredTruth.gathered(rows);
        m_weights = gatherValues(plan.scoredWeights, rows);
        for (const FloatMatrix &answers : subject.memberAnswers)
            m_candidates.push_back(
                {std::make_shared<const FloatMatrix>(gatherRows(answers, rows)), "", 0.0, 0.0});
    }

    std::string name() const override { return "member_pruning"; }

    SearchSpace space() const override
    {
        return SearchSpace({Parameter::integer("members", 1, most())});
    }

    /// From half of them down by halves.
    std::vector<Configuration> ladder() const override
    {
        std::vector<Configuration> list;
        for (std::int64_t members = (most() + 1) / 2; members >= 1; members /= 2) {
            list.emplace_back();
            list.back().set("members", members);
        }
        return list;
    }

    std::optional<Graph> apply(const CompressionPart &part, const Configuration &configuration,
                               const std::function<bool()> &) const override
    {
        const Choice &choice = chosen(configuration.integer("members", 1));
        ModelParts parts;
        parts.calibration = choice.calibration;
        for (std::size_t i = 0; i < choice.weights.size(); ++i)
            if (choice.weights[i] > 0.0)
                parts.members.push_back(
                    {static_cast<float>(choice.weights[i]), part.parts.members[i].graph});
        return putTogether(parts);
    }

private:
    struct Choice {
        std::vector<double> weights; ///< a member, 0 = left out
        std::optional<Calibrate> calibration;
    };

    std::int64_t most() const { return static_cast<std::int64_t>(m_candidates.size()) - 1; }

    /// The same for every part: the original's members were chosen on these rows too.
    const Choice &chosen(std::int64_t members) const
    {
        std::lock_guard lock(m_mutex);
        const auto [at, isNew] = m_choices.try_emplace(members);
        if (!isNew)
            return at->second;
        EnsembleLimits limits;
        limits.maxMembers = limits.membersPerFamily = static_cast<int>(members);
        at->second.weights =
            selectEnsemble(m_metric, m_truth, m_weights, m_candidates, limits).weights;
        if (auto fitted =
                fitCalibration(m_truth, m_weights, blend(m_candidates, at->second.weights)))
            at->second.calibration = std::move(fitted->map);
        return at->second;
    }

    static constexpr std::uint32_t kMostRows = 20'000; // more would not choose better, only later
    MetricKind m_metric;
    Target m_truth;
    std::vector<float> m_weights;
    std::vector<EnsembleCandidate> m_candidates;
    mutable std::mutex m_mutex;
    mutable std::map<std::int64_t, Choice> m_choices;
};

} // namespace

std::unique_ptr<CompressionMethod> makeMemberPruning(const CompressionSubject &subject)
{
    if (subject.memberAnswers.size() < 2)
        return nullptr;
    return std::make_unique<MemberPruning>(subject);
}

} // namespace leptune
