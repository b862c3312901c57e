// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study_setup.h"

#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/equal_rows.h"
#include "core/tuning/directions.h"
#include "core/tuning/known_target.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

bool isClassification(const Column &column, const TuneOptions &options)
{
    if (options.task != TaskChoice::Auto)
        return options.task == TaskChoice::Classification;
    return guessTask(column).classification;
}

/// An ordering column as numbers; a coded one by its spellings.
std::vector<double> orderOf(const Column &column)
{
    if (!column.isCoded())
        return {column.numbers().begin(), column.numbers().end()};
    std::vector<std::string> sorted = column.dictionary();
    std::ranges::sort(sorted);
    std::vector<double> order;
    for (std::size_t row = 0; row < column.size(); ++row) {
        const auto at = std::ranges::lower_bound(sorted, column.text(row));
        order.push_back(column.isMissing(row) ? std::nan("")
                                              : static_cast<double>(at - sorted.begin()));
    }
    return order;
}

std::vector<float> weightsOf(const Column &column)
{
    if (column.isCoded())
        throw Error(ErrorCode::BadColumn, column.name(),
                    "holds no numbers, so it can't be the weight of rows");
    std::vector<float> weights;
    double sum = 0.0;
    for (std::size_t row = 0; row < column.size(); ++row) {
        const double value = column.isMissing(row) ? 0.0 : column.numbers()[row];
        if (!(value >= 0.0) || std::isinf(value))
            throw Error(ErrorCode::BadColumn, column.name(),
                        "row " + std::to_string(row + 1) + " has the weight " + column.text(row) +
                            "; weights must be 0 or more");
        weights.push_back(static_cast<float>(value));
        sum += value;
    }
    if (!(sum > 0.0))
        throw Error(ErrorCode::BadColumn, column.name(),
                    "all weights are 0; choose another weight column");
    const auto scale = static_cast<float>(static_cast<double>(weights.size()) / sum);
    for (float &weight : weights)
        weight *= scale;
    return weights;
}

/// Numbers groups by their cells; every missing group is its own.
std::vector<std::uint32_t> groupBlocks(const Column &column)
{
    const Table table({column});
    std::vector<std::uint32_t> blocks = equalRowBlocks(table);
    std::uint32_t next = blocks.empty() ? 0 : *std::ranges::max_element(blocks) + 1;
    for (std::size_t row = 0; row < column.size(); ++row)
        if (column.isMissing(row))
            blocks[row] = next++;
    return blocks;
}

std::size_t distinctCodes(const Column &column)
{
    std::vector<bool> seen(column.dictionary().size(), false);
    std::size_t count = 0;
    for (const std::int32_t code : column.codes())
        if (code >= 0 && !seen[static_cast<std::size_t>(code)]) {
            seen[static_cast<std::size_t>(code)] = true;
            ++count;
        }
    return count;
}

/// Why a column can't help; empty = it may.
std::string uselessBecause(const Column &column)
{
    const std::size_t present = column.size() - column.missingCount();
    if (present == 0)
        return "is empty";
    if (column.type() == ColumnType::Text)
        return "holds free text, which tables can't use yet";
    if (!column.isCoded() || column.type() == ColumnType::Picture)
        return {};
    const std::size_t distinct = distinctCodes(column);
    if (distinct > 50 && distinct * 10 > present * 9)
        return "has a different value in almost every row";
    return {};
}

void markUselessColumns(StudySetup &setup)
{
    for (std::size_t i = 0; i < setup.schema.columns.size(); ++i) {
        const std::string why = uselessBecause(setup.features.column(i));
        if (why.empty())
            continue;
        setup.schema.columns[i].used = false;
        setup.notes.push_back("column " + setup.schema.columns[i].name + " is not used: it " + why);
    }
}

std::uint64_t hashOf(const Table &table, const Target &target)
{
    std::uint64_t hash = table.rows() * 31 + table.columns();
    for (const std::string &label : target.classes)
        hash = hash * 0x9e3779b97f4a7c15ULL + hash64(label);
    for (std::size_t i = 0; i < table.columns(); ++i) {
        const Column &column = table.column(i);
        for (const std::string &spelling : column.dictionary())
            hash = hash * 0x9e3779b97f4a7c15ULL + hash64(spelling);
        const auto numbers = std::as_bytes(column.numbers());
        const auto codes = std::as_bytes(column.codes());
        hash = hash * 0x9e3779b97f4a7c15ULL + hash64(column.name());
        if (column.pictures())
            hash ^= hash64(column.pictures()->pixels);
        hash ^= hash64(
            std::span(reinterpret_cast<const std::uint8_t *>(numbers.data()), numbers.size()));
        hash ^=
            hash64(std::span(reinterpret_cast<const std::uint8_t *>(codes.data()), codes.size()));
    }
    const auto values = std::as_bytes(std::span(target.values));
    return hash ^
           hash64(std::span(reinterpret_cast<const std::uint8_t *>(values.data()), values.size()));
}

void lockTestRows(StudySetup &setup, const TuneOptions &options)
{
    const std::size_t rows = setup.usableRows();
    setup.studyRows.resize(rows);
    std::iota(setup.studyRows.begin(), setup.studyRows.end(), 0U);
    if (options.test.kind != TestChoice::Kind::Share)
        return;
    if (rows < kFewestRowsToLock && !options.test.asked) {
        setup.notes.push_back("only " + std::to_string(rows) +
                              " rows: none are set aside for a test");
        return;
    }
    const double share = std::min(options.test.share, double(kMostLockedRows) / double(rows));
    const auto strata = strataOf(setup.target);
    Split split =
        holdOut(rows, share, {strata, setup.blocks, setup.time, mixSeeds(options.seed, 1)});
    if (split.train.size() < kFewestRows || split.test.empty()) {
        setup.notes.push_back("rows that belong together leave none to set aside for a test");
        return;
    }
    setup.studyRows = std::move(split.train);
    setup.lockedRows = std::move(split.test);
}

