// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/train_again.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/data/equal_rows.h"
#include "core/data/stack_tables.h"
#include "core/metrics/resampling.h"
#include "core/tuning/fold_plan.h"
#include "core/tuning/study_rows.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace leptune {

namespace {

constexpr double kDeviations = 1.96; // of 95 %
constexpr std::string_view kJoin = " + ";

void throwIfStopped(const TrainAgainInput &asked)
{
    if (asked.stop.stop_requested())
        throw Error(ErrorCode::Stopped, asked.model, "training again was cancelled");
}

/// What the line was made from in the first place.
const LeaderboardEntry &rootOf(const StudyRecord &record, const LeaderboardEntry &entry)
{
    const LeaderboardEntry *root = &entry;
    for (std::size_t i = 0; i < record.entries.size() && !root->parent.empty(); ++i) {
        const LeaderboardEntry *parent = record.find(root->parent);
        if (!parent)
            throw Error(ErrorCode::Unsupported, entry.name,
                        "what it was made from is not on the leaderboard any more, so its recipe "
                        "is not known; choose another model");
        root = parent;
    }
    return *root;
}

/// An ensemble's reason names its members: "boosting-3 + linear-1".
std::vector<std::string> membersOf(const LeaderboardEntry &entry)
{
    if (entry.kind != EntryKind::Ensemble)
        return {entry.name};
    std::vector<std::string> names;
    std::size_t begin = 0;
    for (std::size_t end = 0; end != std::string::npos; begin = end + kJoin.size()) {
        end = entry.reason.find(kJoin, begin);
        names.push_back(entry.reason.substr(begin, end - begin));
    }
    return names;
}

TuneOptions optionsFor(const StudyRecord &earlier, std::size_t steps)
{
    TuneOptions options = earlier.options;
    options.task = earlier.schema.task == TaskKind::Regression ? TaskChoice::Regression
                                                               : TaskChoice::Classification;
    options.metric = metricName(earlier.metric);
    if (earlier.schema.task == TaskKind::Binary)
        options.positive =
            earlier.schema.classes[static_cast<std::size_t>(earlier.schema.positive)];
    options.trials = static_cast<int>(steps);
    options.maxLatencyMicroseconds = 0.0;
    options.stopEarly = options.experience = false;
    if (options.test.kind == TestChoice::Kind::File)
        options.test = {};
    return options;
}

/// What the user had asked for, so that tuning can go on with it.
void restoreOptions(TuneOptions &options, const TuneOptions &asked)
{
    options.trials = asked.trials;
    options.maxLatencyMicroseconds = asked.maxLatencyMicroseconds;
    options.stopEarly = asked.stopEarly;
    options.experience = asked.experience;
    options.threads = asked.threads;
}

/// Runs the study here, telling how many trials are done.
StudyRecord runStudy(StudyInput input, const TrainAgainInput &asked)
{
    std::mutex mutex;
    std::condition_variable_any changed;
    bool isWoken = false;
    const double steps = static_cast<double>(input.recipe.size()) + 1.0; // the refit
    Study study(std::move(input), [&] {
        const std::lock_guard lock(mutex);
        isWoken = true;
        changed.notify_all();
    });
    study.start();
    double done = 0.0;
    for (bool ended = false; !ended;) {
        {
            std::unique_lock lock(mutex);
            changed.wait(lock, asked.stop, [&] { return isWoken; });
            isWoken = false;
        }
        throwIfStopped(asked);
        for (const StudyEvent &event : study.drain()) {
            const auto *entry = std::get_if<EntryChanged>(&event);
            if (entry && entry->entry.trial >= 0 && entry->entry.parent.empty() && asked.progress)
                asked.progress(std::min(1.0, ++done / steps));
            ended = ended || std::holds_alternative<StudyFinished>(event) ||
                    std::holds_alternative<StudyFailed>(event);
        }
    }
    return study.wait();
}

/// Whether rows that equal each other are copies, and no coincidences of few-valued columns.
bool holdsCopies(const Table &both, const TrainAgainInput &input)
{
    constexpr std::size_t kUsualFolds = 5;
    Rows usable;
    const std::string &name = input.earlier.options.target;
    const bool isClass = input.earlier.schema.task != TaskKind::Regression;
    const Target target = makeTarget(both.column(name), isClass, {}, usable);
    const Table cells = both.withoutColumns({name}).gathered(usable);
    throwIfStopped(input);
    const auto blocks = equalRowBlocks(cells);
    throwIfStopped(input);
    return judgeEqualRows(blocks, target, kUsualFolds) == EqualRows::Copies;
}

/// Of the new rows, those that the earlier ones held already.
std::vector<bool> knownRows(const Table &both, std::size_t earlierRows,
                            const TrainAgainInput &input)
{
    std::vector<bool> known(both.rows() - earlierRows, false);
    if (!holdsCopies(both, input))
        return known;
    throwIfStopped(input);
    const std::vector<std::uint32_t> blocks = equalRowBlocks(both);
    std::vector<bool> isEarlier(both.rows(), false);
    for (std::size_t row = 0; row < earlierRows; ++row)
        isEarlier[blocks[row]] = true;
    for (std::size_t row = earlierRows; row < both.rows(); ++row)
        known[row - earlierRows] = isEarlier[blocks[row]];
    return known;
}

Rows placesWhere(const std::vector<bool> &flags, bool wanted)
{
    Rows places;
    for (std::uint32_t i = 0; i < flags.size(); ++i)
        if (flags[i] == wanted)
            places.push_back(i);
    return places;
}

bool isUsed(const StudyRecord &record, const std::string &name)
{
    const auto column = std::ranges::find(record.schema.columns, name, &RawColumn::name);
    return column != record.schema.columns.end() && column->used;
}

bool hasRole(const TuneOptions &options, const std::string &name)
{
    return name == options.target || name == options.group || name == options.time ||
           name == options.weight;
}

/// Columns that the earlier study did not look at need not be in the new rows.
Table withoutUnneeded(const Table &earlier, const Table &now, const StudyRecord &record)
{
    std::vector<std::string> unneeded;
    for (std::size_t i = 0; i < earlier.columns(); ++i) {
        const std::string &name = earlier.column(i).name();
        if (!isUsed(record, name) && !hasRole(record.options, name) && !now.find(name))
            unneeded.push_back(name);
    }
    return earlier.withoutColumns(unneeded);
}

/// What is said of columns holds for those that are there; the set-up knows of no others.
void fitToColumns(TuneOptions &options, const Table &table, const Schema &schema)
{
    std::erase_if(options.ignore, [&](const std::string &name) { return !table.find(name); });
    std::erase_if(options.monotone, [&](const auto &rule) { return !table.find(rule.first); });
    for (std::size_t i = 0; i < table.columns(); ++i) {
        const std::string &name = table.column(i).name();
        const bool isKnown =
            std::ranges::find(schema.columns, name, &RawColumn::name) != schema.columns.end() ||
            std::ranges::find(options.ignore, name) != options.ignore.end();
        if (!isKnown && !hasRole(options, name))
            options.ignore.push_back(name);
    }
}

/// Probabilities in the order of other classes: those that a Model does not know are never it.
FloatMatrix inClasses(FloatMatrix answers, const Schema &from, const Target &to)
{
    if (!to.isClassification())
        return answers;
    FloatMatrix mapped(answers.rows, to.classes.size());
    for (std::size_t c = 0; c < from.classes.size(); ++c) {
        const auto place = std::ranges::find(to.classes, from.classes[c]) - to.classes.begin();
        if (static_cast<std::size_t>(place) == to.classes.size())
            continue;
        for (std::size_t row = 0; row < answers.rows; ++row)
            mapped.at(row, static_cast<std::size_t>(place)) = answers.at(row, c);
    }
    return mapped;
}

/// Compares on what the later study did not learn from.
class Comparison {
public:
    Comparison(const TrainAgainInput &input, const StudyRecord &later, const Table &table)
        : m_input(input),
          m_later(later),
          m_table(table),
          m_setup(prepareStudy(table, std::nullopt, later.options)),
          m_threads(input.threads > 0 ? input.threads : availableCores())
    {
        makeTarget(table.column(later.options.target), m_setup.target.isClassification(),
                   later.options.positive, m_usable);
    }

