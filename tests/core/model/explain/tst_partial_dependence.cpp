// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/explain/partial_dependence.h"
#include "tests/support/known_linear.h"
#include "tests/support/small_study.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace leptune;
using namespace leptune::testing;

class TestPartialDependence : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLinearModelHasALine()
    {
        const KnownLinear known = knownLinear({2.0F, -1.0F}, 300);
        const PartialDependence found = partialDependence(*known.model, known.batch, 0, 0);
        QCOMPARE(found.rows, std::size_t{300});
        QVERIFY(found.places() > 20 && found.places() <= 30);
        QVERIFY(std::ranges::is_sorted(found.numbers));
        const std::vector<float> &other = known.batch.columns[1].numbers;
        const double shift = -std::accumulate(other.begin(), other.end(), 0.0) / 300.0;
        for (std::size_t i = 0; i < found.places(); ++i)
            QVERIFY(std::abs(found.mean[i] - (2.0 * found.numbers[i] + shift)) < 1e-5);
        QCOMPARE(std::accumulate(found.rowsAt.begin(), found.rowsAt.end(), std::uint64_t{0}),
                 std::uint64_t{300});
    }

    /// Its average at places of the grid that are ours too: the curve is a line between them.
    void agreesWithScikitLearn()
    {
        QFile file(QStringLiteral(LEPTUNE_GOLDEN "/explain.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto golden = nlohmann::json::parse(file.readAll().toStdString());
        const KnownLinear data =
            knownLinear(golden["weights"].get<std::vector<float>>(),
                        golden["columns"].get<std::vector<std::vector<double>>>());
        const PartialDependence found = partialDependence(*data.model, data.batch, 0, 0);
        for (std::size_t i = 0; i < golden["grid"].size(); ++i) {
            const double at = golden["grid"][i].get<double>();
            const auto next = std::ranges::upper_bound(found.numbers, at);
            const auto right = static_cast<std::size_t>(next - found.numbers.begin());
            const double share =
                (at - found.numbers[right - 1]) / (found.numbers[right] - found.numbers[right - 1]);
            const double mean = std::lerp(found.mean[right - 1], found.mean[right], share);
            QVERIFY2(std::abs(mean - golden["average"][i].get<double>()) < 1e-4,
                     qPrintable(QString::number(mean)));
        }
    }

    void singleRowsAverageToTheMeanWhereAllAreShown()
    {
        const KnownLinear known = knownLinear({2.0F, -1.0F}, 20);
        const PartialDependence found = partialDependence(*known.model, known.batch, 1, 0);
        QCOMPARE(found.individual.size(), std::size_t{20});
        for (std::size_t i = 0; i < found.places(); ++i) {
            double sum = 0.0;
            for (const std::vector<double> &curve : found.individual)
                sum += curve[i];
            QVERIFY(std::abs(sum / 20.0 - found.mean[i]) < 1e-9);
        }
    }

    void fewValuesAreAllShown()
    {
        const KnownLinear known =
            knownLinear({1.0F}, std::vector<std::vector<double>>{{3, 1, 1, 7, 3, 1}});
        const PartialDependence found = partialDependence(*known.model, known.batch, 0, 0);
        QCOMPARE(found.numbers, (std::vector<double>{1, 3, 7}));
        QCOMPARE(found.rowsAt, (std::vector<std::uint64_t>{3, 2, 1}));
        QCOMPARE(found.mean, (std::vector<double>{1, 3, 7}));
    }

    void categoriesComeByHowCommonTheyAre()
    {
        const SmallStudy study;
        const StudyRecord record = runSmall(study);
        const auto model = record.model("best");
        const RawBatch rows = bindTable(model->schema(), tableOf(study));
        const PartialDependence found = partialDependence(*model, rows, 3, 1);
        QVERIFY(found.numbers.empty());
        QCOMPARE(found.categories.size(), std::size_t{3});
        QVERIFY(std::ranges::is_sorted(found.rowsAt, std::ranges::greater{}));
        QCOMPARE(std::accumulate(found.rowsAt.begin(), found.rowsAt.end(), std::uint64_t{0}),
                 std::uint64_t{600});
        const auto meanOf = [&](const char *shade) {
            const auto at = std::ranges::find(found.categories, shade);
            return found.mean[static_cast<std::size_t>(at - found.categories.begin())];
        };
        // The made table leans to yes from red to blue (class 1 or its mirror).
        QVERIFY((meanOf("red") - meanOf("green")) * (meanOf("green") - meanOf("blue")) > 0.0);
    }

    void keepsToTheAnswersThatAreAllowed()
    {
        const KnownLinear known = knownLinear({1.0F, 1.0F}, 5000);
        ExplainEffort effort;
        effort.maxAnswers = 3000;
        const PartialDependence found = partialDependence(*known.model, known.batch, 0, 0, effort);
        QVERIFY(found.rows * found.places() <= 3000);
    }

    void saysWhatCanNotBeShown()
    {
        const KnownLinear known =
            knownLinear({1.0F}, std::vector<std::vector<double>>{{std::nan(""), std::nan("")}});
        QVERIFY_EXCEPTION_THROWN(partialDependence(*known.model, known.batch, 0, 0), Error);
    }
};

QTEST_GUILESS_MAIN(TestPartialDependence)
#include "tst_partial_dependence.moc"
