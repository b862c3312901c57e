// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/record_json.h"

#include <QTest>

#include <limits>
#include <nlohmann/json.hpp>

using namespace leptune;
using Json = nlohmann::ordered_json;

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

LeaderboardEntry entry(const std::string &name, double validation,
                       EntryState state = EntryState::Done)
{
    LeaderboardEntry line;
    line.name = name;
    line.family = "linear";
    line.validation = validation;
    line.test = kUnknown;
    line.state = state;
    return line;
}

StudyRecord record()
{
    StudyRecord study;
    study.schema.task = TaskKind::MultiClass;
    study.metric = MetricKind::LogLoss;
    study.rows = 100;
    study.seconds = 1.5;
    study.firstModelSeconds = 0.25;
    study.trials = 3;
    study.failedTrials = 1;
    study.baselineValidation = 1.1;
    study.score = {0.4, kUnknown, kUnknown, std::numeric_limits<double>::infinity()};
    study.entries = {entry("bad", 0.9), entry("broken", 0.0, EntryState::Failed),
                     entry("cut", kUnknown, EntryState::Stopped), entry("good", 0.4),
                     entry("twin", 0.4)};
    study.entries[1].reason = "out of \xff memory";
    study.entries[3].parameters.set("rate", 0.5);
    study.entries[3].parameters.set("depth", std::int64_t{3});
    study.entries[3].parameters.set("kernel", std::string("rbf"));
    study.entries[3].sizeBytes = 1234;
    study.entries[3].latencyMicroseconds = 2.5;
    study.entries[3].parent = "bad";
    study.best = "good";
    return study;
}

std::vector<std::string> keysOf(const Json &object)
{
    std::vector<std::string> keys;
    for (const auto &item : object.items())
        keys.push_back(item.key());
    return keys;
}

using Keys = std::vector<std::string>;

// Outside the class: moc can't read raw strings in macros.
const std::string kParameters = R"({"depth":3,"kernel":"rbf","rate":0.5})";
const std::string kEvaluation =
    R"({"rows":5,"metric":"auc","scores":{"accuracy":0.8,"auc":null},)"
    R"("classes":[{"label":"no","precision":0.5,"recall":null,"f1":0.25,"rows":3}],)"
    R"("confusion":[[1,2],[0,2]]})";
const std::string kProfile =
    R"({"rows":9,"columns":[{"name":"a","type":"date","missing":1,"distinct":4,)"
    R"("warnings":["id"]}],"warnings":["2 rows repeat.","a: All different."]})";

} // namespace

class TestRecordJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void summaryHoldsTheKeysOfTheContract()
    {
        const std::string text = tuneJson(record());
        QVERIFY(text.find('\n') == std::string::npos);
        const Json json = Json::parse(text);
        QCOMPARE(keysOf(json),
                 (Keys{"task", "metric", "rows", "seconds", "first_model_seconds", "trials",
                       "failed_trials", "baseline", "score", "best", "models"}));
        QCOMPARE(keysOf(json["score"]), (Keys{"validation", "test", "low", "high"}));
        QCOMPARE(keysOf(json["best"]),
                 (Keys{"name", "family", "parameters", "size_bytes", "latency_us"}));
        QCOMPARE(json["task"].get<std::string>(), std::string("multiclass"));
        QCOMPARE(json["metric"].get<std::string>(), std::string("logloss"));
        QCOMPARE(json["baseline"]["validation"].get<double>(), 1.1);
        QCOMPARE(json["best"]["parameters"].dump(), kParameters);
        QCOMPARE(json["best"]["size_bytes"].get<int>(), 1234);
    }

    void unknownIsNull()
    {
        const Json json = Json::parse(tuneJson(record()));
        for (const char *key : {"test", "low", "high"})
            QVERIFY(json["score"][key].is_null());
        StudyRecord empty;
        empty.baselineValidation = kUnknown;
        const Json nothing = Json::parse(tuneJson(empty));
        QVERIFY(nothing["best"].is_null());
        QVERIFY(nothing["first_model_seconds"].is_null());
        QVERIFY(nothing["baseline"]["validation"].is_null());
        QVERIFY(nothing["models"].is_array() && nothing["models"].empty());
    }

    void leaderboardIsRankedWithFailedOnesLast()
    {
        const Json models = Json::parse(leaderboardJson(record()));
        Keys names;
        for (const Json &model : models)
            names.push_back(model["name"]);
        QCOMPARE(names, (Keys{"good", "twin", "bad", "cut", "broken"}));
        StudyRecord other = record();
        other.metric = MetricKind::Auc;
        QCOMPARE(rankedEntries(other)[0]->name, std::string("bad"));
        QVERIFY(models == Json::parse(tuneJson(record()))["models"]);
    }

    void ofEqualScoresTheSmallerModelComesFirst()
    {
        StudyRecord study = record();
        study.entries.push_back(entry("tiny", 0.4));
        study.entries.back().sizeBytes = 500;
        Keys names;
        for (const LeaderboardEntry *line : rankedEntries(study))
            names.push_back(line->name);
        // "twin" has no Model: its size is unknown.
        QCOMPARE(names, (Keys{"tiny", "good", "twin", "bad", "cut", "broken"}));
    }

    void everyLineHoldsTheKeysOfTheContract()
    {
        const Json models = Json::parse(leaderboardJson(record()));
        for (const Json &model : models)
            QCOMPARE(keysOf(model), (Keys{"name", "kind", "family", "parent", "state", "reason",
                                          "validation", "validation_error", "test", "seconds",
                                          "rows", "size_bytes", "latency_us", "parameters"}));
        QCOMPARE(models[0]["kind"].get<std::string>(), std::string("bag"));
        QCOMPARE(models[0]["parent"].get<std::string>(), std::string("bad"));
        QVERIFY(models[0]["reason"].is_null());
        QVERIFY(models[1]["size_bytes"].is_null() && models[1]["latency_us"].is_null());
        QVERIFY(models[4]["validation"].is_null());
        QCOMPARE(models[4]["state"].get<std::string>(), std::string("failed"));
        QCOMPARE(models[4]["reason"].get<std::string>(), std::string("out of \xef\xbf\xbd memory"));
    }

    void evaluationHoldsScoresClassesAndConfusion()
    {
        Evaluation evaluation;
        evaluation.rows = 5;
        evaluation.metric = MetricKind::Auc;
        evaluation.scores = {{MetricKind::Accuracy, 0.8}, {MetricKind::Auc, kUnknown}};
        evaluation.classes = {{"no", 0.5, kUnknown, 0.25, 3}};
        evaluation.confusion = {{1, 2}, {0, 2}};
        QCOMPARE(evaluationJson(evaluation), kEvaluation);
        QVERIFY(Json::parse(evaluationJson({}))["classes"].empty());
    }

    void profileHoldsColumnsAndWarnings()
    {
        Profile profile;
        profile.rows = 9;
        profile.warnings = {"2 rows repeat."};
        ColumnProfile column;
        column.name = "a";
        column.type = ColumnType::DateTime;
        column.missing = 1;
        column.distinct = 4;
        column.warnings = {{ColumnWarning::IdLike, "All different."}};
        profile.columns = {column};
        QCOMPARE(profileJson(profile), kProfile);
    }
};

QTEST_GUILESS_MAIN(TestRecordJson)
#include "tst_record_json.moc"