    /// `proves`: of the rows of the table, those that are new.
    SideBySide run(const std::vector<bool> &proves)
    {
        const LeaderboardEntry *entry = &m_later.entryFor("best");
        if (isRefit(*entry))
            entry = &m_later.entryFor(entry->parent);
        SideBySide result;
        result.metric = m_setup.metric;
        result.outOfFold = m_setup.lockedRows.empty();
        const Rows tested = result.outOfFold ? scoredRows() : m_setup.lockedRows;
        Rows places; ///< among the tested
        Rows rows;   ///< of the set-up
        for (std::uint32_t i = 0; i < tested.size(); ++i)
            if (proves[m_usable[tested[i]]]) {
                places.push_back(i);
                rows.push_back(tested[i]);
            }
        result.rows = rows.size();
        if (!rows.empty())
            score(*entry, places, rows, result);
        return result;
    }

private:
    Rows scoredRows() const
    {
        const Rows rows = searchRows(m_setup, m_later.options);
        const TrialPlan plan = planOf(m_setup, rows, dataOf(m_setup, rows, m_threads),
                                      {m_later.foldParts, m_later.foldRepeats}, m_later.options);
        return gatherValues(rows, plan.scoredRows);
    }

    void score(const LeaderboardEntry &entry, const Rows &places, const Rows &rows,
               SideBySide &result)
    {
        const Rows tableRows = gatherValues(m_usable, rows);
        const Model &earlier = *m_input.earlier.model(m_input.model);
        const Target truth = m_setup.target.gathered(rows);
        const std::vector<float> weights = gatherValues(m_setup.weights, rows);
        const FloatMatrix before =
            inClasses(earlier.predict(m_table.gathered(tableRows), m_threads).outputs(),
                      earlier.schema(), truth);
        throwIfStopped(m_input);
        const FloatMatrix after =
            result.outOfFold
                ? gatherRows(*entry.oof, places)
                : entry.model->predict(m_setup.features.gathered(rows), m_threads).outputs();
        const Scored scoredBefore{truth, before, earlier.decision(), weights};
        const Scored scoredAfter{truth, after, entry.model->decision(), weights};
        result.earlier = evaluateMetric(result.metric, scoredBefore);
        result.later = evaluateMetric(result.metric, scoredAfter);
        const double error = differenceError(result.metric, scoredAfter, scoredBefore,
                                             mixSeeds(m_later.options.seed, 6));
        const double difference = result.later - result.earlier;
        result.difference = {difference - kDeviations * error, difference + kDeviations * error};
    }

