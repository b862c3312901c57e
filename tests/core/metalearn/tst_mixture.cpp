// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/mixture.h"

#include "core/base/random.h"
#include "core/metalearn/residuals.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace leptune;

namespace {

Target madeTruth(bool classes)
{
    RandomStream random(5);
    Target truth;
    truth.task = classes ? TaskKind::MultiClass : TaskKind::Regression;
    if (classes)
        truth.classes = {"a", "b", "c"};
    for (int i = 0; i < 900; ++i)
        truth.values.push_back(
            static_cast<float>(classes ? double(random.below(3)) : 4.0 + random.normal()));
    return truth;
}

/// Truth with noise, the same seed the same noise.
FloatMatrix guess(const Target &truth, double noise, std::uint64_t seed)
{
    RandomStream random(seed);
    FloatMatrix matrix(truth.values.size(), static_cast<std::size_t>(truth.outputs()));
    for (std::size_t i = 0; i < matrix.rows; ++i)
        for (std::size_t j = 0; j < matrix.columns; ++j) {
            const double wanted = truth.isClassification()
                                      ? (truth.values[i] == float(j) ? 1.0 : 0.0)
                                      : truth.values[i];
            matrix.at(i, j) = static_cast<float>(wanted + noise * random.normal());
        }
    return matrix;
}

double squaredError(const Target &truth, const FloatMatrix &prediction)
{
    return 1.0 - skillOf(truth, prediction);
}

} // namespace

class TestMixture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void productsTellTheErrorOfEveryBlend_data()
    {
        QTest::addColumn<bool>("classes");
        QTest::newRow("classes") << true;
        QTest::newRow("numbers") << false;
    }
    void productsTellTheErrorOfEveryBlend()
    {
        QFETCH(bool, classes);
        const Target truth = madeTruth(classes);
        const FloatMatrix a = guess(truth, 0.2, 1), b = guess(truth, 0.3, 2);
        const std::vector<double> products = errorProducts(truth, {&a, &b});
        FloatMatrix blend = a;
        for (std::size_t i = 0; i < blend.values.size(); ++i)
            blend.values[i] = 0.7F * a.values[i] + 0.3F * b.values[i];
        const double expected = 0.49 * products[0] + 0.42 * products[1] + 0.09 * products[3];
        QVERIFY(std::abs(squaredError(truth, blend) - expected) < 1e-6);
        QCOMPARE(products[1], products[2]);
    }

    void constantAnswerHasSkillZero()
    {
        const Target truth = madeTruth(false);
        const double mean = std::accumulate(truth.values.begin(), truth.values.end(), 0.0) /
                            double(truth.values.size());
        FloatMatrix constant(truth.values.size(), 1);
        std::ranges::fill(constant.values, static_cast<float>(mean));
        QVERIFY(std::abs(skillOf(truth, constant)) < 1e-6);
        QVERIFY(skillOf(truth, guess(truth, 0.1, 1)) > 0.95);
        QCOMPARE(skillOf(truth, guess(truth, 100.0, 1)), -1.0);
    }

    void twoMembersGetTheBestShares()
    {
        const std::vector<double> products{0.2, 0.05, 0.05, 0.3};
        Mixture mixture(products, 2);
        QCOMPARE(mixture.error(), 1.0);
        QCOMPARE(mixture.errorWith(1), 0.3);
        mixture.add(0);
        mixture.add(1);
        const double share = (0.2 - 0.05) / (0.2 + 0.3 - 2 * 0.05); // of the second
        QVERIFY(std::abs(mixture.shares()[1] - share) < 1e-9);
        const double error =
            (1 - share) * (1 - share) * 0.2 + 2 * share * (1 - share) * 0.05 + share * share * 0.3;
        QVERIFY(std::abs(mixture.error() - error) < 1e-12);
    }

    void foretellsWhatANewcomerBrings()
    {
        const Target truth = madeTruth(true);
        std::vector<FloatMatrix> guesses;
        std::vector<const FloatMatrix *> pointers;
        for (std::uint64_t i = 0; i < 6; ++i)
            guesses.push_back(guess(truth, 0.2 + 0.05 * double(i), i));
        for (const FloatMatrix &matrix : guesses)
            pointers.push_back(&matrix);
        const std::vector<double> products = errorProducts(truth, pointers);
        Mixture mixture(products, 6);
        for (std::size_t i = 0; i < 6; ++i) {
            const double foretold = mixture.errorWith(i);
            const double before = mixture.error();
            QVERIFY(foretold <= before);
            mixture.add(i);
            QVERIFY(mixture.error() <= foretold + 1e-12); // balancing only helps
        }
        const auto &shares = mixture.shares();
        QVERIFY(std::abs(std::accumulate(shares.begin(), shares.end(), 0.0) - 1.0) < 1e-9);
        QVERIFY(std::ranges::all_of(shares, [](double s) { return s >= 0.0; }));
        // Independent errors: the shares are inverse to the variances.
        QVERIFY(shares[0] > shares[5]);
        QVERIFY(std::abs(bestMixtureError(products, 6) - mixture.error()) < 2e-3 * mixture.error());
    }

    void worseThanConstantNeverJoins()
    {
        const std::vector<double> products{1.5};
        Mixture mixture(products, 1);
        mixture.add(0);
        QCOMPARE(mixture.error(), 1.0);
        QCOMPARE(bestMixtureError(products, 1), 1.0);
    }

    void copiesBringNothing()
    {
        const std::vector<double> products{0.4, 0.4, 0.4, 0.4};
        Mixture mixture(products, 2);
        mixture.add(0);
        QCOMPARE(mixture.errorWith(1), 0.4);
    }
};

QTEST_GUILESS_MAIN(TestMixture)
#include "tst_mixture.moc"
