// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/ranking.h"

#include "core/learners/registry.h"
#include "core/metalearn/greedy_choice.h"
#include "core/metalearn/neighbours.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr double kLeastGain = 1e-4;
constexpr double kFloorShare = 0.01; // of the budget: what starting a trial costs at least
constexpr std::size_t kNamed = 3;

/// A configuration that can be run on the new data, and what it should cost.
struct Option {
    std::string family;
    Configuration configuration;
    double seconds = 0.0;
};

double operationsOf(const std::string &family, const DataShape &shape, const Configuration &c)
{
    return learnerNamed(family).cost(shape, c).operations;
}

/// Candidates that come out as the same settings on this shape are one option.
class Options {
public:
    Options(const Portfolio &known, const RankingRequest &request)
    {
        for (const PortfolioCandidate &candidate : known.candidates)
            m_optionOf.push_back(add(candidate, request));
    }
    std::vector<Option> &all() { return m_options; }
    const std::vector<int> &optionOf() const { return m_optionOf; }

private:
    int add(const PortfolioCandidate &candidate, const RankingRequest &request)
    {
        const auto &families = request.families;
        if (!families.empty() && std::ranges::find(families, candidate.family) == families.end())
            return -1;
        const auto configuration = resolveCandidate(candidate, request.shape);
        if (!configuration)
            return -1;
        for (std::size_t i = 0; i < m_options.size(); ++i)
            if (m_options[i].family == candidate.family &&
                m_options[i].configuration == *configuration)
                return static_cast<int>(i);
        m_options.push_back({candidate.family, *configuration, 0.0});
        return static_cast<int>(m_options.size()) - 1;
    }
    std::vector<Option> m_options;
    std::vector<int> m_optionOf;
};

double median(std::vector<double> values)
{
    if (values.empty())
        return 0.0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// Seconds an operation of each option took on the tables; an option never timed gets the middle
/// one of all.
void predictSeconds(const Portfolio &known, const std::vector<TableNeighbour> &neighbours,
                    const RankingRequest &request, const std::vector<int> &optionOf,
                    std::vector<Option> &options)
{
    std::vector<std::vector<double>> rates(options.size());
    std::vector<double> all;
    for (const TableNeighbour &neighbour : neighbours) {
        const MeasuredTable &table = *neighbour.table;
        for (std::size_t i = 0; i < table.candidates.size(); ++i) {
            const auto index = static_cast<std::size_t>(table.candidates[i]);
            const int option = optionOf[index];
            const auto there =
                option < 0 ? std::nullopt : resolveCandidate(known.candidates[index], table.shape);
            if (!there || !(table.seconds[i] > 0.0))
                continue;
            const double operations =
                operationsOf(known.candidates[index].family, table.shape, *there) * table.fits;
            if (!(operations > 0.0))
                continue;
            rates[static_cast<std::size_t>(option)].push_back(table.seconds[i] / operations);
            all.push_back(table.seconds[i] / operations);
        }
    }
    const double usual = median(all);
    for (std::size_t i = 0; i < options.size(); ++i) {
        const double rate = rates[i].empty() ? usual : median(rates[i]);
        options[i].seconds =
            rate * request.speed * request.fitsPerTrial *
            operationsOf(options[i].family, request.shape, options[i].configuration);
    }
}

/// The tables that gain most from an option, by name.
std::vector<std::string> namesFor(const GreedyChoice &choice, std::size_t option)
{
    std::vector<std::pair<double, std::size_t>> merits;
    for (std::size_t table = 0; table < choice.tables(); ++table)
        if (const double merit = choice.weight(table) * choice.gainOn(table, option); merit > 0.0)
            merits.emplace_back(-merit, table);
    std::ranges::sort(merits);
    std::vector<std::string> names;
    for (const auto &[merit, table] : merits) {
        const std::string &name = choice.table(table).name;
        if (names.size() < kNamed && std::ranges::find(names, name) == names.end())
            names.push_back(name);
    }
    return names;
}

std::string sentence(const std::vector<std::string> &names)
{
    std::string text = names.size() == 1 ? "did well on a data set like this: "
                                         : "did well on data sets like this: ";
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

/// The free option of the largest gain, per second where time is limited; `options` where none is
/// worth it.
std::size_t bestOption(const GreedyChoice &choice, const std::vector<Option> &options,
                       const std::vector<bool> &taken, double secondsLeft, double floor)
{
    std::size_t best = options.size();
    double merit = 0.0;
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (taken[i] || options[i].seconds > secondsLeft)
            continue;
        const double gain = choice.gain(i);
        const double price = std::isfinite(floor) ? options[i].seconds + floor : 1.0;
        if (gain > kLeastGain && gain / price > merit) {
            merit = gain / price;
            best = i;
        }
    }
    return best;
}

} // namespace

std::vector<PortfolioPick> rankPortfolio(const Portfolio &known, const RankingRequest &request)
{
    const std::vector<TableNeighbour> neighbours = neighboursOf(known, request.features);
    Options found(known, request);
    std::vector<Option> &options = found.all();
    predictSeconds(known, neighbours, request, found.optionOf(), options);
    GreedyChoice choice(options.size());
    for (const TableNeighbour &neighbour : neighbours)
        choice.add(*neighbour.table, request.byLikeness ? neighbour.weight : 1.0, found.optionOf());

    std::vector<PortfolioPick> picks;
    std::vector<bool> taken(options.size(), false);
    double secondsLeft = request.coreSeconds;
    while (picks.size() < request.most) {
        const std::size_t best =
            bestOption(choice, options, taken, secondsLeft, kFloorShare * request.coreSeconds);
        if (best == options.size())
            break;
        const Option &option = options[best];
        PortfolioPick pick{option.family,     option.configuration,   option.seconds,
                           choice.gain(best), namesFor(choice, best), {}};
        pick.why = sentence(pick.like);
        picks.push_back(std::move(pick));
        choice.take(best);
        taken[best] = true;
        secondsLeft -= option.seconds;
    }
    return picks;
}

std::vector<int> selectCandidates(const Portfolio &known, std::size_t most)
{
    std::vector<int> identity;
    for (std::size_t i = 0; i < known.candidates.size(); ++i)
        identity.push_back(static_cast<int>(i));
    std::vector<int> selected;
    for (const TaskKind task : {TaskKind::Binary, TaskKind::MultiClass, TaskKind::Regression}) {
        GreedyChoice choice(identity.size());
        for (const MeasuredTable &table : known.tables)
            if (table.features.task == task)
                choice.add(table, 1.0, identity);
        std::vector<bool> taken(identity.size(), false);
        const std::vector<Option> free(identity.size());
        for (std::size_t count = 0; count < most; ++count) {
            const std::size_t best =
                bestOption(choice, free, taken, 1.0, std::numeric_limits<double>::infinity());
            if (best == identity.size())
                break;
            choice.take(best);
            taken[best] = true;
            if (std::ranges::find(selected, identity[best]) == selected.end())
                selected.push_back(identity[best]);
        }
    }
    return selected;
}

} // namespace leptune
