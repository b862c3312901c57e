// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/target_link.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/target.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace leptune {

namespace {

constexpr std::size_t kMostRows = 50'000;
constexpr std::size_t kNumberGroups = 12;
constexpr std::size_t kCategories = 50; ///< judged apart; the rest goes together
constexpr std::size_t kShownCategories = 8;
constexpr std::uint64_t kSeed = 20;

std::vector<std::uint32_t> sampleRows(std::size_t rows)
{
    return RandomStream(kSeed).sample(static_cast<std::uint32_t>(rows),
                                      static_cast<std::uint32_t>(std::min(rows, kMostRows)));
}

struct Grouping {
    std::vector<int> groupOf; ///< by row
    std::vector<TargetLink::Group> groups;
};

void addMissing(Grouping &grouping)
{
    const auto last = static_cast<int>(grouping.groups.size());
    bool any = false;
    for (int &group : grouping.groupOf) {
        any = any || group < 0;
        group = group < 0 ? last : group;
    }
    if (any) {
        TargetLink::Group missing;
        missing.missing = true;
        grouping.groups.push_back(missing);
    }
}

/// Groups of about equally many rows; equal numbers stay together.
Grouping groupNumbers(std::span<const double> numbers)
{
    std::vector<double> sorted;
    std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(sorted),
                 [](double value) { return !std::isnan(value); });
    std::sort(sorted.begin(), sorted.end());
    Grouping grouping;
    std::vector<double> tops; ///< largest number of each group
    for (std::size_t g = 1; g <= kNumberGroups && !sorted.empty(); ++g) {
        const double top =
            sorted[g * sorted.size() / kNumberGroups - (g * sorted.size() >= kNumberGroups)];
        if (tops.empty() || top > tops.back())
            tops.push_back(top);
    }
    for (std::size_t g = 0; g < tops.size(); ++g) {
        TargetLink::Group group;
        group.where.low =
            g == 0 ? sorted.front() : *std::upper_bound(sorted.begin(), sorted.end(), tops[g - 1]);
        group.where.high = tops[g];
        grouping.groups.push_back(group);
    }
    for (const double value : numbers)
        grouping.groupOf.push_back(
            std::isnan(value) ? -1
                              : static_cast<int>(std::lower_bound(tops.begin(), tops.end(), value) -
                                                 tops.begin()));
    addMissing(grouping);
    return grouping;
}

/// The commonest categories; the others together at the end.
Grouping groupCategories(const Column &column)
{
    const auto &names = column.dictionary();
    std::vector<std::uint64_t> counts(names.size(), 0);
    for (const std::int32_t code : column.codes())
        if (code >= 0)
            ++counts[static_cast<std::size_t>(code)];
    std::vector<std::size_t> order;
    for (std::size_t code = 0; code < names.size(); ++code)
        if (counts[code] > 0)
            order.push_back(code);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
    Grouping grouping;
    std::vector<int> place(names.size(), -1);
    for (std::size_t i = 0; i < order.size(); ++i) {
        place[order[i]] = static_cast<int>(std::min(i, kCategories));
        if (i > kCategories)
            continue;
        TargetLink::Group group;
        group.where.label = i < kCategories ? names[order[i]] : std::string();
        grouping.groups.push_back(group);
    }
    for (const std::int32_t code : column.codes())
        grouping.groupOf.push_back(code < 0 ? -1 : place[static_cast<std::size_t>(code)]);
    addMissing(grouping);
    return grouping;
}

/// Sums of the target's indicators (or its number) in every group, [groups, outputs].
struct Sums {
    std::size_t outputs;
    std::vector<double> rows, values, all, squares;

