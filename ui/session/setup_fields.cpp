// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/setup_fields.h"

#include "core/metrics/metric.h"
#include "ui/charts/family_style.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::SetupFields)
};

QString listed(const std::vector<std::string> &names, const QString &none)
{
    QStringList words;
    for (const std::string &name : names)
        words << QString::fromStdString(name);
    return words.isEmpty() ? none : words.join(QStringLiteral(", "));
}

QString familiesText(const std::vector<std::string> &families)
{
    QStringList words;
    for (const std::string &family : families)
        words << familyStyle(family).title;
    return words.isEmpty() ? Words::tr("all") : words.join(QStringLiteral(", "));
}

QString directionsText(const std::map<std::string, int> &directions)
{
    QStringList words;
    for (const auto &[column, direction] : directions)
        words << (direction > 0 ? Words::tr("%1 rising") : Words::tr("%1 falling"))
                     .arg(QString::fromStdString(column));
    return words.isEmpty() ? Words::tr("free") : words.join(QStringLiteral(", "));
}

/// Those of classes that are not the usual 1.
QString classCostsText(const std::map<std::string, double> &costs)
{
    QStringList words;
    for (const auto &[name, cost] : costs)
        if (cost != 1.0)
            words << QStringLiteral("%1 %2").arg(QString::fromStdString(name), formatNumber(cost));
    return words.isEmpty() ? Words::tr("all alike") : words.join(QStringLiteral(", "));
}

QString costsText(const ErrorCosts &costs)
{
    if (!costs.ofClass.empty())
        return classCostsText(costs.ofClass);
    return costs.isGiven() ? Words::tr("a miss %1, a false alarm %2")
                                 .arg(formatNumber(costs.miss), formatNumber(costs.falseAlarm))
                           : Words::tr("all alike");
}

QString spacesText(const std::map<std::string, FamilySpace> &spaces)
{
    QStringList words;
    for (const auto &[family, space] : spaces)
        if (!space.empty())
            words << familyStyle(family).title;
    return words.isEmpty() ? Words::tr("the families' own")
                           : Words::tr("changed for %1").arg(words.join(QStringLiteral(", ")));
}

QString taskText(TaskChoice task)
{
    switch (task) {
    case TaskChoice::Classification:
        return Words::tr("choose an answer");
    case TaskChoice::Regression:
        return Words::tr("predict a number");
    default:
        return Words::tr("as the column reads");
    }
}

QString metricText(const std::string &name)
{
    for (const TaskKind task : {TaskKind::Binary, TaskKind::MultiClass, TaskKind::Regression})
        for (const MetricKind metric : metricsFor(task))
            if (metricName(metric) == name)
                return metricTitle(metric);
    return Words::tr("the usual one");
}

QString testText(const TestChoice &test)
{
    switch (test.kind) {
    case TestChoice::Kind::File:
        return QString::fromStdString(test.file);
    case TestChoice::Kind::None:
        return Words::tr("none");
    default:
        return formatPercent(test.share, 0);
    }
}

QString orWords(const std::string &value, const QString &words)
{
    return value.empty() ? words : QString::fromStdString(value);
}

QString numberOr(int value, const QString &words)
{
    return value <= 0 ? words : formatCount(static_cast<std::uint64_t>(value));
}

QString yesNo(bool yes)
{
    return yes ? Words::tr("yes") : Words::tr("no");
}

/// The one name that only `longer` has; empty where they differ otherwise.
std::string onlyNew(const std::vector<std::string> &shorter, const std::vector<std::string> &longer)
{
    if (longer.size() != shorter.size() + 1)
        return {};
    for (const std::string &name : longer)
        if (std::ranges::find(shorter, name) == shorter.end())
            return name;
    return {};
}

QString leftOutText(const TuneOptions &before, const TuneOptions &after)
{
    if (const std::string name = onlyNew(before.ignore, after.ignore); !name.empty())
        return Words::tr("leave out “%1”").arg(QString::fromStdString(name));
    if (const std::string name = onlyNew(after.ignore, before.ignore); !name.empty())
        return Words::tr("use “%1”").arg(QString::fromStdString(name));
    return Words::tr("columns that models may use");
}

} // namespace

