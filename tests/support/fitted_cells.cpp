// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fitted_cells.h"

#include "core/base/parallel.h"
#include "core/learners/registry.h"
#include "core/neural/engine.h"
#include "tests/core/learners/fit_harness.h"
#include "tests/support/sample_parts.h"

#include <algorithm>
#include <set>

namespace leptune::samples {
namespace {

constexpr std::size_t kRows = 320;

struct Kind {
    const char *name;
    std::vector<Columns> columns;
};
const std::vector<Kind> &kinds()
{
    static const std::vector<Kind> all{{"numbers", {Width, Size, Code, Spare}},
                                       {"all kinds", {Width, Size, Color, Code, When, Flag}},
                                       {"pictures", {Photo}}};
    return all;
}

const char *taskOf(int classes)
{
    return classes == 0 ? "numbers" : classes == 2 ? "two classes" : "three classes";
}

/// What there is to learn of a row: 0 to 4.
double signalOf(const Table &all, const std::vector<Columns> &columns, std::size_t row)
{
    if (columns.front() == Photo) {
        const Column &photos = all.column(Photo);
        const auto place = static_cast<std::size_t>(photos.codes()[row]);
        return photos.pictures()->picture(place)[0] / 64.0;
    }
    const double code = all.column(Code).numbers()[row];
    return (std::isfinite(code) ? code : 1.5) + (all.column(Color).codes()[row] == 1 ? 1.0 : 0.0);
}

harness::Data dataOf(const Kind &kind, int classes)
{
    const Table all = table(kRows, 5);
    std::vector<Column> columns;
    for (const Columns place : kind.columns)
        columns.push_back(all.column(place));
    Target target = harness::targetOf(classes);
    RandomStream random(6);
    for (std::size_t row = 0; row < kRows; ++row) {
        const double score = signalOf(all, kind.columns, row) + 0.3 * random.normal();
        const int label = std::clamp(static_cast<int>(score + 0.5), 0, std::max(classes - 1, 0));
        target.values.push_back(classes == 0 ? static_cast<float>(20.0 + 3.0 * score)
                                             : static_cast<float>(label));
    }
    return harness::makeData(Table(columns), std::move(target));
}

/// Enough epochs for answers that differ, where there are epochs.
Configuration quick(const Learner &learner, const DataShape &shape)
{
    constexpr std::int64_t kEpochs = 100;
    Configuration configuration = learner.defaults(shape).front();
    if (configuration.has("epochs"))
        configuration.set("epochs", kEpochs);
    return configuration;
}

bool needsModule(const Learner &learner)
{
    static const std::set<std::string> networks{"nn", "realmlp", "cnn"};
    return networks.contains(learner.name());
}

void fit(FittedCell &cell, const Learner &learner, const Kind &kind, int classes)
{
    const harness::Data data = dataOf(kind, classes);
    const DataShape shape = harness::shapeOf(data.train);
    if (!learner.isMadeFor(shape) || !learner.whyNot(shape).empty())
        return;
    FitContext context;
    context.seed = 1;
    const auto predictor = learner.fit(data.train, data.validation, quick(learner, shape), context);
    if (!predictor)
        return;
    const Schema &schema = data.study->schema();
    cell.model =
        std::make_shared<const Model>(cell.name(), schema, *harness::graphOf(*predictor, schema));
    cell.rows = data.study->batch().gathered(data.train.rows());
}

} // namespace

std::vector<FittedCell> fittedCells()
{
    struct Task {
        const Learner *learner;
        const Kind *kind;
        int classes;
    };
    std::vector<Task> tasks;
    std::vector<FittedCell> cells;
    for (const Learner *learner : allLearners()) {
        if (needsModule(*learner) && !neural::moduleIsThere())
            continue;
        for (const Kind &kind : kinds())
            for (const int classes : {0, 2, 3}) {
                tasks.push_back({learner, &kind, classes});
                cells.push_back({learner->name(), taskOf(classes), kind.name, nullptr, {}});
            }
    }
    parallelFor(cells.size(), 2, [&](std::size_t i) {
        fit(cells[i], *tasks[i].learner, *tasks[i].kind, tasks[i].classes);
    });
    std::erase_if(cells, [](const FittedCell &cell) { return !cell.model; });
    return cells;
}

} // namespace leptune::samples