    Sums(const Target &target, const Grouping &grouping)
        : outputs(static_cast<std::size_t>(target.outputs())),
          rows(grouping.groups.size()),
          values(grouping.groups.size() * outputs),
          all(outputs),
          squares(outputs)
    {
        for (std::size_t row = 0; row < target.values.size(); ++row) {
            const auto group = static_cast<std::size_t>(grouping.groupOf[row]);
            const double value = target.values[row];
            const bool classes = target.isClassification();
            const std::size_t output = classes ? static_cast<std::size_t>(value) : 0;
            const double amount = classes ? 1.0 : value;
            rows[group] += 1.0;
            values[group * outputs + output] += amount;
            all[output] += amount;
            squares[output] += amount * amount;
        }
    }

    /// Sum over groups of rows * (group's mean - mean)^2.
    double between(std::size_t output) const
    {
        const double count = std::accumulate(rows.begin(), rows.end(), 0.0);
        double sum = -all[output] * all[output] / count;
        for (std::size_t g = 0; g < rows.size(); ++g) {
            const double value = values[g * outputs + output];
            sum += rows[g] > 0.0 ? value * value / rows[g] : 0.0;
        }
        return sum;
    }

    double explained() const
    {
        const double count = std::accumulate(rows.begin(), rows.end(), 0.0);
        const double groups = static_cast<double>(
            std::count_if(rows.begin(), rows.end(), [](double r) { return r > 0.0; }));
        double total = 0.0, known = 0.0;
        for (std::size_t output = 0; output < outputs; ++output) {
            total += squares[output] - all[output] * all[output] / count;
            known += between(output);
        }
        if (!(total > 0.0) || count <= groups)
            return std::numeric_limits<double>::quiet_NaN();
        const double plain = known / total;
        return std::clamp(1.0 - (1.0 - plain) * (count - 1.0) / (count - groups), 0.0, 1.0);
    }
};

std::size_t tellingOutput(const Target &target, const Sums &sums)
{
    if (target.positive >= 0)
        return static_cast<std::size_t>(target.positive);
    std::size_t best = 0;
    for (std::size_t output = 1; output < sums.outputs; ++output)
        if (sums.between(output) > sums.between(best))
            best = output;
    return best;
}

bool asClasses(const TuneOptions &options, const Column &column)
{
    return options.task == TaskChoice::Classification ||
           (options.task == TaskChoice::Auto && guessTask(column).classification);
}

void throwWhenStopped(const std::stop_token &stop)
{
    if (stop.stop_requested())
        throw Error(ErrorCode::Stopped, {}, "not wanted any more");
}

} // namespace

TargetLink linkWithTarget(const Table &table, const std::string &column, const TuneOptions &options,
                          const std::stop_token &stop)
{
    const Column &whole = table.column(options.target);
    const bool classes = asClasses(options, whole);
    throwWhenStopped(stop);
    const std::vector<std::uint32_t> sampled = sampleRows(table.rows());
    Target target;
    std::vector<std::uint32_t> usable;
    try {
        target = makeTarget(whole.gathered(sampled), classes, options.positive, usable);
    } catch (const Error &) {
        return {}; // a target that can't be learned is told on the Task page
    }
    throwWhenStopped(stop);
    for (std::uint32_t &row : usable)
        row = sampled[row];
    const Column cells = table.column(column).gathered(usable);
    Grouping grouping = cells.isCoded() ? groupCategories(cells) : groupNumbers(cells.numbers());
    const Sums sums(target, grouping);
    TargetLink link;
    link.explained = sums.explained();
    const std::size_t output = tellingOutput(target, sums);
    if (classes)
        link.ofClass = target.classes[output];
    for (std::size_t g = 0; g < grouping.groups.size(); ++g) {
        TargetLink::Group &group = grouping.groups[g];
        group.where.count = static_cast<std::uint64_t>(sums.rows[g]);
        group.value = sums.values[g * sums.outputs + output] / std::max(1.0, sums.rows[g]);
        const bool shown = group.missing || !cells.isCoded() ||
                           (g < kShownCategories && !group.where.label.empty());
        if (shown && group.where.count > 0)
            link.groups.push_back(std::move(group));
    }
    return link;
}

} // namespace leptune