std::vector<SetupField> differingFields(const TuneOptions &a, const TuneOptions &b)
{
    // Names every field: one that is added stops the build here, until it can be undone too.
    const auto &[target, task, metric, budgetSeconds, trials, threads, seed, folds, families,
                 ignore, group, time, weight, positive, test, refit, stopEarly, experience,
                 memoryBytes, maxModelBytes, maxLatencyMicroseconds, device, monotone, maxDrop,
                 costs, spaces] = a;
    const bool sameTest = test == b.test;
    const std::pair<SetupField, bool> same[] = {
        {SetupField::Target, target == b.target},
        {SetupField::Task, task == b.task},
        {SetupField::Metric, metric == b.metric},
        {SetupField::Budget, budgetSeconds == b.budgetSeconds},
        {SetupField::Trials, trials == b.trials},
        {SetupField::Families, families == b.families},
        {SetupField::LeftOut, ignore == b.ignore},
        {SetupField::Directions, monotone == b.monotone},
        {SetupField::Positive, positive == b.positive},
        {SetupField::Group, group == b.group},
        {SetupField::Time, time == b.time},
        {SetupField::Weight, weight == b.weight},
        {SetupField::Test, sameTest},
        {SetupField::Refit, refit == b.refit},
        {SetupField::Folds, folds == b.folds},
        {SetupField::Threads, threads == b.threads},
        {SetupField::Seed, seed == b.seed},
        {SetupField::Memory, memoryBytes == b.memoryBytes},
        {SetupField::ModelSize, maxModelBytes == b.maxModelBytes},
        {SetupField::Latency, maxLatencyMicroseconds == b.maxLatencyMicroseconds},
        {SetupField::Drop, maxDrop == b.maxDrop},
        {SetupField::Costs, costs == b.costs},
        {SetupField::Spaces, spaces == b.spaces},
        {SetupField::StopEarly, stopEarly == b.stopEarly},
        {SetupField::Experience, experience == b.experience},
        {SetupField::Device, device == b.device},
    };
    std::vector<SetupField> fields;
    for (const auto &[field, isSame] : same)
        if (!isSame)
            fields.push_back(field);
    return fields;
}

std::vector<SetupField> saidFields(const TuneOptions &usual, const TuneOptions &options)
{
    std::vector<SetupField> fields = differingFields(usual, options);
    std::erase(fields, SetupField::Target);
    std::erase(fields, SetupField::Budget);
    if (options.trials <= 0)
        fields.insert(fields.begin(), SetupField::Budget);
    fields.insert(fields.begin(), SetupField::Target);
    return fields;
}

QString fieldTitle(SetupField field)
{
    switch (field) {
    case SetupField::Target:
        return Words::tr("Predicted");
    case SetupField::Task:
        return Words::tr("Kind of task");
    case SetupField::Metric:
        return Words::tr("A good answer");
    case SetupField::Budget:
        return Words::tr("Time budget");
    case SetupField::Trials:
        return Words::tr("Number of trials");
    case SetupField::Families:
        return Words::tr("Families of models");
    case SetupField::LeftOut:
        return Words::tr("Columns left out");
    case SetupField::Directions:
        return Words::tr("Directions");
    case SetupField::Positive:
        return Words::tr("The answer that matters");
    case SetupField::Group:
        return Words::tr("Rows that belong together");
    case SetupField::Time:
        return Words::tr("Order in time");
    case SetupField::Weight:
        return Words::tr("Weight of a row");
    case SetupField::Test:
        return Words::tr("Rows for the final score");
    case SetupField::Refit:
        return Words::tr("Trained on all rows at the end");
    case SetupField::Folds:
        return Words::tr("Folds of cross-validation");
    case SetupField::Threads:
        return Words::tr("Workers");
    case SetupField::Seed:
        return Words::tr("Seed");
    case SetupField::Memory:
        return Words::tr("Memory for training");
    case SetupField::ModelSize:
        return Words::tr("Largest model");
    case SetupField::Latency:
        return Words::tr("Longest time a row");
    case SetupField::Drop:
        return Words::tr("What a smaller model may lose");
    case SetupField::Costs:
        return Words::tr("What wrong answers cost");
    case SetupField::Spaces:
        return Words::tr("Ranges of settings");
    case SetupField::StopEarly:
        return Words::tr("Stops early");
    case SetupField::Experience:
        return Words::tr("Learns from earlier runs");
    case SetupField::Device:
        return Words::tr("Networks train on");
    }
    return {};
}

