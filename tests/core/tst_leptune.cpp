// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leptune.h"

#include "core/base/atomic_file.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/learners/registry.h"
#include "tests/support/made_tables.h"

#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <stop_token>
#include <thread>

using namespace leptune;
using namespace leptune::testing;

/// The founding document's code example (reference/seed.md, part 10), on a small table.
class TestLeptune : public QObject {
    Q_OBJECT
private:
    static std::string csvOf(const Table &table)
    {
        std::string text;
        for (std::size_t i = 0; i < table.columns(); ++i)
            text += (i ? "," : "") + table.column(i).name();
        text += "\n";
        for (std::size_t row = 0; row < table.rows(); ++row) {
            for (std::size_t i = 0; i < table.columns(); ++i)
                text += (i ? "," : "") + table.column(i).text(row);
            text += "\n";
        }
        return text;
    }

private Q_SLOTS:
    void tunesAFileAsTheOptionsSay()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("train.csv")).toStdString();
        writeFileAtomically(path, csvOf(multiClassTable(400, 1)));
        TuneOptions options;
        options.target = loadData(path).y.name();
        options.trials = 2;
        options.families = {"linear"};
        const StudyRecord record = tune(path, options);
        QVERIFY(record.finished && record.model("best"));
        QCOMPARE(record.rows, std::uint64_t(400));
        options.target = "nowhere";
        QVERIFY_THROWS_EXCEPTION(Error, tune(path, options));
    }

    void loadsTrainsEvaluatesAndSearches()
    {
        QTemporaryDir folder;
        const std::string trainPath = folder.filePath(QStringLiteral("train.csv")).toStdString();
        const std::string testPath = folder.filePath(QStringLiteral("test.csv")).toStdString();
        writeFileAtomically(trainPath, csvOf(multiClassTable(800, 1)));
        writeFileAtomically(testPath, csvOf(multiClassTable(400, 2)));

        const auto [X, y] = loadData(trainPath);
        const auto [testX, testY] = loadData(testPath);
        const Parameters params{{"learning_rate", 0.01}, {"batch_size", std::int64_t(64)}};
        AutoModel model = AutoModel::create("nn", params);
        model.train(X, y);
        Scores score = model.evaluate(testX, testY);
        QVERIFY2(score["accuracy"] > 0.85, qPrintable(QString::number(score["accuracy"])));

        BayesianOptimizer optimizer;
        optimizer.search(X, y, "linear", 5);
        QVERIFY(!optimizer.bestParameters().empty());
        QVERIFY(optimizer.bestScore() > 0.0);
        QVERIFY(optimizer.bestModel());
    }
    void aSearchEndsWithTheBestSoFarWhenItsTimeIsUp()
    {
        const Table table = multiClassTable(20000, 3);
        const std::string target = table.column(table.columns() - 1).name();
        const Stopwatch watch;
        BayesianOptimizer optimizer;
        optimizer.search(table.withoutColumns({target}), table.column(target), "nn", 100, 4.0);
        QVERIFY2(watch.seconds() < 6.0, qPrintable(QString::number(watch.seconds())));
        QVERIFY(!optimizer.bestParameters().empty());
        QVERIFY(optimizer.bestModel());
    }
    void aSearchEndsBeforeItsTimeWhenItsTrialsAreUp()
    {
        const Table table = multiClassTable(300, 3);
        const std::string target = table.column(table.columns() - 1).name();
        const Stopwatch watch;
        BayesianOptimizer optimizer;
        optimizer.search(table.withoutColumns({target}), table.column(target), "linear", 3, 120.0);
        QVERIFY2(watch.seconds() < 30.0, qPrintable(QString::number(watch.seconds())));
        QVERIFY(!optimizer.bestParameters().empty());
    }
    void aSearchThatIsStoppedKeepsTheBestSoFar()
    {
        const Table table = multiClassTable(2000, 3);
        const std::string target = table.column(table.columns() - 1).name();
        std::stop_source source;
        const std::jthread clock([&source] {
            std::this_thread::sleep_for(std::chrono::seconds(2));
            source.request_stop();
        });
        const Stopwatch watch;
        BayesianOptimizer optimizer;
        optimizer.search(table.withoutColumns({target}), table.column(target), "nn", 1000, 0.0,
                         source.get_token());
        QVERIFY2(watch.seconds() < 6.0, qPrintable(QString::number(watch.seconds())));
        QVERIFY(optimizer.bestModel());
    }
    void parametersThatAreNotGivenAreTheUsualOnes()
    {
        const Table table = multiClassTable(600, 1);
        const std::size_t last = table.columns() - 1;
        const Table X = table.withoutColumns({table.column(last).name()});
        const Column y = table.column(last);
        AutoModel plain = AutoModel::create("nn");
        plain.train(X, y);
        DataShape shape; // early stopping keeps a tenth of the rows
        shape.task = TaskKind::MultiClass;
        shape.rows = 540;
        shape.rawColumns = shape.denseFeatures = X.columns();
        shape.classes = 4;
        const auto usual = learnerNamed("nn").defaults(shape).front().values();
        AutoModel spelled = AutoModel::create("nn", usual);
        spelled.train(X, y);
        QCOMPARE(plain.predict(X).outputs().values, spelled.predict(X).outputs().values);
        AutoModel other = AutoModel::create("nn", {{"width", std::int64_t{40}}});
        other.train(X, y);
        QVERIFY(other.model().sizeBytes() < plain.model().sizeBytes());
    }
    void aNetworkTakesWhatIsNotSearched()
    {
        const Table table = multiClassTable(300, 2);
        const std::string target = table.column(table.columns() - 1).name();
        const Table X = table.withoutColumns({target});
        const Parameters few{{"epochs", std::int64_t{2}}, {"width", std::int64_t{16}}};
        const auto answers = [&](Parameters more) {
            more.insert(few.begin(), few.end());
            AutoModel model = AutoModel::create("nn", more);
            model.train(X, table.column(target));
            return model.predict(X).outputs().values;
        };
        const auto usual = answers({});
        for (const char *name : {"mixup", "label_smoothing", "ema"})
            QVERIFY2(answers({{name, 0.25}}) != usual, name);
        QVERIFY(answers({{"dropout", 0.0}, {"mixup", 0.0}}) == answers({{"dropout", 0.0}}));
    }
    void refusesAParameterTheKindDoesNotHave()
    {
        QVERIFY_EXCEPTION_THROWN(AutoModel::create("nn", {{"wings", 2.0}}), Error);
        QVERIFY_EXCEPTION_THROWN(AutoModel::create("oracle"), Error);
    }
};

QTEST_GUILESS_MAIN(TestLeptune)
#include "tst_leptune.moc"
