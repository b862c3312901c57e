// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/reduced_set.h"

#include "core/base/random.h"

#include <mutex>

namespace leptune {

namespace {

constexpr std::uint32_t kMachineRows = 2'000; // of a part, made-up ones included

class ReducedSet final : public CompressionMethod {
public:
    ReducedSet(const CompressionSubject &subject, std::uint64_t seed)
        : m_seed(seed), m_made(subject.partCount())
    {
    }

    std::string name() const override { return "reduced_set"; }

    SearchSpace space() const override
    {
        return SearchSpace(
            {Parameter::integer("centres", 2, 256, true), Parameter::integer("point_bits", 3, 8)});
    }

    std::vector<Configuration> ladder() const override
    {
        std::vector<Configuration> list;
        for (const std::int64_t centres : {24, 8, 64, 192}) {
            list.emplace_back();
            list.back().set("centres", centres);
            list.back().set("point_bits", std::int64_t{6});
        }
        return list;
    }

    std::optional<Graph> apply(const CompressionPart &part, const Configuration &configuration,
                               const std::function<bool()> &shouldEnd) const override
    {
        ReducedSetOptions options;
        options.centres = static_cast<std::size_t>(configuration.integer("centres", 24));
        options.pointBits = static_cast<int>(configuration.integer("point_bits", 6));
        options.seed = mixSeeds(m_seed, static_cast<std::uint64_t>(part.number));
        const std::vector<MachineGroup> groups = machineGroups(part.graph);
        return withReducedSets(part.graph, groups, rowsOf(part, groups), options, shouldEnd);
    }

private:
    struct Made {
        std::once_flag once;
        std::vector<MachineRows> rows; ///< a group
    };

    /// Made once a part, whatever is then learned from them.
    const std::vector<MachineRows> &rowsOf(const CompressionPart &part,
                                           const std::vector<MachineGroup> &groups) const
    {
        Made &made = m_made[static_cast<std::size_t>(part.number)];
        std::call_once(made.once, [&] {
            for (const MachineGroup &group : groups)
                made.rows.push_back(machineRowsOf(part, group, kMachineRows, m_seed));
        });
        return made.rows;
    }

    std::uint64_t m_seed;
    mutable std::vector<Made> m_made;
};

} // namespace

std::unique_ptr<CompressionMethod> makeReducedSet(const CompressionSubject &subject,
                                                  std::uint64_t seed)
{
    if (machineGroups(subject.study.graph).empty())
        return nullptr;
    return std::make_unique<ReducedSet>(subject, seed);
}

std::optional<Graph> withReducedSets(const Graph &graph, const std::vector<MachineGroup> &groups,
                                     const std::vector<MachineRows> &rows,
                                     const ReducedSetOptions &options,
                                     const std::function<bool()> &shouldEnd)
{
    Graph result = graph;
    // The last answer first: nodes before it keep their places.
    for (std::size_t i = groups.size(); i-- > 0;) {
        if (rows[i].features.rows < 2)
            continue;
        auto machine = fitReducedSet(rows[i], options, shouldEnd);
        if (!machine)
            return std::nullopt;
        result = withMachine(result, groups[i], std::move(*machine),
                             groups[i].loss != BoosterLoss::Squared);
    }
    return withoutDeadNodes(result);
}

} // namespace leptune
