// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/symmetric.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

#include <fstream>
#include <nlohmann/json.hpp>

using namespace leptune;
using namespace leptune::harness;

namespace {

constexpr std::size_t kRows = 2500, kTrain = 1750;

/// The rows of tests/golden/make_booster.py: numbers, gaps, few and many categories.
struct GoldenRows {
    std::vector<std::vector<double>> numbers = std::vector<std::vector<double>>(6);
    std::vector<std::string> few, many;
    std::vector<double> scores;

    GoldenRows()
    {
        RandomStream random(78);
        for (std::size_t r = 0; r < kRows; ++r) {
            double x[10];
            for (double &value : x)
                value = random.uniform();
            const int one = static_cast<int>(x[6] * 12), other = static_cast<int>(x[7] * 40);
            scores.push_back(std::sin(6 * x[0]) + 4 * x[1] * x[2] + (x[3] > 0.6 ? 1.0 : 0.0) -
                             x[4] + 0.4 * (one % 3) + 0.3 * (other % 5) + 2.0 * (x[8] - 0.5));
            if (x[9] < 0.1)
                x[1] = NAN;
            for (std::size_t c = 0; c < numbers.size(); ++c)
                numbers[c].push_back(x[c]);
            few.push_back("f" + std::to_string(one));
            many.push_back("m" + std::to_string(other));
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
                : std::clamp(std::floor((score - 0.3) / 3.6 * classes), 0.0, classes - 1.0)));
    return target;
}

Data goldenData(int classes)
{
    const GoldenRows rows;
    std::vector<Column> columns;
    for (std::size_t c = 0; c < rows.numbers.size(); ++c)
        columns.push_back(Column::numeric("x" + std::to_string(c), rows.numbers[c]));
    columns.push_back(Column::fromTexts("few", ColumnType::Categorical, rows.few));
    columns.push_back(Column::fromTexts("many", ColumnType::Categorical, rows.many));
    return makeData(Table(std::move(columns)), targetOf(rows.scores, classes));
}

double lossOf(const Predictor &predictor, const View &view)
{
    const FloatMatrix answer = predictView(predictor, view);
    const std::vector<float> labels = view.labels();
    double sum = 0.0;
    for (std::size_t row = 0; row < labels.size(); ++row)
        sum +=
            view.target().isClassification()
                ? -std::log(std::max(1e-15F, answer.at(row, static_cast<std::size_t>(labels[row]))))
                : std::pow(double{answer.at(row, 0)} - double{labels[row]}, 2);
    const double mean = sum / static_cast<double>(labels.size());
    return view.target().isClassification() ? mean : std::sqrt(mean);
}

} // namespace

/// Our default beside CatBoost's on the same rows with as many rounds.
class TestBoosterGolden : public QObject {
    Q_OBJECT
private:
    nlohmann::json m_golden;

private Q_SLOTS:
    void initTestCase()
    {
        std::ifstream file(LEPTUNE_GOLDEN "/booster.json");
        QVERIFY(file.good());
        m_golden = nlohmann::json::parse(file);
        const std::vector<double> scores = GoldenRows().scores;
        const double sum = std::accumulate(scores.begin(), scores.end(), 0.0);
        QVERIFY(std::abs(sum - m_golden["checksum"].get<double>()) < 1e-6);
    }

    void isLevelWithCatBoost_data()
    {
        QTest::addColumn<int>("classes");
        QTest::newRow("binary") << 2;
        QTest::newRow("three classes") << 3;
        QTest::newRow("regression") << 0;
    }
    void isLevelWithCatBoost()
    {
        QFETCH(int, classes);
        const Data data = goldenData(classes);
        const View train = viewOf(data.study, 0, kTrain), test = viewOf(data.study, kTrain, kRows);
        const Configuration configuration = symmetricLearner().defaults(shapeOf(train)).front();
        double loss = 0.0;
        for (const std::uint64_t seed : {1, 2, 3}) {
            FitContext context;
            context.seed = seed;
            context.fixedIterations = 1000;
            loss += lossOf(*symmetricLearner().fit(train, {}, configuration, context), test) / 3.0;
        }
        const auto &expected = m_golden["losses"][QTest::currentDataTag()];
        const double mean = expected["mean"], constant = expected["constant"];
        const double allowed = 3.0 * expected["deviation"].get<double>() + 0.02 * (constant - mean);
        QVERIFY2(loss < mean + allowed, qPrintable(QStringLiteral("%1, CatBoost %2 +- %3")
                                                       .arg(loss)
                                                       .arg(mean)
                                                       .arg(expected["deviation"].get<double>())));
        qInfo("ours %.4f, CatBoost %.4f, constant %.4f", loss, mean, constant);
    }
};

QTEST_GUILESS_MAIN(TestBoosterGolden)
#include "tst_booster_golden.moc"