void bindTestFile(StudySetup &setup, const Table &test, const TuneOptions &options)
{
    Rows rows;
    std::size_t unknown = 0;
    setup.testTarget = knownTarget(setup.schema, test.column(options.target), rows, unknown);
    setup.testFeatures = test.gathered(rows);
    bindTable(setup.schema,
              *setup.testFeatures); // refuses by name what does not fit, before the search
    if (unknown > 0)
        setup.notes.push_back(std::to_string(unknown) +
                              " rows of the test file have an unknown class and are left out");
}

/// What makes two rows different: the columns a Model sees, and the named group and time.
std::vector<std::string> comparedColumns(const StudySetup &setup, const TuneOptions &options)
{
    std::vector<std::string> names;
    for (const RawColumn &column : setup.schema.columns)
        if (column.used)
            names.push_back(column.name);
    for (const std::string *name : {&options.group, &options.time})
        if (!name->empty() && std::ranges::find(names, *name) == names.end())
            names.push_back(*name);
    return names;
}

/// Rows that stay on one side of every split: copies of one another, and groups. Empty = each for
/// itself.
std::vector<std::uint32_t> blocksOf(const Table &usable, StudySetup &setup,
                                    const TuneOptions &options)
{
    constexpr std::size_t kUsualFolds = 5;
    std::vector<std::uint32_t> blocks =
        equalRowBlocks(usable.withColumns(comparedColumns(setup, options)));
    const std::size_t kinds = *std::ranges::max_element(blocks) + std::size_t{1};
    const bool hasGroups = !options.group.empty();
    const EqualRows equal =
        judgeEqualRows(blocks, setup.target,
                       options.folds > 0 ? static_cast<std::size_t>(options.folds) : kUsualFolds);
    if (equal == EqualRows::TooFewKinds && !hasGroups)
        setup.notes.push_back("only " + std::to_string(kinds) + " of " +
                              std::to_string(blocks.size()) +
                              " rows are different: equal ones stand on both sides of every split, "
                              "so the scores tell of rows that were met before; name a group "
                              "column to keep rows together");
    if (equal != EqualRows::Copies || kinds == blocks.size())
        blocks.clear();
    return hasGroups ? joinBlocks(blocks, groupBlocks(usable.column(options.group))) : blocks;
}

void requireColumns(const Table &table, const TuneOptions &options)
{
    table.indexOf(options.target);
    for (const std::string &name : options.ignore)
        table.indexOf(name);
    for (const std::string *name : {&options.group, &options.time, &options.weight})
        if (!name->empty())
            table.indexOf(*name);
}

} // namespace

StudySetup prepareStudy(const Table &table, const std::optional<Table> &test,
                        const TuneOptions &options)
{
    if (options.target.empty())
        throw Error(ErrorCode::BadOption, "target", "name the column to predict");
    requireColumns(table, options);
    StudySetup setup;
    const Column &column = table.column(options.target);
    const bool classification = isClassification(column, options);
    if (!options.metric.empty()) // a wrong name is wrong whatever the classes are
        metricFromName(options.metric,
                       classification ? TaskKind::MultiClass : TaskKind::Regression);
    Rows rows;
    setup.target = makeTarget(column, classification, options.positive, rows);
    setup.metric = options.metric.empty() ? defaultMetric(setup.target.task)
                                          : metricFromName(options.metric, setup.target.task);
    if (rows.size() < kFewestRows)
        throw Error(ErrorCode::TooLittleData, options.target,
                    "only " + std::to_string(rows.size()) + " rows can be used; at least " +
                        std::to_string(kFewestRows) + " are needed");
    if (rows.size() < table.rows())
        setup.notes.push_back(std::to_string(table.rows() - rows.size()) +
                              " rows without a target are left out");
    const Table usable = rows.size() == table.rows() ? table : table.gathered(rows);
    std::vector<std::string> hidden = options.ignore;
    hidden.push_back(options.target);
    if (!options.group.empty())
        hidden.push_back(options.group);
    if (!options.weight.empty()) {
        setup.weights = weightsOf(usable.column(options.weight));
        hidden.push_back(options.weight);
    }
    if (!options.time.empty()) {
        setup.time = orderOf(usable.column(options.time));
        if (usable.column(options.time).type() != ColumnType::DateTime)
            hidden.push_back(options.time); // a bare row number can't be met again
    }
    setup.features = usable.withoutColumns(hidden);
    if (setup.features.columns() == 0)
        throw Error(ErrorCode::TooLittleData, options.target,
                    "there is no other column to predict it from");
    setup.schema = makeSchema(setup.features, setup.target);
    markUselessColumns(setup);
    if (std::ranges::none_of(setup.schema.columns, [](const RawColumn &c) { return c.used; }))
        throw Error(ErrorCode::TooLittleData, options.target,
                    "no column can be used to predict it; the others are empty, text, or differ in "
                    "every row");
    setup.blocks = blocksOf(usable, setup, options);
    setup.directions = directionsOf(setup.schema, options);
    setup.rowsHash = hashOf(setup.features, setup.target);
    lockTestRows(setup, options);
    if (options.test.kind == TestChoice::Kind::File && test)
        bindTestFile(setup, *test, options);
    return setup;
}

} // namespace leptune
