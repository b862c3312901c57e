// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/compress_model.h"

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/compress/member_pruning.h"
#include "core/compress/method_space.h"
#include "core/compress/student.h"
#include "tests/support/made_tables.h"
#include "tests/support/small_study.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

using namespace leptune;
using namespace leptune::testing;

namespace {

/// Leaves everything as it is.
class Nothing final : public CompressionMethod {
public:
    std::string name() const override { return "nothing"; }
    SearchSpace space() const override { return SearchSpace({Parameter::integer("idle", 0, 1)}); }
    std::vector<Configuration> ladder() const override { return {{}}; }
    std::optional<Graph> apply(const CompressionPart &part, const Configuration &,
                               const std::function<bool()> &) const override
    {
        return part.graph;
    }
};

} // namespace

class TestCompressModel : public QObject {
    Q_OBJECT
private:
    SmallStudy m_study{TaskKind::Binary, 600, 8, {"linear", "boosting", "knn", "forest"}};
    Table m_table;
    StudyRecord m_record;

    /// yes and no exchanged.
    static Table withTargetsSwapped(const Table &table)
    {
        const Column &answers = table.column("answer");
        std::vector<std::string> texts;
        for (const std::int32_t code : answers.codes())
            texts.emplace_back(
                answers.dictionary()[static_cast<std::size_t>(code)] == "yes" ? "no" : "yes");
        std::vector<Column> columns;
        for (std::size_t i = 0; i + 1 < table.columns(); ++i)
            columns.push_back(table.column(i));
        columns.push_back(Column::fromTexts("answer", ColumnType::Boolean, texts));
        return Table(std::move(columns));
    }
    static CompressionOptions counted()
    {
        CompressionOptions options;
        options.candidates = 6;
        return options;
    }
    CompressionResult compressed(CompressionOptions options = {}, const char *name = "best") const
    {
        if (options.candidates == 0)
            options.candidates = 6;
        return compressModel(m_record, name, m_table, std::nullopt, options);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_table = tableOf(m_study);
        m_record = runSmall(m_study);
        QVERIFY(m_record.find("ensemble") != nullptr);
    }
    void theOriginalIsACandidateWithoutADrop()
    {
        const CompressionResult result = compressed();
        QCOMPARE(result.candidates.front().name, m_record.best);
        QCOMPARE(result.candidates.front().point.drop, 0.0);
        QCOMPARE(result.candidates.size(), std::size_t{7});
    }
    void theChosenOneIsSmallerAndWithinTheDrop()
    {
        CompressionOptions options;
        options.limits.maxDrop = 0.1;
        const CompressionResult result = compressed(options, "ensemble");
        const CompressedCandidate &chosen = result.candidates[result.chosen];
        QVERIFY(result.chosen > 0);
        QVERIFY(chosen.point.drop <= 0.1);
        QVERIFY(chosen.point.bytes < result.candidates.front().point.bytes / 2);
        QCOMPARE(chosen.point.bytes, chosen.model->sizeBytes());
        QCOMPARE(chosen.model->predict(m_table).labels.size(), m_table.rows());
    }
    void countedCandidatesAreTheSameWithAnyNumberOfThreads()
    {
        CompressionOptions options;
        options.threads = 1;
        const CompressionResult one = compressed(options);
        options.threads = 2;
        const CompressionResult two = compressed(options);
        QCOMPARE(one.candidates.size(), two.candidates.size());
        for (std::size_t i = 0; i < one.candidates.size(); ++i) {
            QCOMPARE(one.candidates[i].name, two.candidates[i].name);
            QCOMPARE(one.candidates[i].validation, two.candidates[i].validation);
            QCOMPARE(one.candidates[i].point.bytes, two.candidates[i].point.bytes);
        }
    }
    void theLockedRowsScoreTheChosenOne()
    {
        const CompressionResult result = compressed();
        QCOMPARE(result.originalTest, m_record.score.test);
        QVERIFY(std::isfinite(result.chosenTest));
    }
    void targetsOfTheTestChooseNothing()
    {
        SmallStudy study = m_study;
        study.test = binaryTable(200, 5);
        const StudyRecord record = runSmall(study);
        const CompressionResult result =
            compressModel(record, "best", m_table, study.test, counted());
        const CompressionResult swapped =
            compressModel(record, "best", m_table, withTargetsSwapped(*study.test), counted());
        QCOMPARE(swapped.chosen, result.chosen);
        for (std::size_t i = 0; i < result.candidates.size(); ++i) {
            QCOMPARE(swapped.candidates[i].validation, result.candidates[i].validation);
            QCOMPARE(swapped.candidates[i].point.bytes, result.candidates[i].point.bytes);
        }
        QVERIFY(swapped.chosenTest < result.chosenTest);
    }
    void anEndBeforeAnythingIsMadeIsSaid()
    {
        std::stop_source stop;
        stop.request_stop();
        CompressionOptions options;
        options.stop = stop.get_token();
        QVERIFY_THROWS_EXCEPTION(Error, compressed(options));
    }
    void theFrontBecomesLinesOfTheLeaderboard()
    {
        CompressionOptions options;
        options.limits.maxDrop = 0.1;
        const CompressionResult result = compressed(options, "ensemble");
        StudyRecord record = m_record;
        std::size_t wanted = 0;
        for (std::size_t i = 1; i < result.candidates.size(); ++i)
            wanted += result.candidates[i].pareto || i == result.chosen || i == result.tested;
        QVERIFY(wanted > 0);
        addToLeaderboard(record, result);
        QCOMPARE(record.entries.size(), m_record.entries.size() + wanted);
        const LeaderboardEntry &line = record.entryFor(result.candidates[result.chosen].name);
        QCOMPARE(line.kind, EntryKind::Compressed);
        QCOMPARE(line.parent, result.original.name);
        QVERIFY(std::isfinite(line.test));
        addToLeaderboard(record, result, 1); // in place of the earlier ones
        QCOMPARE(record.entries.size(), m_record.entries.size() + 1);
    }
    void whatLosesLittleAndIsSmallerBecomesTheSmallest()
    {
        const CompressionResult result = compressed();
        StudyRecord record = m_record;
        addToLeaderboard(record, result);
        const LeaderboardEntry &smallest = record.entryFor("smallest");
        for (const CompressedCandidate &candidate : result.candidates)
            if (candidate.pareto && candidate.point.drop <= kDropLimit)
                QVERIFY2(smallest.sizeBytes <= candidate.point.bytes, candidate.name.c_str());
        CompressionResult nothing = result; // a later run that finds nothing takes the lines away
        nothing.candidates.resize(1);
        nothing.chosen = 0;
        addToLeaderboard(record, nothing);
        QCOMPARE(record.entryFor("smallest").kind == EntryKind::Compressed, false);
    }
    void aCompressedModelIsCompressedAgainFromItsParent()
    {
        const CompressionResult result = compressed();
        StudyRecord record = m_record;
        addToLeaderboard(record, result);
        CompressionOptions options;
        options.candidates = 4;
        const std::string name = record.entries.back().name;
        QCOMPARE(record.entries.back().kind, EntryKind::Compressed);
        QCOMPARE(compressModel(record, name, m_table, std::nullopt, options).original.name,
                 m_record.best);
    }
    void aDropHasTheErrorOfThePairedRows()
    {
        const CompressionResult result = compressed({}, "ensemble");
        QCOMPARE(result.candidates.front().point.dropError, 0.0);
        for (std::size_t i = 1; i < result.candidates.size(); ++i) {
            const double error = result.candidates[i].point.dropError;
            QVERIFY2(error > 0.0 && error < 0.3, qPrintable(QString::number(error)));
        }
    }
    void whatIsLeftAsItIsLosesNothing()
    {
        for (const char *name : {"ensemble", "best"}) { // the second one's folds are its parent's
            const CompressionSubject subject = takeUp(m_record, name, m_table, std::nullopt, 2);
            const Nothing nothing;
            const auto outcomes = runCandidates(subject, {{&nothing, {}}}, 2, [] { return false; });
            QCOMPARE(outcomes.front().score, subject.originalScore());
            QCOMPARE(outcomes.front().error, 0.0);
        }
    }
    void aHopelessCandidateGetsOneFoldOnly()
    {
        const CompressionSubject subject = takeUp(m_record, "ensemble", m_table, std::nullopt, 2);
        const auto student = makeStudent(subject, 0);
        const CandidateRequest good{student.get(), student->ladder().front()};
        const CandidateRequest poor{student.get(), student->ladder().back()};
        int asked = 0;
        const auto outcomes = runCandidates(
            subject, {good, poor}, 1, [] { return false; },
            [&](const Graph &graph, double difference, double error) {
                ++asked;
                return graph.nodes.size() > 0 && difference < 1.0 && error > 0.0 && asked == 2;
            });
        QCOMPARE(asked, 2);
        QVERIFY(outcomes[0].graph.has_value() && !outcomes[0].isHopeless);
        QVERIFY(!outcomes[1].graph.has_value() && outcomes[1].isHopeless);
        const auto whole = runCandidates(subject, {good}, 1, [] { return false; });
        QCOMPARE(outcomes[0].score, whole[0].score);
    }
    void allOfItKeepsToItsTime()
    {
        CompressionOptions options;
        options.mostSeconds = 4.0;
        const Stopwatch watch;
        const CompressionResult result =
            compressModel(m_record, "ensemble", m_table, std::nullopt, options);
        QVERIFY2(watch.seconds() < 4.5, qPrintable(QString::number(watch.seconds())));
        QVERIFY(result.candidates.size() > 1);
    }
    void fewerMembersAreChosenForEveryPartAlike()
    {
        const CompressionSubject subject = takeUp(m_record, "ensemble", m_table, std::nullopt, 2);
        const auto pruning = makeMemberPruning(subject);
        QVERIFY(pruning != nullptr);
        Configuration one;
        one.set("members", std::int64_t{1});
        const auto outcome =
            runCandidates(subject, {{pruning.get(), one}}, 2, [] { return false; });
        QVERIFY(outcome.front().graph.has_value());
        QCOMPARE(takeApart(*outcome.front().graph, EntryKind::Bag).members.size(), std::size_t{1});
        double best = -1e9; // one member scores as the best of them does
        for (const LeaderboardEntry &entry : m_record.entries)
            if (entry.model && entry.parent.empty() && entry.kind != EntryKind::Ensemble)
                best = std::max(best, toScore(m_record.metric, entry.validation));
        QVERIFY(std::abs(outcome.front().score - best) < 0.01);
    }
    void aModelOfOneMemberHasNoneToPrune()
    {
        const auto linear = std::ranges::find_if(m_record.entries, [](const auto &entry) {
            return entry.family == "linear" && entry.model && entry.parent.empty();
        });
        QVERIFY(linear != m_record.entries.end());
        QVERIFY(!makeMemberPruning(takeUp(m_record, linear->name, m_table, std::nullopt, 2)));
    }
    void methodsAreOneConditionalSpace()
    {
        const CompressionSubject subject = takeUp(m_record, "ensemble", m_table, std::nullopt, 2);
        const auto student = makeStudent(subject, 0);
        const auto pruning = makeMemberPruning(subject);
        const MethodSpace space({student.get(), pruning.get()});
        RandomStream random(1);
        for (int i = 0; i < 20; ++i) {
            const Configuration drawn = space.space().sample(random);
            const CandidateRequest request = space.request(drawn);
            request.method->space().validate(request.parameters);
            QVERIFY(space.joined(request) == drawn);
        }
        for (const CandidateRequest &request : space.ladder())
            space.space().validate(space.joined(request));
        QCOMPARE(space.ladder().size(), student->ladder().size() + pruning->ladder().size());
    }
    void classesShowWhatTheyLose()
    {
        const CompressionResult result = compressed();
        for (const CompressedCandidate &candidate : result.candidates) {
            QCOMPARE(candidate.slices.size(), std::size_t{2});
            QCOMPARE(candidate.slices[1].label, m_record.schema.classes[1]);
            QCOMPARE(candidate.slices[0].rows + candidate.slices[1].rows, std::uint64_t{480});
            QVERIFY(candidate.slices[0].value > 0.5);
        }
    }
    void progressTellsOfTheOriginalFirst()
    {
        std::vector<std::size_t> sizes;
        CompressionOptions options;
        options.progress = [&](const CompressionResult &soFar) {
            sizes.push_back(soFar.candidates.size());
            QVERIFY(soFar.candidates[soFar.chosen].pareto);
        };
        const CompressionResult result = compressed(options);
        std::vector<std::size_t> wanted(result.candidates.size());
        std::iota(wanted.begin(), wanted.end(), std::size_t{1});
        QVERIFY(sizes == wanted);
    }
    void theLeaderboardGivesTheFrontBack()
    {
        const CompressionResult result = compressed();
        StudyRecord record = m_record;
        addToLeaderboard(record, result);
        const CompressionResult again = compressionOf(record, "best");
        QCOMPARE(again.original.name, result.original.name);
        QCOMPARE(again.chosenTest, result.chosenTest);
        QCOMPARE(again.candidates[again.tested].name, result.candidates[result.tested].name);
        QCOMPARE(again.candidates[again.chosen].name, result.candidates[result.chosen].name);
        for (const CompressedCandidate &candidate : again.candidates) {
            const auto made =
                std::ranges::find(result.candidates, candidate.name, &CompressedCandidate::name);
            QVERIFY(made != result.candidates.end());
            QCOMPARE(candidate.method, made->method);
            QVERIFY(std::abs(candidate.point.drop - made->point.drop) < 1e-9);
            const auto place = static_cast<std::size_t>(made - result.candidates.begin());
            QVERIFY(made->pareto || place == 0 || place == result.chosen);
        }
        QCOMPARE(compressionOf(m_record, "best").candidates.size(), std::size_t{1});
    }
    void aScoreAndItsDropAreEachOther()
    {
        const CompressionResult result = compressed();
        for (const CompressedCandidate &candidate : result.candidates)
            QVERIFY(std::abs(validationAt(result, candidate.point.drop) - candidate.validation) <
                    1e-9);
    }
    void linesOfAModelThatWasFittedAnewAreOutdated()
    {
        StudyRecord record = m_record;
        addToLeaderboard(record, compressed());
        const std::string name = record.entries.back().name;
        QVERIFY(!isOutdated(record, *record.find(name)));
        for (LeaderboardEntry &entry : record.entries)
            if (entry.name == record.best)
                entry.finishedAt += 1.0;
        QVERIFY(isOutdated(record, *record.find(name)));
        std::erase_if(record.entries, [&](const auto &entry) { return entry.name == record.best; });
        QVERIFY(isOutdated(record, *record.find(name)));
    }
    void anotherRunTakesNothingAway()
    {
        const CompressionResult first = compressed();
        StudyRecord record = m_record;
        addToLeaderboard(record, first);
        CompressionResult second = first; // that found one, under a name of its own
        second.candidates.resize(2);
        second.candidates[1].name = "another";
        second.tested = 0;
        addEarlier(second, record, {});
        for (const LeaderboardEntry &entry : record.entries)
            if (entry.kind == EntryKind::Compressed)
                QVERIFY(std::ranges::any_of(second.candidates, [&](const auto &candidate) {
                    return candidate.name == entry.name && candidate.model == entry.model;
                }));
        QCOMPARE(second.candidates[1].name, std::string("another"));
        const std::size_t joined = second.candidates.size();
        addEarlier(second, record, {});
        QCOMPARE(second.candidates.size(), joined);
    }
    void anotherChoiceKeepsTheTestOfTheOneThatWasScored()
    {
        CompressionResult result = compressed();
        const std::string scored = result.candidates[result.tested].name;
        result.chosen = result.chosen == 1 ? 2 : 1;
        StudyRecord record = m_record;
        addToLeaderboard(record, result, 2);
        QVERIFY(std::isnan(record.find(result.candidates[result.chosen].name)->test));
        QCOMPARE(record.find(scored)->test, result.chosenTest);
    }
    void jsonHasTheContractsKeys()
    {
        const auto json = nlohmann::json::parse(compressionJson(compressed()));
        for (const char *key : {"original", "chosen", "candidates"})
            QVERIFY2(json.contains(key), key);
        for (const char *key : {"name", "validation", "drop", "size_bytes", "latency_us", "pareto"})
            QVERIFY2(json["candidates"][0].contains(key), key);
    }
};

QTEST_GUILESS_MAIN(TestCompressModel)
#include "tst_compress_model.moc"
