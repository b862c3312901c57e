// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/revealed.h"

#include "core/project/project_bytes.h"
#include "tests/core/project/rich_project.h"

#include <QTest>

#include <algorithm>

using namespace leptune;

namespace {

/// Looks a word up, then asks the row of it that is nearest.
std::shared_ptr<const Model> neighbourModel()
{
    Schema schema;
    schema.columns = {{"city", ColumnType::Categorical, false, true}};
    schema.target = "y";
    GraphBuilder builder(schema);
    const NodeId code =
        builder.add(LookUp{{"Lima", "Oslo"}, {}, {0.0F, 1.0F}}, {builder.addColumn(0)});
    const NodeId answer =
        builder.add(Neighbours{1, 1, 1, false, {0.0F, 1.0F}, {5.0F, 7.0F}}, {code});
    return std::make_shared<const Model>("knn-9", schema, std::move(builder).finish(answer));
}

bool contains(const std::vector<std::uint8_t> &bytes, const std::string &word)
{
    return std::ranges::search(bytes, word).begin() != bytes.end();
}

} // namespace

class TestRevealed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatModelsAndResultsHoldOfTheData()
    {
        Project project = testing::richProject();
        LeaderboardEntry entry;
        entry.name = "knn-9";
        entry.model = neighbourModel();
        project.study.entries.push_back(entry);
        const Revealed revealed = revealedBy(project);
        QCOMPARE(revealed.columns, (std::vector<std::string>{"a", "", "y"}));
        QCOMPARE(revealed.classes, (std::vector<std::string>{"no", "yes"}));
        QCOMPARE(revealed.categories, (std::set<std::string>{"Lima", "Oslo"}));
        QCOMPARE(revealed.rowKeepers, std::vector<std::string>{"knn-9"});
        QCOMPARE(revealed.answeredRows, std::size_t(3));
        QCOMPARE(revealed.predictedRows, std::size_t(3));
        QCOMPARE(revealed.path, project.data.path);
        QVERIFY(revealed.hasNotes);
    }

    void aStopEndsTheLooking()
    {
        Project project = testing::richProject();
        LeaderboardEntry entry;
        entry.name = "knn-9";
        entry.model = neighbourModel();
        project.study.entries = {entry};
        std::stop_source stop;
        QVERIFY(!revealedBy(project, stop.get_token()).rowKeepers.empty());
        stop.request_stop();
        QVERIFY(revealedBy(project, stop.get_token()).rowKeepers.empty());
    }

    void nothingIsRevealedByAnEmptyProject()
    {
        const Project nothing;
        const Revealed revealed = revealedBy(nothing);
        QVERIFY(revealed.columns.empty() && revealed.categories.empty() && !revealed.hasNotes);
    }

    void rowsAndPathStayAtHome()
    {
        const Project project = testing::richProject();
        const Project bare = withoutData(project);
        const auto bytes = projectBytes(bare.data, nullptr, bare.study, bare.notes, bare.history);
        QVERIFY(!contains(bytes, "cat/1.png")); // a cell
        QVERIFY(!contains(bytes, "/data/") && !contains(bytes, "/tmp/"));
        const Project loaded = projectFromBytes(bytes, "p");
        QVERIFY(!loaded.table);
        QCOMPARE(loaded.data.path, std::string("\xc3\xa4.csv"));
        QCOMPARE(loaded.study.options.test.file, std::string("with blank.csv"));
        QCOMPARE(loaded.study.entries.size(), project.study.entries.size());
        QCOMPARE(loaded.notes, project.notes);
        QVERIFY(loaded.history.earlier.empty());
    }
};

QTEST_GUILESS_MAIN(TestRevealed)
#include "tst_revealed.moc"
