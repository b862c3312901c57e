// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/record_samples.h"

#include "core/base/random.h"
#include "core/model/graph_builder.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune::testing {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> classesOf(TaskKind task)
{
    if (task == TaskKind::Binary)
        return {"no", "yes"};
    if (task == TaskKind::MultiClass)
        return {"north", "east", "south, far"};
    return {};
}

Schema sampleSchema(TaskKind task)
{
    Schema schema;
    schema.columns = {{"width", ColumnType::Numeric, true, true},
                      {"height", ColumnType::Numeric, true, true}};
    schema.target = "answer";
    schema.task = task;
    schema.classes = classesOf(task);
    schema.positive = task == TaskKind::Binary ? 1 : -1;
    return schema;
}

MetricKind metricOf(TaskKind task)
{
    return task == TaskKind::Regression ? MetricKind::Rmse
           : task == TaskKind::Binary   ? MetricKind::Auc
                                        : MetricKind::LogLoss;
}

/// The class or number that a row has, noise included.
double truthOf(TaskKind task, double width, double height, RandomStream &random)
{
    const double noise = random.normal();
    if (task == TaskKind::Regression)
        return 30.0 + 4.0 * width - 2.5 * height + 2.0 * noise;
    if (task == TaskKind::Binary)
        return 2.0 * width - height + 0.8 * noise > 0.6 ? 1.0 : 0.0;
    const double angle = std::atan2(height + 0.3 * noise, width + 0.3 * random.normal());
    return angle > 1.0 ? 0.0 : angle > -1.0 ? 1.0 : 2.0;
}

LeaderboardEntry trialEntry(const StudyRecord &record, const RecordWishes &wishes, int trial,
                            RandomStream &random)
{
    static const char *const kFamilies[] = {"baseline", "linear", "boosting", "forest",
                                            "knn",      "svm",    "nn"};
    LeaderboardEntry entry;
    entry.trial = trial;
    entry.family = trial < 7 ? kFamilies[trial] : kFamilies[2 + random.below(5)];
    entry.name = entry.family + "-" + std::to_string(trial);
    const bool regression = wishes.task == TaskKind::Regression;
    const double gain = trial == 0 ? 0.0 : 1.0 - std::exp(-0.12 * trial) + 0.15 * random.uniform();
    entry.validation = regression                        ? 6.2 - 3.6 * gain
                       : wishes.task == TaskKind::Binary ? std::min(0.97, 0.5 + 0.4 * gain)
                                                         : 1.09 - 0.7 * gain;
    entry.validationError = 0.01 * std::abs(entry.validation);
    entry.test = kUnknown;
    entry.seconds = 0.2 + 4.0 * random.uniform();
    entry.finishedAt = 0.8 + 2.2 * trial + random.uniform();
    entry.rows = record.rows * 4 / 5;
    entry.sizeBytes =
        static_cast<std::uint64_t>(600.0 * std::exp(0.28 * trial * random.uniform() + 2.0));
    entry.latencyMicroseconds = 0.4 + 30.0 * random.uniform();
    entry.reason =
        trial < 7 ? "a good first try of this family" : "looks promising after what was tried";
    entry.parameters.set("learning_rate", 0.03 + 0.1 * random.uniform());
    entry.parameters.set("depth", static_cast<std::int64_t>(3 + random.below(6)));
    entry.iterations = entry.family == "boosting" ? 180 : 0;
    if (trial % 11 == 10) {
        entry.state = EntryState::Failed;
        entry.validation = kUnknown;
        entry.reason = "the kernel matrix would need 3.1 GB; lower max_features";
        entry.sizeBytes = 0;
    }
    return entry;
}

void addEntries(StudyRecord &record, const RecordWishes &wishes)
{
    RandomStream random(11);
    double best = -std::numeric_limits<double>::infinity();
    for (int trial = 0; trial < wishes.trials; ++trial) {
        LeaderboardEntry entry = trialEntry(record, wishes, trial, random);
        if (entry.state == EntryState::Failed)
            ++record.failedTrials;
        else if (wishes.withModels && trial > 0)
            entry.model = sampleModel(wishes.task, entry.name);
        const double score = toScore(record.metric, entry.validation);
        if (entry.state == EntryState::Done && score > best) {
            best = score;
            record.single = entry.name;
            record.bestCurve.push_back({entry.finishedAt, entry.validation, entry.name});
        }
        record.entries.push_back(entry);
    }
    LeaderboardEntry ensemble;
    ensemble.name = ensemble.family = "ensemble";
    ensemble.kind = EntryKind::Ensemble;
    ensemble.validation = toMetric(record.metric, best + 0.02 * std::abs(best));
    ensemble.validationError = 0.004;
    ensemble.test = record.score.test;
    ensemble.seconds = 0.4;
    ensemble.finishedAt = record.seconds - 1.0;
    ensemble.rows = record.rows;
    ensemble.sizeBytes = 64200;
    ensemble.latencyMicroseconds = 2.1;
    ensemble.reason = "5 models weighted by out-of-fold score";
    if (wishes.withModels)
        ensemble.model = sampleModel(wishes.task, "ensemble");
    record.entries.push_back(ensemble);
    record.best = "ensemble";
    record.smallest = "linear-1";
    record.bestCurve.push_back({ensemble.finishedAt, ensemble.validation, ensemble.name});
    record.score.validation = ensemble.validation;
}

} // namespace

