// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/portfolio_candidates.h"

#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/learners/registry.h"
#include "core/metalearn/json_fields.h"
#include "core/metalearn/portfolio_data.h"

#include <algorithm>

namespace leptune {

namespace {

/// What spaces and defaults are asked for before there are data; both tasks, so that settings of
/// either are drawn. Other shapes cut values to their own ranges.
std::vector<DataShape> usualShapes()
{
    DataShape shape;
    shape.task = TaskKind::MultiClass;
    shape.rows = 8000;
    shape.rawColumns = shape.denseFeatures = shape.treeFeatures = 30;
    shape.classes = 3;
    DataShape regression = shape;
    regression.task = TaskKind::Regression;
    regression.classes = 0;
    return {regression, shape};
}

Configuration draw(const Learner &learner, std::uint64_t seed, std::uint64_t number)
{
    Configuration joined;
    for (const DataShape &shape : usualShapes()) {
        RandomStream random(mixSeeds(seed, hash64(learner.name())), number);
        const Configuration drawn = learner.space(shape).sample(random);
        for (const auto &[name, value] : drawn.values())
            if (!joined.has(name))
                joined.set(name, value);
    }
    return joined;
}

std::vector<PortfolioCandidate> wellKnown()
{
    std::vector<PortfolioCandidate> list;
    if (wellKnownData().empty())
        return list;
    const auto json = fields::Json::parse(wellKnownData(), nullptr, false);
    if (!json.is_array())
        throw Error(ErrorCode::BadFormat, "well_known.json", "this is not a JSON list");
    for (const fields::Json &entry : json)
        list.push_back(fields::candidateFrom(entry, "well_known.json, entry " +
                                                        std::to_string(list.size() + 1)));
    return list;
}

} // namespace

std::vector<PortfolioCandidate>
portfolioCandidates(std::size_t count, const std::vector<std::string> &families, std::uint64_t seed)
{
    std::vector<const Learner *> learners;
    for (const Learner *learner : allLearners()) {
        const bool wanted =
            families.empty() || std::ranges::find(families, learner->name()) != families.end();
        const DataShape table = usualShapes().front();
        if (wanted && learner->whyNot(table).empty() && learner->space(table).size() > 0)
            learners.push_back(learner);
    }
    for (const std::string &family : families)
        learnerNamed(family); // throws for an unknown one
    if (learners.empty())
        throw Error(ErrorCode::BadOption, "families", "none of them has anything to choose");
    std::vector<PortfolioCandidate> list;
    const auto add = [&](PortfolioCandidate candidate) {
        const bool known = std::ranges::any_of(
            learners, [&](const Learner *l) { return l->name() == candidate.family; });
        if (known && list.size() < count && std::ranges::find(list, candidate) == list.end())
            list.push_back(std::move(candidate));
    };
    std::size_t most = 0;
    for (const Learner *learner : learners)
        for (const DataShape &shape : usualShapes())
            most = std::max(most, learner->defaults(shape).size());
    for (std::size_t index = 0; index < most; ++index)
        for (const Learner *learner : learners)
            if (index < std::max(learner->defaults(usualShapes()[0]).size(),
                                 learner->defaults(usualShapes()[1]).size()))
                add({learner->name(), static_cast<int>(index), {}});
    for (PortfolioCandidate &candidate : wellKnown())
        add(std::move(candidate));
    for (std::uint64_t number = 0; list.size() < count && number < count; ++number)
        for (const Learner *learner : learners)
            add({learner->name(), -1, draw(*learner, seed, number)});
    return list;
}

} // namespace leptune