QString fieldText(SetupField field, const TuneOptions &options)
{
    switch (field) {
    case SetupField::Target:
        return orWords(options.target, Words::tr("nothing yet"));
    case SetupField::Task:
        return taskText(options.task);
    case SetupField::Metric:
        return metricText(options.metric);
    case SetupField::Budget:
        return formatDuration(options.budgetSeconds);
    case SetupField::Trials:
        return numberOr(options.trials, Words::tr("as the time allows"));
    case SetupField::Families:
        return familiesText(options.families);
    case SetupField::LeftOut:
        return listed(options.ignore, Words::tr("none"));
    case SetupField::Directions:
        return directionsText(options.monotone);
    case SetupField::Positive:
        return orWords(options.positive, Words::tr("as it reads"));
    case SetupField::Group:
        return orWords(options.group, Words::tr("every row by itself"));
    case SetupField::Time:
        return orWords(options.time, Words::tr("none"));
    case SetupField::Weight:
        return orWords(options.weight, Words::tr("all rows alike"));
    case SetupField::Test:
        return testText(options.test);
    case SetupField::Refit:
        return yesNo(options.refit);
    case SetupField::Folds:
        return numberOr(options.folds, Words::tr("as the data need"));
    case SetupField::Threads:
        return numberOr(options.threads, Words::tr("one for every core"));
    case SetupField::Seed:
        return QString::number(options.seed);
    case SetupField::Memory:
        return options.memoryBytes > 0.0 ? formatBytes(options.memoryBytes)
                                         : Words::tr("60 % of the computer's");
    case SetupField::ModelSize:
        return options.maxModelBytes > 0.0 ? formatBytes(options.maxModelBytes)
                                           : Words::tr("any size");
    case SetupField::Latency:
        return options.maxLatencyMicroseconds > 0.0
                   ? formatMicroseconds(options.maxLatencyMicroseconds)
                   : Words::tr("any time");
    case SetupField::Drop:
        return options.maxDrop > 0.0 ? formatPercent(options.maxDrop) : Words::tr("the usual");
    case SetupField::Costs:
        return costsText(options.costs);
    case SetupField::Spaces:
        return spacesText(options.spaces);
    case SetupField::StopEarly:
        return yesNo(options.stopEarly);
    case SetupField::Experience:
        return yesNo(options.experience);
    case SetupField::Device:
        return options.device == "auto" ? Words::tr("whatever is faster")
                                        : QString::fromStdString(options.device).toUpper();
    }
    return {};
}

QString editText(const TuneOptions &before, const TuneOptions &after)
{
    const std::vector<SetupField> fields = differingFields(before, after);
    if (fields.empty())
        return {};
    // A new target takes task, metric and positive class along; the first field says it all.
    switch (fields.front()) {
    case SetupField::Target:
        return Words::tr("predict “%1”").arg(QString::fromStdString(after.target));
    case SetupField::Task:
        return taskText(after.task);
    case SetupField::LeftOut:
        return leftOutText(before, after);
    default:
        return QStringLiteral("%1: %2").arg(fieldTitle(fields.front()).toLower(),
                                            fieldText(fields.front(), after));
    }
}

bool isSliding(SetupField field)
{
    switch (field) {
    case SetupField::Budget:
    case SetupField::Folds:
    case SetupField::Threads:
    case SetupField::Seed:
    case SetupField::Memory:
    case SetupField::ModelSize:
    case SetupField::Latency:
    case SetupField::Drop:
    case SetupField::Costs:
        return true;
    default:
        return false;
    }
}

} // namespace leptune
