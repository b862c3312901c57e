// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/forest.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

#include <fstream>
#include <nlohmann/json.hpp>

using namespace leptune;
using namespace leptune::harness;

namespace {

constexpr std::size_t kRows = 2000;

/// The rows of tests/golden/make_forest.py.
struct GoldenRows {
    std::vector<std::vector<double>> columns = std::vector<std::vector<double>>(10);
    std::vector<double> scores;

    GoldenRows()
    {
        RandomStream random(77);
        for (std::size_t r = 0; r < kRows; ++r) {
            double x[11];
            for (double &value : x)
                value = random.uniform();
            for (std::size_t c = 0; c < columns.size(); ++c)
                columns[c].push_back(x[c]);
            scores.push_back(std::sin(6 * x[0]) + 4 * x[1] * x[2] + (x[3] > 0.6 ? 1.0 : 0.0) -
                             x[4] + 0.6 * (x[10] - 0.5));
        }
    }
};

Target targetOf(const std::vector<double> &scores, int classes)
{
    Target target = harness::targetOf(classes);
    for (const double score : scores)
        target.values.push_back(static_cast<float>(
            classes == 0
                ? score
                : std::clamp(std::floor((score + 0.2) / 2.6 * classes), 0.0, classes - 1.0)));
    return target;
}

Data goldenData(int classes)
{
    GoldenRows rows;
    std::vector<Column> columns;
    for (std::size_t c = 0; c < rows.columns.size(); ++c)
        columns.push_back(Column::numeric("x" + std::to_string(c), rows.columns[c]));
    return makeData(Table(std::move(columns)), targetOf(rows.scores, classes));
}

/// One tree on all rows and features, down to single rows.
Configuration oneFullTree()
{
    Configuration configuration;
    configuration.set("trees", std::int64_t{1});
    configuration.set("bootstrap", std::string("no"));
    configuration.set("max_features", 1.0);
    return configuration;
}

} // namespace

class TestForest : public QObject {
    Q_OBJECT
private:
    nlohmann::json m_golden;

private Q_SLOTS:
    void initTestCase()
    {
        std::ifstream file(LEPTUNE_GOLDEN "/forest.json");
        QVERIFY(file.good());
        m_golden = nlohmann::json::parse(file);
        const std::vector<double> scores = GoldenRows().scores;
        const double sum = std::accumulate(scores.begin(), scores.end(), 0.0);
        QVERIFY(std::abs(sum - m_golden["checksum"].get<double>()) < 1e-6);
    }

    void scoresAsScikitLearnDoes_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("task");
        QTest::addColumn<int>("classes");
        for (const char *kind : {"forest", "extra"}) {
            QTest::addRow("%s binary", kind) << kind << "binary" << 2;
            QTest::addRow("%s three classes", kind) << kind << "three classes" << 3;
            QTest::addRow("%s regression", kind) << kind << "regression" << 0;
        }
    }
    void scoresAsScikitLearnDoes()
    {
        QFETCH(QString, kind);
        QFETCH(QString, task);
        QFETCH(int, classes);
        const Data data = goldenData(classes);
        const bool extra = kind == QStringLiteral("extra");
        Configuration configuration;
        configuration.set("thresholds", std::string(extra ? "random" : "best"));
        configuration.set("bootstrap", std::string(extra ? "no" : "yes"));
        configuration.set("max_features", extra ? 0.75 : classes ? 1.0 / std::sqrt(10.0) : 0.6);
        double sum = 0.0;
        for (const std::uint64_t seed : {1, 2, 3}) {
            FitContext context;
            context.seed = seed;
            const auto predictor =
                forestLearner().fit(viewOf(data.study, 0, 1500), {}, configuration, context);
            sum += quality(*predictor, viewOf(data.study, 1500, kRows));
        }
        const auto &expected = m_golden["scores"][(kind + u' ' + task).toStdString()];
        const double mean = expected["mean"], deviation = expected["deviation"];
        const double allowed = 4.0 * deviation + (classes ? 0.008 : 0.015);
        QVERIFY2(std::abs(sum / 3.0 - mean) < allowed,
                 qPrintable(QStringLiteral("%1, scikit-learn %2 +- %3")
                                .arg(sum / 3.0)
                                .arg(mean)
                                .arg(deviation)));
    }

    void thresholdsAskTheSameAsBins()
    {
        for (const int classes : {2, 0}) {
            const Data data = goldenData(classes);
            // 254 bins tell most rows apart by ten columns; a full tree then repeats its training
            // rows.
            const auto predictor = forestLearner().fit(data.train, {}, oneFullTree(), {});
            QVERIFY(quality(*predictor, data.train) > 0.999);
        }
    }

    void learnsFromMissingCellsAlone()
    {
        RandomStream random(5);
        std::vector<double> values(400), noise(400);
        std::vector<double> scores;
        for (std::size_t r = 0; r < values.size(); ++r) {
            const bool missing = random.below(2) == 0;
            values[r] = missing ? NAN : random.normal();
            noise[r] = random.normal();
            scores.push_back(missing ? 2.0 : 0.0);
        }
        const Data data =
            makeData(Table({Column::numeric("value", values), Column::numeric("noise", noise)}),
                     targetOf(scores, 2));
        for (const char *thresholds : {"best", "random"}) {
            Configuration configuration = oneFullTree();
            configuration.set("thresholds", std::string(thresholds));
            configuration.set("trees", std::int64_t{20});
            const auto predictor = forestLearner().fit(data.train, {}, configuration, {});
            QVERIFY(quality(*predictor, data.test) > 0.97);
        }
    }

    void hundredsOfClassesTakeTheMemoryThatIsPlanned()
    {
        const Data data = goldenData(500);
        const Configuration usual = forestLearner().defaults(shapeOf(data.train)).front();
        const auto predictor = forestLearner().fit(data.train, {}, usual, {});
        std::size_t bytes = 0;
        const auto graph = graphOf(*predictor, data.study->schema());
        for (const Node &node : graph->nodes)
            if (const auto *trees = std::get_if<TreeEnsemble>(&node.op)) {
                QCOMPARE(trees->roots.size(), std::size_t{100});
                bytes += trees->leafValues.size() * sizeof(float);
            }
        QVERIFY2(bytes > 0 && bytes <= 32'000'000,
                 qPrintable(QString::number(bytes))); // full trees: 170 MB
        QVERIFY(forestLearner().cost(shapeOf(data.train), usual).bytes >=
                static_cast<double>(bytes));
    }

    void threadsChangeNothing()
    {
        const Data data = goldenData(3);
        Configuration configuration;
        configuration.set("trees", std::int64_t{15});
        FitContext context;
        const auto alone = forestLearner().fit(data.train, {}, configuration, context);
        context.threads = 4;
        const auto together = forestLearner().fit(data.train, {}, configuration, context);
        QVERIFY(answers(*alone, data.test).values == answers(*together, data.test).values);
    }
};

QTEST_GUILESS_MAIN(TestForest)
#include "tst_forest.moc"