Table sampleTable(TaskKind task, std::size_t rows)
{
    RandomStream random(5);
    std::vector<double> width(rows), height(rows), numbers(rows);
    std::vector<std::string> labels(rows);
    const std::vector<std::string> classes = classesOf(task);
    for (std::size_t row = 0; row < rows; ++row) {
        width[row] = random.normal();
        height[row] = random.normal();
        numbers[row] = truthOf(task, width[row], height[row], random);
        if (!classes.empty())
            labels[row] = classes[static_cast<std::size_t>(numbers[row])];
    }
    std::vector<Column> columns{Column::numeric("width", width), Column::numeric("height", height)};
    columns.push_back(classes.empty()
                          ? Column::numeric("answer", numbers)
                          : Column::fromTexts("answer", ColumnType::Categorical, labels));
    return Table(std::move(columns));
}

std::shared_ptr<const Model> sampleModel(TaskKind task, const std::string &name)
{
    const Schema schema = sampleSchema(task);
    GraphBuilder builder(schema);
    const NodeId features = builder.add(Concat{}, {builder.addColumn(0), builder.addColumn(1)});
    NodeId output = 0;
    if (task == TaskKind::Regression)
        output = builder.add(Dense{2, 1, {4.0F, -2.5F}, {30.0F}}, {features});
    else if (task == TaskKind::Binary)
        output =
            builder.add(Logistic{}, {builder.add(Dense{2, 1, {4.0F, -2.0F}, {-1.2F}}, {features})});
    else
        output = builder.add(
            Softmax{},
            {builder.add(Dense{2, 3, {-0.5F, 3.0F, -0.5F, 2.5F, 0.0F, -2.5F}, {0.0F, 0.8F, 0.0F}},
                         {features})});
    return std::make_shared<const Model>(name, schema, std::move(builder).finish(output));
}

StudyRecord sampleRecord(const RecordWishes &wishes)
{
    StudyRecord record;
    record.options.target = "answer";
    record.schema = sampleSchema(wishes.task);
    record.metric = metricOf(wishes.task);
    record.lockedRows = wishes.locked ? wishes.rows : 0;
    record.rows = wishes.locked ? 5 * wishes.rows : wishes.rows;
    record.folds = 5;
    record.seconds = 60.4;
    record.firstModelSeconds = 0.9;
    record.trials = wishes.trials;
    record.finished = true;
    record.refitted = wishes.locked;

    const Table table = sampleTable(wishes.task, wishes.rows);
    std::vector<std::uint32_t> rows;
    record.resultTruth =
        makeTarget(table.column("answer"), wishes.task != TaskKind::Regression,
                   wishes.task == TaskKind::Binary ? "yes" : "", rows);
    Prediction answers = sampleModel(wishes.task, "sample")->predict(table);
    if (wishes.task == TaskKind::Regression) {
        record.resultPrediction = FloatMatrix(wishes.rows, 1);
        record.resultPrediction.values = answers.numbers;
    } else {
        // The table's classes come in order of appearance, the Model's in the schema's.
        const std::vector<std::string> &wanted = record.resultTruth.classes;
        record.resultPrediction = FloatMatrix(wishes.rows, wanted.size());
        for (std::size_t c = 0; c < wanted.size(); ++c) {
            const auto &known = record.schema.classes;
            const auto from = static_cast<std::size_t>(
                std::find(known.begin(), known.end(), wanted[c]) - known.begin());
            for (std::size_t row = 0; row < wishes.rows; ++row)
                record.resultPrediction.at(row, c) = answers.probabilities.at(row, from);
        }
        record.schema.positive = record.resultTruth.positive;
    }
    const Scored scored{record.resultTruth, record.resultPrediction, 0.5F, {}};
    const Interval range = bootstrapInterval(record.metric, scored, 1);
    record.score = {0.0, wishes.locked ? evaluateMetric(record.metric, scored) : kUnknown,
                    range.low, range.high};
    addEntries(record, wishes);
    record.baselineValidation = record.entries.front().validation;
    record.importance = {{"height", 0.102, 0.011}, {"width", 0.231, 0.018}};
    record.notes = {"text column comment is not used",
                    "12 rows without a target cell were dropped"};
    return record;
}

} // namespace leptune::testing
