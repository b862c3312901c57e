// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph_builder.h"
#include "core/project/project.h"

#include <cmath>
#include <limits>

/// A project with a value in every field, hard ones among them, made without running a study.
namespace leptune::testing {

inline std::shared_ptr<const Model> smallModel(const std::string &name, float slope)
{
    Schema schema;
    schema.columns = {{"a", ColumnType::Numeric, true, true},
                      {"b", ColumnType::Numeric, true, true}};
    schema.target = "y";
    schema.task = TaskKind::Binary;
    schema.classes = {"no", "yes"};
    schema.positive = 1;
    GraphBuilder builder(schema);
    const NodeId both = builder.add(Concat{}, {builder.addColumn(0), builder.addColumn(1)});
    const NodeId filled = builder.add(Impute{{0.5F, -1.0F}}, {both});
    const NodeId score = builder.add(Dense{2, 1, {slope, -0.3F}, {0.1F}}, {filled});
    Graph graph = std::move(builder).finish(builder.add(Logistic{}, {score}));
    return std::make_shared<const Model>(name, schema, std::move(graph), 0.375F,
                                         std::map<std::string, std::string>{{"family", "linear"}});
}

inline StudyRecord richRecord()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    StudyRecord record;
    record.options.target = std::string("y\0\n\"\xff", 5);
    record.options.metric = "auc";
    record.options.seed = ~0ULL;
    record.options.folds = -3;
    record.options.families = {"linear", "", "Bäume"};
    record.options.test = {TestChoice::Kind::File, 0.1, "/tmp/with blank.csv", true};
    record.options.memoryBytes = infinite;
    record.options.stopEarly = true;
    record.options.experience = true;
    record.options.monotone = {{"a", 1}, {"", -1}};
    record.options.maxDrop = 0.02;
    record.options.costs = {5.0, 0.25, {{"fatal", 8.0}, {"größe, = :", 0.5}}};
    record.options.spaces = {
        {"forest", {{"trees", {20.0, 90.0, true, {}}}, {"bootstrap", {0.0, 0.0, false, {"yes"}}}}}};
    record.schema.columns = {{"a", ColumnType::DateTime, true, false},
                             {"", ColumnType::Boolean, false, true}};
    record.schema.target = "y";
    record.schema.task = TaskKind::Binary;
    record.schema.classes = {"no", "yes"};
    record.schema.positive = 0;
    record.metric = MetricKind::LogLoss;
    record.rows = 1ULL << 40;
    record.lockedRows = 7;
    record.folds = 5;
    record.seconds = 0.1 + 0.2;
    record.firstModelSeconds = -0.0;
    record.trials = std::numeric_limits<int>::max();
    record.failedTrials = 1;
    record.baselineValidation = -infinite;
    record.score = {nan, std::nextafter(1.0, 2.0), std::numeric_limits<double>::denorm_min(),
                    infinite};
    record.finished = record.refitted = true;
    record.best = "linear-1";
    record.single = "linear-2";
    const auto model = smallModel("linear-1", 0.7F);
    auto oof = std::make_shared<FloatMatrix>(3, 2);
    oof->values = {0.1F,
                   -0.0F,
                   std::numeric_limits<float>::quiet_NaN(),
                   std::numeric_limits<float>::infinity(),
                   0,
                   1};
    LeaderboardEntry first{
        .name = "linear-1",
        .kind = EntryKind::Bag,
        .family = "linear",
        .parent = "",
        .state = EntryState::Done,
        .reason = "first guess",
        .trial = 0,
        .validation = 0.5,
        .validationError = nan,
        .test = nan,
        .seconds = 1e-9,
        .finishedAt = 2,
        .rows = 3,
        .sizeBytes = 4,
        .latencyMicroseconds = 5.5,
        .parameters = {},
        .iterations = 12,
        .foldScores = {0.25, -0.0, 1e-300},
        .model = model,
        .oof = oof,
        .slices = {{"a \"class\"", 0.0, 0.0, 7, 0.5}, {"", -1.5, 2.5, 0, std::nan("")}}};
    first.parameters.set("rate", 0.1);
    first.parameters.set("depth", std::int64_t{-7});
    first.parameters.set("kernel", std::string("rbf"));
    first.parameters.set("limit", infinite);
    LeaderboardEntry second = first;
    second.name = "linear-2";
    second.kind = EntryKind::Compressed;
    second.parent = "linear-1";
    second.operations = 77;
    LeaderboardEntry failed;
    failed.name = "knn-3";
    failed.state = EntryState::Failed;
    failed.reason = "out of memory";
    LeaderboardEntry other = first;
    other.name = "linear-4";
    other.model = smallModel("linear-4", -2.0F);
    other.oof = std::make_shared<FloatMatrix>(0, 2);
    record.entries = {first, second, failed, other};
    record.bestCurve = {{0.5, nan, "linear-1"}, {1.5, -0.0, ""}};
    record.importance = {{"a", 0.25, nan}};
    record.notes = {"", "text column b is not used"};
    record.resultTruth.task = TaskKind::Binary;
    record.resultTruth.column = "y";
    record.resultTruth.classes = {"no", "yes"};
    record.resultTruth.positive = 1;
    record.resultTruth.values = {0, 1, 1};
    record.resultPrediction = FloatMatrix(3, 2);
    record.resultPrediction.values = {
        1, 0, 0.25F, 0.75F, std::numeric_limits<float>::quiet_NaN(), -0.0F};
    record.resultThreshold = 0.1F;
    record.dataRowsHash = 0xfedcba9876543210ULL;
    const auto state = std::make_shared<const std::vector<std::uint8_t>>(
        std::initializer_list<std::uint8_t>{0, 255, 10, 0});
    record.interrupted = {
        {-7, "nn-5", "nn", "", first.parameters, ~0ULL, 0.25, {state, nullptr, state}},
        {0, "", "", "why", {}, 0, 1.0, {}}};
    return record;
}

inline Table smallTable()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    return Table({Column::numeric("a", {1.5, nan, -0.0, std::numeric_limits<double>::infinity()}),
                  Column::dateTime("d", {0, 1e6, nan, -3.25}),
                  Column::coded("c", ColumnType::Categorical, {1, 0, -1, 1},
                                {"unused?", std::string("x\0y", 3), ""}),
                  Column::coded("t", ColumnType::Text, {-1, -1, -1, -1}, {}),
                  Column::pictures("p", {1, -1, 0, 1},
                                   std::make_shared<const PictureBlock>(PictureBlock{
                                       {2, 1, 3},
                                       {"cat/1.png", ""},
                                       {1, 2, 3, 4, 5, 6, 250, 251, 252, 253, 254, 255}}))});
}

inline Project richProject()
{
    Project project;
    project.data.path = "/data/\xc3\xa4.csv";
    project.data.bytes = 123;
    project.data.hash = ~1ULL;
    project.data.options.separator = ';';
    project.data.options.hasHeader = false;
    project.data.options.types = {{"a", ColumnType::Categorical}, {"b", ColumnType::DateTime}};
    project.data.options.only = {"a", "b"};
    project.table = smallTable();
    project.study = richRecord();
    project.history.endedAt = -5;
    project.history.earlier = {{1'700'000'000, 3, "b.csv", richRecord()}, {}};
    project.notes = std::string("Ask\0 the clinic\nabout \xc3\xa4", 24);
    return project;
}

} // namespace leptune::testing
