// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/compress_page.h"

#include "core/project/project.h"
#include "tests/support/heartbeat.h"
#include "tests/support/small_study.h"
#include "tests/support/ui_sandbox.h"
#include "ui/compress/before_after_table.h"
#include "ui/compress/front_chart.h"
#include "ui/compress/limit_fields.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/recent_files.h"
#include "ui/use/use_page.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <tuple>

using namespace leptune;
using namespace leptune::testing;

namespace {

constexpr int kPatience = 60'000;
constexpr double kMostWork = 100.0; // milliseconds

/// Something that is worth a line of the leaderboard.
bool hasFound(const CompressionResult &result)
{
    return std::ranges::count(result.candidates, true, [](const CompressedCandidate &candidate) {
               return candidate.pareto && !candidate.method.empty();
           }) > 0;
}

std::size_t compressedLines(const StudyRecord &record)
{
    return static_cast<std::size_t>(
        std::ranges::count(record.entries, EntryKind::Compressed, &LeaderboardEntry::kind));
}

} // namespace

/// From a project with a finished study to a smaller model that Use offers.
class TestCompressPage : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    Project m_project;

    QString stored(const QString &name, const Project &project) const
    {
        const QString path = m_sandbox.path(name);
        saveProject(project, path.toStdString());
        return path;
    }
    static void open(Session &session, const QString &path)
    {
        session.open(path);
        QTRY_VERIFY_WITH_TIMEOUT(session.hasData(), kPatience);
    }
    /// A line that loses half a percent of the gain for half the size, one that loses five for a
    /// tenth.
    Project withTwoLines() const
    {
        Project project = m_project;
        StudyRecord &record = project.study;
        const LeaderboardEntry original = record.entryFor("best");
        const double best = compressionOf(record, "best").candidates.front().validation;
        for (const auto &[name, drop, share] :
             {std::tuple("half", 0.005, 2), {"tenth", 0.05, 10}}) {
            LeaderboardEntry line = original;
            line.name = name;
            line.kind = EntryKind::Compressed;
            line.parent = original.name;
            line.validation = best - drop * (best - record.baselineValidation);
            line.sizeBytes = original.sizeBytes / static_cast<std::uint64_t>(share);
            line.test = line.validationError = std::nan("");
            record.entries.push_back(line);
        }
        return project;
    }
    static void setField(CompressPage &page, const char *name, double value)
    {
        page.findChild<QDoubleSpinBox *>(QLatin1String(name))->setValue(value);
    }
    static QString text(const CompressPage &page, const char *name)
    {
        return page.findChild<QLabel *>(QLatin1String(name))->text();
    }
    /// Runs for so long; true where it has ended well.
    static bool compress(Session &session, CompressPage &page, int seconds)
    {
        page.findChild<QSpinBox *>(QStringLiteral("compressSeconds"))->setValue(seconds);
        QSignalSpy finished(&session.compression(), &CompressionController::finished);
        page.primaryAction()->trigger();
        return session.compression().isRunning() && finished.wait(kPatience);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        const SmallStudy study{TaskKind::Binary, 600, 8, {"linear", "boosting", "knn"}};
        m_project.table = tableOf(study);
        m_project.study = runSmall(study);
    }

    void saysWhatWillAppear()
    {
        Session session;
        CompressPage page(session);
        QCOMPARE(page.progress(), Page::Progress::Empty);
        QVERIFY(!page.primaryAction()->isEnabled());
        auto *empty = page.findChild<EmptyState *>();
        QVERIFY(empty->isVisibleTo(&page));
        QVERIFY(empty->accessibleDescription().contains(QStringLiteral("Tune page")));
    }

    void candidatesAppearWhileTheWindowAnswers()
    {
        Session session;
        CompressPage page(session);
        page.resize(1100, 700);
        page.show();
        open(session, stored(QStringLiteral("front.leptune"), m_project));
        QCOMPARE(page.progress(), Page::Progress::Current);
        QCOMPARE(page.findChild<QComboBox *>(QStringLiteral("compressModel"))->currentData(),
                 QVariant(QStringLiteral("best")));
        QSignalSpy grown(&session.compression(), &CompressionController::progressed);
        Heartbeat heart;
        heart.start();
        page.findChild<QSpinBox *>(QStringLiteral("compressSeconds"))->setValue(6);
        page.primaryAction()->trigger();
        QCOMPARE(page.progress(), Page::Progress::Current);
        QCOMPARE(page.primaryAction()->text(), QStringLiteral("Stop && keep"));
        QVERIFY(!page.findChild<QPushButton *>(QStringLiteral("useThisOne"))->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!session.compression().isRunning(), kPatience);
        QVERIFY(grown.size() > 2);
        QVERIFY2(heart.worstWorkMilliseconds() < kMostWork,
                 qPrintable(QString::number(heart.worstWorkMilliseconds())));
        QCOMPARE(page.progress(), Page::Progress::Done);
        QVERIFY(page.result().candidates.size() > 2);
        QCOMPARE(page.findChild<FrontChart *>()->points().size(), page.result().candidates.size());
        QVERIFY(text(page, "costSentence").contains(QStringLiteral("smaller")) ||
                page.shownPlace() == 0);
        QVERIFY(
            page.findChild<BeforeAfterTable *>(QStringLiteral("compressComparison"))->rowCount() >=
            7); // two classes among them
        QTRY_VERIFY(
            page.shownPlace() == 0 ||
            page.findChild<BeforeAfterTable *>(QStringLiteral("compressChanges"))->rowCount() > 2);
        QVERIFY(!session.hasUnsavedChanges()); // it is in the project already
    }

    void theFrontIsThereAgainWhenTheProjectIsOpened()
    {
        Session session;
        CompressPage page(session);
        open(session, m_sandbox.path(QStringLiteral("front.leptune")));
        QVERIFY(page.result().candidates.size() > 1);
        QCOMPARE(page.progress(), Page::Progress::Done);
        QCOMPARE(page.result().candidates.size(), compressedLines(session.study().record()) + 1);
        // What each class loses, too.
        QVERIFY(!page.findChild<QLabel *>(QStringLiteral("slicesUnknown"))->isVisibleTo(&page));
        QVERIFY(
            page.findChild<BeforeAfterTable *>(QStringLiteral("compressComparison"))->rowCount() >=
            7);
    }

    void aLimitMovesTheRecommendationWithoutARun()
    {
        Session session;
        CompressPage page(session);
        page.resize(1100, 700);
        page.show();
        open(session, stored(QStringLiteral("limits.leptune"), withTwoLines()));
        QCOMPARE(page.result().candidates.size(), std::size_t{3});
        QCOMPARE(page.shownPlace(), std::size_t{1}); // within one percent
        setField(page, "limitDrop", 100.0);
        QCOMPARE(page.shownPlace(), std::size_t{2});
        setField(page, "limitDrop", 0.0);
        QCOMPARE(page.shownPlace(), std::size_t{0});
        QVERIFY(text(page, "limitRemark").contains(QStringLiteral("the original does")));
        // The line of the chart does the same as the field.
        auto *chart = page.findChild<FrontChart *>();
        for (int i = 0; i < 100 && page.shownPlace() != 2; ++i)
            QTest::keyClick(chart, Qt::Key_Up);
        QCOMPARE(page.shownPlace(), std::size_t{2});
        QVERIFY(page.findChild<LimitFields *>()->limits().maxDrop > 0.01);
        setField(page, "limitSize", 0.001);
        QVERIFY(text(page, "limitRemark").contains(QStringLiteral("Nothing that was found")));
        QVERIFY(!session.compression().isRunning());
    }

    void useOffersTheOneThatIsChosen()
    {
        Session session;
        CompressPage page(session);
        UsePage use(session);
        open(session, m_sandbox.path(QStringLiteral("front.leptune")));
        setField(page, "limitDrop", 100.0);
        const std::string name = page.result().candidates[page.shownPlace()].name;
        QSignalSpy next(&page, &Page::nextRequested);
        page.findChild<QPushButton *>(QStringLiteral("useThisOne"))->click();
        QCOMPARE(next.size(), 1);
        const StudyRecord &record = session.study().record();
        QCOMPARE(record.entryFor(use.chosenModel().toStdString()).name, name);
    }

    void whatWasChosenIsThereAgainWhenTheProjectIsOpened()
    {
        const QString path = stored(QStringLiteral("kept.leptune"), withTwoLines());
        RecentFile file;
        file.path = path;
        RecentFiles::add(file);
        {
            Session session;
            CompressPage page(session);
            UsePage use(session);
            open(session, path);
            setField(page, "limitDrop", 100.0);
            page.findChild<QPushButton *>(QStringLiteral("useThisOne"))->click();
            QCOMPARE(use.chosenModel(), QStringLiteral("tenth"));
        }
        Session session;
        CompressPage page(session);
        UsePage use(session);
        open(session, path);
        QCOMPARE(use.chosenModel(), QStringLiteral("tenth"));
        QCOMPARE(page.findChild<LimitFields *>()->limits().maxDrop, 1.0);
        open(session, stored(QStringLiteral("other.leptune"), withTwoLines()));
        QTRY_COMPARE(use.chosenModel(), QStringLiteral("best"));
        QCOMPARE(page.findChild<LimitFields *>()->limits().maxDrop, FrontLimits{}.maxDrop);
    }

    void tablesSayWhatTheyAreForBeforeARun()
    {
        Session session;
        CompressPage page(session);
        open(session, stored(QStringLiteral("before.leptune"), m_project));
        for (const char *name : {"compressComparison", "compressChanges"})
            QVERIFY(page.findChild<BeforeAfterTable *>(QLatin1String(name))
                        ->accessibleDescription()
                        .contains(QStringLiteral("after a run")));
    }

    void aPickedOneIsSpokenOfAndUsed()
    {
        Session session;
        CompressPage page(session);
        UsePage use(session);
        page.resize(1100, 700);
        page.show();
        open(session, stored(QStringLiteral("pick.leptune"), m_project));
        QVERIFY(compress(session, page, 6));
        const auto &candidates = page.result().candidates;
        const auto pale = std::ranges::find(candidates, false, &CompressedCandidate::pareto);
        const auto place = pale == candidates.end()
                               ? candidates.size() - 1
                               : static_cast<std::size_t>(pale - candidates.begin());
        const std::string name = candidates[place].name;
        Q_EMIT page.findChild<FrontChart *>()->candidatePicked(static_cast<int>(place));
        QCOMPARE(page.shownPlace(), place);
        page.findChild<QPushButton *>(QStringLiteral("useThisOne"))->click();
        const StudyRecord &record = session.study().record();
        QVERIFY(record.find(name));
        QCOMPARE(record.entryFor(use.chosenModel().toStdString()).name, name);
    }

    void stopKeepsWhatWasFound()
    {
        Session session;
        CompressPage page(session);
        open(session, stored(QStringLiteral("stop.leptune"), m_project));
        page.findChild<QSpinBox *>(QStringLiteral("compressSeconds"))->setValue(600);
        page.primaryAction()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(hasFound(page.result()), kPatience);
        page.primaryAction()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!session.compression().isRunning(), kPatience);
        QCOMPARE(page.progress(), Page::Progress::Done);
        QVERIFY(compressedLines(session.study().record()) > 0);
        const Project saved =
            loadProject(m_sandbox.path(QStringLiteral("stop.leptune")).toStdString());
        QCOMPARE(compressedLines(saved.study), compressedLines(session.study().record()));
    }

    void whatEndsAtOnceKeepsWhatHasCome()
    {
        Session session;
        CompressPage page(session);
        open(session, stored(QStringLiteral("end.leptune"), m_project));
        session.startCompression({"best", {}, 600.0});
        QTRY_VERIFY_WITH_TIMEOUT(hasFound(page.result()), kPatience);
        session.compression().end();
        QVERIFY(!session.compression().isRunning());
        QVERIFY(compressedLines(session.study().record()) > 0);
        QVERIFY(session.hasUnsavedChanges());
    }

    void anotherRunKeepsWhatAnEarlierOneFound()
    {
        Session session;
        CompressPage page(session);
        open(session, stored(QStringLiteral("again.leptune"), withTwoLines()));
        session.startCompression({"best", {}, 600.0});
        QTRY_VERIFY_WITH_TIMEOUT(page.result().candidates.size() > 3, kPatience);
        session.compression().end();
        for (const char *name : {"half", "tenth"})
            QVERIFY2(
                std::ranges::find(page.result().candidates, name, &CompressedCandidate::name) !=
                    page.result().candidates.end(),
                name);
    }

    void tooLittleTimeIsSaid()
    {
        Session session;
        CompressPage page(session);
        open(session, stored(QStringLiteral("short.leptune"), m_project));
        QSignalSpy finished(&session.compression(), &CompressionController::finished);
        session.startCompression({"best", {}, 0.0});
        QVERIFY(finished.wait(kPatience));
        QVERIFY2(text(page, "costSentence").contains(QStringLiteral("Nothing was ready")),
                 qPrintable(text(page, "costSentence")));
        QCOMPARE(page.progress(), Page::Progress::Current);
    }

    void anErrorIsShownOnThePage()
    {
        Project broken = m_project;
        for (LeaderboardEntry &entry : broken.study.entries)
            entry.oof.reset();
        Session session;
        CompressPage page(session);
        open(session, stored(QStringLiteral("broken.leptune"), broken));
        QSignalSpy failed(&session.compression(), &CompressionController::failed);
        page.primaryAction()->trigger();
        QVERIFY(failed.wait(kPatience));
        const auto *message = page.findChild<MessageBar *>();
        QVERIFY2(message->text().contains(QStringLiteral("validation score")),
                 qPrintable(message->text()));
        QCOMPARE(page.progress(), Page::Progress::Failed);
        QVERIFY(page.primaryAction()->isEnabled());
    }

    void aModelThatWasFittedAnewMakesTheFrontStale()
    {
        Session session;
        CompressPage page(session);
        open(session, m_sandbox.path(QStringLiteral("front.leptune")));
        StudyRecord record = session.study().record();
        for (LeaderboardEntry &entry : record.entries)
            if (entry.kind != EntryKind::Compressed)
                entry.finishedAt += 1.0;
        session.study().setRecord(record);
        QCOMPARE(page.progress(), Page::Progress::Stale);
        QVERIFY(text(page, "compressState").contains(QStringLiteral("earlier fit")));
    }

    void everyControlHasANameToBeSpoken()
    {
        Session session;
        CompressPage page(session);
        for (const char *name : {"limitDrop", "limitSize", "limitTime", "compressSeconds",
                                 "compressModel", "frontChart", "compressComparison"})
            QVERIFY2(!page.findChild<QWidget *>(QLatin1String(name))->accessibleName().isEmpty(),
                     name);
    }
};

QTEST_MAIN(TestCompressPage)
#include "tst_compress_page.moc"
