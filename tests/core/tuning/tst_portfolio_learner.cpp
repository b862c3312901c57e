// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/portfolio_learner.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/learners/registry.h"
#include "core/metalearn/ranking.h"
#include "core/tuning/cpu_limit.h"
#include "core/tuning/portfolio_candidates.h"
#include "core/tuning/portfolio_table.h"
#include "tests/support/made_tables.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>

using namespace leptune;

namespace {

void writeTable(const QString &folder, const QString &name, const Table &table, const char *task,
                const char *target, const char *more = "")
{
    QDir(folder).mkpath(name);
    QByteArray csv;
    for (std::size_t row = 0; row <= table.rows(); ++row) {
        for (std::size_t column = 0; column < table.columns(); ++column) {
            const Column &cells = table.column(column);
            csv += column > 0 ? "," : "";
            csv += (row == 0 ? cells.name() : cells.text(row - 1)).c_str();
        }
        csv += '\n';
    }
    QFile data(folder + u'/' + name + u'/' + name + QStringLiteral(".csv"));
    QFile meta(folder + u'/' + name + QStringLiteral("/meta.json"));
    if (!data.open(QIODevice::WriteOnly) || data.write(csv) != csv.size() ||
        !meta.open(QIODevice::WriteOnly))
        qFatal("can't write the tables");
    meta.write(QByteArray("{\"task\": \"") + task + "\", \"target\": \"" + target + "\"" + more +
               "}");
}

/// What must not depend on the clock: candidates, scores and error products.
QString comparable(const Portfolio &portfolio)
{
    Portfolio plain = portfolio;
    plain.provenance.clear();
    for (MeasuredTable &table : plain.tables)
        table.seconds.assign(table.seconds.size(), 1.0);
    return QString::fromStdString(portfolioText(plain));
}

} // namespace

