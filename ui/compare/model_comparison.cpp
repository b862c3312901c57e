// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/model_comparison.h"

#include "ui/charts/family_style.h"
#include "ui/models/entry_words.h"
#include "ui/shared/format.h"
#include "ui/shared/parameter_words.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ModelComparison)
};

using Entries = std::vector<LeaderboardEntry>;

QString unknown()
{
    return QStringLiteral("–");
}

QString iterationsText(const LeaderboardEntry &entry)
{
    if (entry.iterations <= 0)
        return unknown();
    const bool epochs = familyStyle(entry.family).learnsInEpochs;
    return epochs ? Words::tr("%n epoch(s)", nullptr, entry.iterations)
                  : Words::tr("%n round(s)", nullptr, entry.iterations);
}

void addFacts(Comparison &comparison, const Entries &entries, MetricKind metric)
{
    const auto add = [&](const QString &title, const auto &text) {
        addRow(comparison, entries, title, text);
    };
    using E = LeaderboardEntry;
    add(Words::tr("Family"), [](const E &e) { return familyStyle(e.family).title; });
    add(Words::tr("State"), outcomeWords);
    add(metricTitle(metric), [](const E &e) { return scoreErrorText(e.validation, foldError(e)); });
    add(Words::tr("On unseen rows"), [](const E &e) { return scoreText(e.test); });
    add(Words::tr("Time"), [](const E &e) { return formatDuration(e.seconds); });
    add(Words::tr("Size"), [](const E &e) {
        return e.sizeBytes > 0 ? formatBytes(static_cast<double>(e.sizeBytes)) : unknown();
    });
    add(Words::tr("Time a row"), [](const E &e) {
        return e.latencyMicroseconds > 0.0 ? formatMicroseconds(e.latencyMicroseconds) : unknown();
    });
    add(Words::tr("Rows learned from"),
        [](const E &e) { return e.rows > 0 ? formatCount(e.rows) : unknown(); });
    add(Words::tr("Rounds or epochs"), iterationsText);
    add(Words::tr("Made from"),
        [](const E &e) { return e.parent.empty() ? unknown() : QString::fromStdString(e.parent); });
}

void addFolds(Comparison &comparison, const Entries &entries)
{
    constexpr std::size_t kMostFolds = 10;
    std::size_t folds = 0;
    for (const LeaderboardEntry &entry : entries)
        folds = std::max(folds, entry.foldScores.size());
    for (std::size_t fold = 0; fold < std::min(folds, kMostFolds); ++fold)
        addRow(comparison, entries, Words::tr("Fold %1").arg(fold + 1),
               [fold](const LeaderboardEntry &entry) {
                   return fold < entry.foldScores.size() ? scoreText(entry.foldScores[fold])
                                                         : unknown();
               });
}

void addSettings(Comparison &comparison, const Entries &entries)
{
    std::set<std::string> names;
    for (const LeaderboardEntry &entry : entries)
        for (const auto &[name, value] : entry.parameters.values())
            names.insert(name);
    for (const std::string &name : names)
        addRow(comparison, entries, parameterTitle(name), [&name](const LeaderboardEntry &entry) {
            for (const auto &[own, value] : entry.parameters.values())
                if (own == name)
                    return parameterWords(value);
            return unknown();
        });
}

/// Of the first over the second, in the direction in which scores get better.
struct Lead {
    double mean = 0.0;
    double error = 0.0; ///< standard error over folds; NaN: they share none
};

Lead leadOf(const LeaderboardEntry &first, const LeaderboardEntry &second, MetricKind metric)
{
    const auto better = [metric](double a, double b) {
        return toScore(metric, a) - toScore(metric, b);
    };
    const std::size_t folds = first.foldScores.size();
    if (folds < 2 || folds != second.foldScores.size())
        return {better(first.validation, second.validation), std::nan("")};
    Lead lead;
    for (std::size_t fold = 0; fold < folds; ++fold)
        lead.mean +=
            better(first.foldScores[fold], second.foldScores[fold]) / static_cast<double>(folds);
    double squares = 0.0;
    for (std::size_t fold = 0; fold < folds; ++fold)
        squares +=
            std::pow(better(first.foldScores[fold], second.foldScores[fold]) - lead.mean, 2.0);
    lead.error = std::sqrt(squares / static_cast<double>(folds - 1) / static_cast<double>(folds));
    return lead;
}

QString leadWords(const Lead &lead, const QString &best, const QString &next, std::size_t folds)
{
    constexpr double kClear = 2.0; // standard errors
    const QString size = figureText(lead.mean, 3);
    if (std::isnan(lead.error))
        return Words::tr("“%1” does best, %2 better than “%3” in cross-validation.")
            .arg(best, size, next);
    if (lead.mean <= kClear * lead.error)
        return Words::tr("“%1” and “%2” can't be told apart: over the same %3 folds they differ by "
                         "%4 ± %5.")
            .arg(best, next, formatCount(folds), size, figureText(lead.error, 2));
    return Words::tr("“%1” does best: over the same %2 folds it is %3 ± %4 better than “%5”.")
        .arg(best, formatCount(folds), size, figureText(lead.error, 2), next);
}

void judge(Comparison &comparison, const Entries &entries, MetricKind metric)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (entries[i].state == EntryState::Done && std::isfinite(entries[i].validation))
            order.push_back(i);
    if (order.size() < 2) {
        comparison.verdict = Words::tr("Fewer than two of them have a score.");
        return;
    }
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t i) { return toScore(metric, entries[i].validation); });
    const LeaderboardEntry &best = entries[order[0]], &next = entries[order[1]];
    comparison.comparable = true;
    comparison.best = static_cast<int>(order[0]);
    comparison.verdict =
        leadWords(leadOf(best, next, metric), comparison.names[comparison.best],
                  comparison.names[static_cast<int>(order[1])], best.foldScores.size());
}

} // namespace

Comparison compareModels(const std::vector<LeaderboardEntry> &entries, MetricKind metric)
{
    Comparison comparison;
    for (const LeaderboardEntry &entry : entries)
        comparison.names << QString::fromStdString(entry.name);
    addFacts(comparison, entries, metric);
    addSettings(comparison, entries);
    addFolds(comparison, entries);
    judge(comparison, entries, metric);
    return comparison;
}

} // namespace leptune