    const TrainAgainInput &m_input;
    const StudyRecord &m_later;
    const Table &m_table;
    StudySetup m_setup;
    Rows m_usable; ///< rows of the table that the set-up's are
    int m_threads;
};

/// What is learned from, and which of its rows are new.
struct TrainingRows {
    std::shared_ptr<const Table> table;
    std::vector<bool> proves;
    std::uint64_t known = 0;
};

TrainingRows trainingRows(const TrainAgainInput &input)
{
    TrainingRows result{input.newRows, std::vector<bool>(input.newRows->rows(), true), 0};
    if (!input.earlierRows) {
        if (input.onBoth)
            throw Error(ErrorCode::NotFound, "data",
                        "the earlier rows can't be had; train on the new ones alone");
        return result;
    }
    const std::size_t earlierRows = input.earlierRows->rows();
    const Table both = stackTables(
        withoutUnneeded(*input.earlierRows, *input.newRows, input.earlier), *input.newRows);
    throwIfStopped(input);
    const std::vector<bool> known = knownRows(both, earlierRows, input);
    throwIfStopped(input);
    result.known = static_cast<std::uint64_t>(std::ranges::count(known, true));
    result.proves = known;
    result.proves.flip();
    if (!input.onBoth)
        return result;
    Rows rows = allRows(earlierRows); // a copy of an earlier row teaches nothing
    for (const std::uint32_t row : placesWhere(known, false))
        rows.push_back(static_cast<std::uint32_t>(earlierRows) + row);
    result.table = std::make_shared<const Table>(both.gathered(rows));
    result.proves.assign(rows.size(), true);
    std::fill_n(result.proves.begin(), earlierRows, false);
    return result;
}

} // namespace

std::vector<RecipeStep> recipeOf(const StudyRecord &record, const std::string &name)
{
    const LeaderboardEntry &root = rootOf(record, record.entryFor(name));
    std::vector<RecipeStep> recipe;
    for (const std::string &member : membersOf(root)) {
        const LeaderboardEntry *trial = record.find(member);
        if (!trial)
            throw Error(ErrorCode::Unsupported, root.name,
                        "its member '" + member +
                            "' is not on the leaderboard, so its recipe is not known");
        recipe.push_back({trial->family, trial->parameters});
    }
    return recipe;
}

int SideBySide::verdict() const
{
    const double sign = higherIsBetter(metric) ? 1.0 : -1.0;
    if (difference.low > 0.0)
        return sign > 0.0 ? 1 : -1;
    if (difference.high < 0.0)
        return sign > 0.0 ? -1 : 1;
    return 0;
}

TrainedAgain trainAgain(const TrainAgainInput &input)
{
    StudyInput study;
    study.recipe = recipeOf(input.earlier, input.model);
    if (std::ranges::find(study.recipe, "baseline", &RecipeStep::family) == study.recipe.end())
        study.recipe.insert(study.recipe.begin(), RecipeStep{"baseline", {}});
    const TrainingRows rows = trainingRows(input);
    study.table = *rows.table;
    study.options = optionsFor(input.earlier, study.recipe.size());
    study.options.threads = input.threads;
    fitToColumns(study.options, *rows.table, input.earlier.schema);
    TrainedAgain result;
    result.table = rows.table;
    result.record = runStudy(std::move(study), input);
    throwIfStopped(input);
    result.comparison = Comparison(input, result.record, *rows.table).run(rows.proves);
    result.comparison.known = rows.known;
    restoreOptions(result.record.options, input.earlier.options);
    return result;
}

} // namespace leptune