class TestPortfolioLearner : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString m_tables;

    PortfolioLearnOptions options(const char *output) const
    {
        PortfolioLearnOptions options;
        options.folder = m_tables.toStdString();
        options.output = m_folder.filePath(QLatin1String(output)).toStdString();
        options.families = {"linear", "knn"};
        options.configurations = 7;
        options.version = "test";
        options.date = "2026-03-01";
        return options;
    }
    std::string pathOf(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_tables = m_folder.filePath(QStringLiteral("tables"));
        writeTable(m_tables, QStringLiteral("answers"), testing::binaryTable(150, 1), "binary",
                   "answer");
        writeTable(m_tables, QStringLiteral("more"), testing::binaryTable(180, 2), "binary",
                   "answer");
        writeTable(m_tables, QStringLiteral("corners"), testing::multiClassTable(160, 3),
                   "multiclass", "corner");
        writeTable(m_tables, QStringLiteral("values"), testing::regressionTable(140, 4),
                   "regression", "value");
        writeTable(m_tables, QStringLiteral("pictures"), testing::binaryTable(50, 5), "binary",
                   "answer", ", \"modality\": \"image\"");
        writeTable(m_tables, QStringLiteral("leaky"), testing::binaryTable(50, 5), "binary",
                   "answer", ", \"single_col_leaks\": [\"a\"]");
        writeTable(m_tables, QStringLiteral("tiny"), testing::binaryTable(8, 5), "binary",
                   "answer");
    }

    void measuresAndWritesAPortfolio()
    {
        std::vector<std::string> lines;
        PortfolioLearnOptions wanted = options("p.json");
        wanted.report = [&](const std::string &line) { lines.push_back(line); };
        const PortfolioLearned learned = learnPortfolio(wanted);
        QCOMPARE(learned.portfolio.tables.size(), std::size_t{4});
        QCOMPARE(learned.rows, std::size_t{28});
        QCOMPARE(learned.missing, std::size_t{0});
        QCOMPARE(lines.size(), std::size_t{4});
        QCOMPARE(learned.notes.size(), std::size_t{3}); // pictures, leaky, tiny
        const auto bytes = readWholeFile(pathOf("p.json"));
        const Portfolio read = portfolioFromText({bytes.begin(), bytes.end()}, "p.json");
        QCOMPARE(comparable(read), comparable(learned.portfolio));
        QVERIFY(read.provenance.find("2026-03-01") != std::string::npos);
        for (const MeasuredTable &table : read.tables) {
            QVERIFY(table.candidates.size() >= 2);
            QVERIFY(*std::ranges::max_element(table.scores) > table.constantScore);
            QVERIFY(table.features.landmarks.contains("linear"));
        }
    }

    void scoresAreTheStudysOutOfFoldScores()
    {
        std::vector<std::string> notes;
        const auto sources = findTables(m_tables.toStdString(), {"values"}, notes);
        const PreparedTable table = prepareTable(sources.front(), 10'000, 0, {});
        QCOMPARE(table.head.fits, 10); // two repeats of five folds below 500 rows
        const PortfolioLearned learned = learnPortfolio(options("p.json"));
        for (const MeasuredTable &measured : learned.portfolio.tables) {
            if (measured.name != "values")
                continue;
            QCOMPARE(measured.metric, std::string("rmse"));
            // Squared errors on the diagonal are the scores in other units.
            const double unit = std::pow(measured.constantScore, 2);
            const std::size_t count = measured.scores.size();
            for (std::size_t i = 0; i < count; ++i)
                QVERIFY(std::abs(measured.products[i * count + i] * unit /
                                     std::pow(measured.scores[i], 2) -
                                 1.0) < 1e-2);
        }
    }

    void goesOnWhereAKilledRunEnded_data()
    {
        QTest::addColumn<double>("share");
        QTest::newRow("after the settings") << 0.01;
        QTest::newRow("within a row") << 0.4;
        QTest::newRow("near the end") << 0.93;
    }
    void goesOnWhereAKilledRunEnded()
    {
        QFETCH(double, share);
        const PortfolioLearned whole = learnPortfolio(options("whole.json"));
        namespace fs = std::filesystem;
        for (const char *part : {"cut.json.rows", "cut.json.oof"})
            fs::remove_all(pathOf(part));
        fs::copy(pathOf("whole.json.oof"), pathOf("cut.json.oof"));
        const auto bytes = readWholeFile(pathOf("whole.json.rows"));
        const auto kept = static_cast<std::size_t>(share * double(bytes.size()));
        writeFileAtomically(pathOf("cut.json.rows"),
                            std::span(bytes).first(std::max<std::size_t>(kept, 60)));
        const PortfolioLearned cut = learnPortfolio(options("cut.json"));
        QCOMPARE(comparable(cut.portfolio), comparable(whole.portfolio));
        QCOMPARE(cut.rows, whole.rows);
    }

    void aFileWhoseFirstLineWasNeverWrittenIsBegun()
    {
        writeFileAtomically(pathOf("empty.json.rows"), std::string_view());
        const PortfolioLearned first = learnPortfolio(options("empty.json"));
        QCOMPARE(first.rows, std::size_t{28});
        QCOMPARE(comparable(learnPortfolio(options("empty.json")).portfolio),
                 comparable(first.portfolio));
    }

    void lostPredictionsAreNotUsed()
    {
        namespace fs = std::filesystem;
        const PortfolioLearned whole = learnPortfolio(options("whole.json"));
        for (const char *part : {"lost.json.rows", "lost.json.oof"})
            fs::remove_all(pathOf(part));
        fs::copy(pathOf("whole.json.oof"), pathOf("lost.json.oof"));
        fs::copy(pathOf("whole.json.rows"), pathOf("lost.json.rows"));
        int damaged = 0;
        for (const auto &entry : fs::directory_iterator(pathOf("lost.json.oof")))
            if (++damaged % 5 == 0)
                fs::resize_file(entry.path(), fs::file_size(entry.path()) - 4);
        const PortfolioLearned lost = learnPortfolio(options("lost.json"));
        QVERIFY(lost.rows < whole.rows);
    }

    void moreConfigurationsReuseWhatIsMeasured()
    {
        PortfolioLearnOptions more = options("grown.json");
        more.configurations = 4;
        const PortfolioLearned few = learnPortfolio(more);
        more.configurations = 7;
        const PortfolioLearned grown = learnPortfolio(more);
        QCOMPARE(grown.rows, std::size_t{28});
        QVERIFY(grown.seconds >= few.seconds);
        QCOMPARE(comparable(grown.portfolio),
                 comparable(learnPortfolio(options("p.json")).portfolio));
    }

    void refusesOtherSettingsOnTheSameFile()
    {
        learnPortfolio(options("p.json"));
        PortfolioLearnOptions other = options("p.json");
        other.seed = 9;
        QVERIFY_EXCEPTION_THROWN(learnPortfolio(other), Error);
    }

    void threadsDoNotChangeTheResult()
    {
        PortfolioLearnOptions alone = options("alone.json");
        alone.workers = 1;
        QCOMPARE(comparable(learnPortfolio(alone).portfolio),
                 comparable(learnPortfolio(options("p.json")).portfolio));
    }

    void hoursThatAreUsedUpLeaveRowsForLater()
    {
        PortfolioLearnOptions hasty = options("hasty.json");
        hasty.workers = 1;
        hasty.coreHours = 1e-9;
        const PortfolioLearned learned = [&] {
            try {
                return learnPortfolio(hasty);
            } catch (const Error &) {
                return PortfolioLearned(); // not two rows a table: nothing to learn from
            }
        }();
        QVERIFY(learned.rows < 28);
        hasty.coreHours = 8.0;
        QCOMPARE(learnPortfolio(hasty).rows, std::size_t{28});
    }

    /// As in a study it counts as what it was when it was ended.
    void whatTimeCutShortIsScoredAndMeasuredAgainWithMore()
    {
        PortfolioLearnOptions hasty = options("cut.json");
        hasty.families = {"symmetric"};
        hasty.configurations = 2;
        hasty.tables = {"values", "more"};
        hasty.fitSeconds = 0.02;
        const PortfolioLearned first = learnPortfolio(hasty);
        QCOMPARE(first.rows, std::size_t{4});
        hasty.fitSeconds = 20.0;
        const PortfolioLearned second = learnPortfolio(hasty);
        QCOMPARE(second.rows, std::size_t{4});
        QVERIFY(second.seconds > 1.5 * first.seconds);
        const auto scoreOn = [](const PortfolioLearned &learned, std::size_t table) {
            return *std::ranges::max_element(learned.portfolio.tables.at(table).scores);
        };
        QVERIFY(scoreOn(second, 0) + scoreOn(second, 1) > scoreOn(first, 0) + scoreOn(first, 1));
    }

    void whatWasTooSlowIsTriedAgainWithMoreTime()
    {
        PortfolioLearnOptions hasty = options("slow.json");
        hasty.families = {"forest"};
        hasty.configurations = 3;
        hasty.tables = {"values", "answers", "more"};
        hasty.fitSeconds = 1e-3;
        try {
            QVERIFY(learnPortfolio(hasty).seconds < 1.0);
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::TooLittleData); // nothing was quick enough
        }
        hasty.fitSeconds = 20.0;
        QCOMPARE(learnPortfolio(hasty).rows, std::size_t{9});
    }

    void aStopKeepsFinishedRows()
    {
        std::stop_source source;
        PortfolioLearnOptions stopped = options("stopped.json");
        stopped.stop = source.get_token();
        stopped.report = [&](const std::string &) { source.request_stop(); };
        try {
            learnPortfolio(stopped);
            QFAIL("it went on");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::Stopped);
        }
        stopped.stop = {};
        stopped.report = {};
        QCOMPARE(comparable(learnPortfolio(stopped).portfolio),
                 comparable(learnPortfolio(options("p.json")).portfolio));
    }

    void reviewsWithTheTableLeftOut()
    {
        const PortfolioLearned learned = learnPortfolio(options("p.json"));
        QVERIFY(!learned.review.empty());
        for (const ReviewLine &line : learned.review) {
            QCOMPARE(line.tables, 2); // the other tasks have one table each
            QVERIFY(line.fixed > 0.3 && line.fixed <= 1.0);
            QVERIFY(line.likely > 0.3 && line.likely <= 1.0);
            QVERIFY(line.wins >= 0.0 && line.wins <= 1.0);
        }
    }

    void candidatesAreTheSameListEveryTime()
    {
        const auto list = portfolioCandidates(90, {}, 0);
        QCOMPARE(list.size(), std::size_t{90});
        QVERIFY(list == portfolioCandidates(90, {}, 0));
        QVERIFY(list != portfolioCandidates(90, {}, 1));
        const auto shorter = portfolioCandidates(20, {}, 0);
        QVERIFY(std::equal(shorter.begin(), shorter.end(), list.begin()));
        for (std::size_t i = 0; i < list.size(); ++i)
            QVERIFY(std::find(list.begin() + std::ptrdiff_t(i) + 1, list.end(), list[i]) ==
                    list.end());
    }

    void everyCandidateIsValidForEveryTask()
    {
        for (const TaskKind task : {TaskKind::Binary, TaskKind::MultiClass, TaskKind::Regression}) {
            DataShape shape;
            shape.task = task;
            shape.rows = 90;
            shape.rawColumns = shape.denseFeatures = shape.treeFeatures = 4;
            shape.classes = task == TaskKind::Regression ? 0 : task == TaskKind::Binary ? 2 : 5;
            for (const PortfolioCandidate &candidate : portfolioCandidates(100, {}, 0)) {
                QVERIFY(candidate.family != "cnn"); // tables hold no pictures
                const auto configuration = resolveCandidate(candidate, shape);
                if (configuration)
                    learnerNamed(candidate.family).space(shape).validate(*configuration);
                else
                    QVERIFY(candidate.defaultIndex >= 0 ||
                            !learnerNamed(candidate.family).whyNot(shape).empty());
            }
        }
    }

    void aCpuLimitStopsOnlyAfterItsTime()
    {
        const CpuLimit roomy(60.0, {});
        const CpuLimit tight(0.05, {});
        volatile double sum = 0.0;
        while (!tight.token().stop_requested())
            for (int i = 0; i < 1000; ++i)
                sum = sum + std::sqrt(double(i));
        QVERIFY(tight.reached());
        QVERIFY(tight.seconds() >= 0.05);
        QVERIFY(!roomy.token().stop_requested());
        std::stop_source source;
        source.request_stop();
        const CpuLimit asked(60.0, source.get_token());
        while (!asked.token().stop_requested())
            sum = sum + 1.0;
        QVERIFY(!asked.reached());
    }

    void wrongFoldersAreNamed()
    {
        PortfolioLearnOptions wrong = options("x.json");
        wrong.folder = "/no/such/folder";
        QVERIFY_EXCEPTION_THROWN(learnPortfolio(wrong), Error);
        wrong = options("x.json");
        wrong.tables = {"absent"};
        QVERIFY_EXCEPTION_THROWN(learnPortfolio(wrong), Error);
        wrong = options("no/folder/x.json");
        QVERIFY_EXCEPTION_THROWN(learnPortfolio(wrong), Error);
    }
};

QTEST_GUILESS_MAIN(TestPortfolioLearner)
#include "tst_portfolio_learner.moc"
