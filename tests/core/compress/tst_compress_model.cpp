// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/compress_model.h"

#include "core/base/error.h"
#include "core/compress/member_pruning.h"
#include "core/compress/method_space.h"
#include "core/compress/student.h"
#include "tests/support/small_study.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace leptune;
using namespace leptune::testing;

class TestCompressModel : public QObject {
    Q_OBJECT
private:
    SmallStudy m_study{TaskKind::Binary, 600, 8, {"linear", "boosting", "knn", "forest"}};
    Table m_table;
    StudyRecord m_record;

    CompressionResult compressed(CompressionOptions options = {}, const char *name = "best") const
    {
        if (options.candidates == 0)
            options.candidates = 12;
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
        QVERIFY(result.candidates.size() > 8);
    }
    void theChosenOneIsSmallerAndWithinTheDrop()
    {
        CompressionOptions options;
        options.limits.maxDrop = 0.1;
        const CompressionResult result = compressed(options);
        const CompressedCandidate &chosen = result.candidates[result.chosen];
        QVERIFY(result.chosen > 0);
        QVERIFY(chosen.point.drop <= 0.1);
        QVERIFY(chosen.point.bytes < result.candidates.front().point.bytes / 4);
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
    void lockedTargetsChooseNothing()
    {
        const CompressionResult before = compressed();
        StudyRecord record =
            m_record; // the rows of the test are found by the seed, not by their targets
        QCOMPARE(record.lockedRows > 0, true);
        QVERIFY(std::isfinite(before.originalTest));
        QVERIFY(std::isfinite(before.chosenTest));
        QCOMPARE(before.originalTest, m_record.score.test);
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
        const CompressionResult result = compressed(options);
        StudyRecord record = m_record;
        addToLeaderboard(record, result, 3);
        QCOMPARE(record.entries.size(), m_record.entries.size() + 3);
        const LeaderboardEntry &line = record.entryFor(result.candidates[result.chosen].name);
        QCOMPARE(line.kind, EntryKind::Compressed);
        QCOMPARE(line.parent, m_record.best);
        QVERIFY(std::isfinite(line.test));
        addToLeaderboard(record, result, 2); // in place of the earlier ones
        QCOMPARE(record.entries.size(), m_record.entries.size() + 2);
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
