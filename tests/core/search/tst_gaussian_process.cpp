// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/search/acquisition.h"
#include "core/search/box_minimizer.h"
#include "core/search/gaussian_process.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace leptune;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

nlohmann::json golden(const char *part)
{
    QFile file(QStringLiteral(LEPTUNE_GOLDEN "/search.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return nlohmann::json::parse(file.readAll().toStdString())[part];
}

VectorXd vectorOf(const nlohmann::json &list)
{
    VectorXd result(static_cast<Index>(list.size()));
    for (std::size_t i = 0; i < list.size(); ++i)
        result[static_cast<Index>(i)] = list[i].get<double>();
    return result;
}

MatrixXd matrixOf(const nlohmann::json &rows)
{
    MatrixXd result(static_cast<Index>(rows.size()), static_cast<Index>(rows[0].size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
        result.row(static_cast<Index>(i)) = vectorOf(rows[i]).transpose();
    return result;
}

/// Two numbers, a category and an activity; the second number does not matter.
struct Mixed {
    MatrixXd points = MatrixXd(30, 4);
    VectorXd targets = VectorXd(30);

    Mixed()
    {
        RandomStream random(4);
        for (Index i = 0; i < 30; ++i) {
            points.row(i) << random.uniform(), random.uniform(),
                static_cast<double>(random.below(3)), static_cast<double>(random.below(2));
            targets[i] = std::sin(6 * points(i, 0)) + points(i, 2) + 0.01 * random.normal();
        }
        targets.array() -= targets.mean();
    }
    GaussianProcess process() const
    {
        GaussianProcess process(
            {TermKind::Numeric, TermKind::Numeric, TermKind::Indicator, TermKind::Indicator});
        process.setData(points, targets, VectorXd::Zero(30));
        return process;
    }
    /// The third coordinate is the family: all share the others, two of them have their own part.
    GaussianProcess families() const
    {
        GaussianProcess process(
            {TermKind::Numeric, TermKind::Numeric, TermKind::Indicator, TermKind::Indicator},
            {{{0, 1, 2}}, {{0, 1, 3}, 2, 0.0}, {{0, 1, 3}, 2, 1.0}});
        process.setData(points, targets, VectorXd::Zero(30));
        return process;
    }
};

VectorXd finiteDifferences(const std::function<double(const VectorXd &)> &function,
                           const VectorXd &at)
{
    VectorXd slopes(at.size());
    for (Index i = 0; i < at.size(); ++i) {
        constexpr double kStep = 1e-5;
        VectorXd low = at;
        VectorXd high = at;
        low[i] -= kStep;
        high[i] += kStep;
        slopes[i] = (function(high) - function(low)) / (2 * kStep);
    }
    return slopes;
}

} // namespace

class TestGaussianProcess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void predictsWhatScikitLearnDoes()
    {
        const auto values = golden("gaussian_process");
        GaussianProcess process(std::vector<TermKind>(3, TermKind::Numeric));
        process.setData(matrixOf(values["points"]), vectorOf(values["targets"]),
                        vectorOf(values["noise"]));
        process.setParameters({vectorOf(values["lengths"]).array().log(),
                               std::log(values["common"].get<double>()),
                               VectorXd::Constant(1, std::log(values["signal"].get<double>()))});
        const Posterior posterior = process.predict(matrixOf(values["queries"]));
        QVERIFY((posterior.mean - vectorOf(values["mean"])).cwiseAbs().maxCoeff() < 1e-6);
        QVERIFY((posterior.variance - vectorOf(values["variance"])).cwiseAbs().maxCoeff() < 1e-6);
    }

    void hasTheGradientOfItsObjective_data()
    {
        QTest::addColumn<bool>("families");
        QTest::newRow("one kernel") << false;
        QTest::newRow("shared and family kernels") << true;
    }
    void hasTheGradientOfItsObjective()
    {
        QFETCH(bool, families);
        const GaussianProcess process = families ? Mixed().families() : Mixed().process();
        VectorXd packed(families ? 12 : 6);
        if (families)
            packed << -0.7, 0.4, 0.1, -0.2, 0.3, -0.4, 0.2, 0.5, -0.6, -3.0, 0.3, -0.2;
        else
            packed << -0.7, 0.4, 0.1, -0.2, -3.0, 0.3;
        VectorXd gradient;
        process.objective(packed, gradient);
        const VectorXd expected = finiteDifferences(
            [&](const VectorXd &at) {
                VectorXd unused;
                return process.objective(at, unused);
            },
            packed);
        QVERIFY2((gradient - expected).cwiseAbs().maxCoeff() < 1e-5,
                 "analytic and numeric gradients differ");
    }

    void hasTheGradientOfItsObjectiveByTheWarp_data() { hasTheGradientOfItsObjective_data(); }
    void hasTheGradientOfItsObjectiveByTheWarp()
    {
        QFETCH(bool, families);
        GaussianProcess process = families ? Mixed().families() : Mixed().process();
        VectorXd packed(families ? 16 : 10);
        if (families)
            packed << -0.7, 0.4, 0.1, -0.2, 0.3, -0.4, 0.2, 0.5, -0.6, -3.0, 0.3, -0.2, 0.5, -0.4,
                0.3, -0.2;
        else
            packed << -0.7, 0.4, 0.1, -0.2, -3.0, 0.3, 0.5, -0.4, 0.3, -0.2;
        VectorXd gradient;
        process.objectiveWithWarp(packed, gradient);
        const VectorXd expected = finiteDifferences(
            [&](const VectorXd &at) {
                VectorXd unused;
                return process.objectiveWithWarp(at, unused);
            },
            packed);
        QVERIFY2((gradient - expected).cwiseAbs().maxCoeff() < 1e-5,
                 "analytic and numeric gradients differ");
    }

    void stretchesTheEndWhereAnObjectiveChangesFast()
    {
        RandomStream random(5);
        MatrixXd points(40, 2);
        VectorXd targets(40);
        for (Index i = 0; i < 40; ++i) {
            points.row(i) << random.uniform(), random.uniform();
            targets[i] = std::log(0.01 + points(i, 0)) + std::sin(6 * points(i, 1));
        }
        targets.array() -= targets.mean();
        GaussianProcess process(std::vector<TermKind>(2, TermKind::Numeric));
        process.setData(points, targets, VectorXd::Zero(40));
        process.fitWithWarp(80);
        const auto slopeAt = [&](double x, Index term) {
            return process.warp().slopes(VectorXd::Constant(2, x))[term];
        };
        QVERIFY(slopeAt(0.02, 0) > 1.5 * slopeAt(0.5, 0));
        QVERIFY(slopeAt(0.5, 0) > slopeAt(0.95, 0));
    }

    void leavesInputsAsTheyAreWhereAWarpGainsLittle()
    {
        GaussianProcess process = Mixed().process();
        process.fit(40, true);
        const VectorXd before = process.predict(Mixed().points).mean;
        process.fitWithWarp(40);
        QVERIFY(process.warp().isIdentity());
        QVERIFY((process.predict(Mixed().points).mean - before).cwiseAbs().maxCoeff() < 0.1);
    }

    void hasTheGradientOfItsPosterior_data() { hasTheGradientOfItsObjective_data(); }
    void hasTheGradientOfItsPosterior()
    {
        QFETCH(bool, families);
        GaussianProcess process = families ? Mixed().families() : Mixed().process();
        process.fit(40, true);
        VectorXd packed(process.parameters().logLengths.size() +
                        process.parameters().logSignals.size() + 5);
        VectorXd unused;
        packed << process.parameters().logLengths, process.parameters().logNoise,
            process.parameters().logSignals, 0.5, -0.4, 0.3, -0.2;
        process.objectiveWithWarp(packed, unused);
        process.setParameters(process.parameters());
        QVERIFY(!process.warp().isIdentity());
        const VectorXd point = (VectorXd(4) << 0.33, 0.61, 1.0, 0.0).finished();
        const auto at = [&](double a, double b) {
            MatrixXd query(1, 4);
            query << a, b, 1.0, 0.0;
            return process.predict(query);
        };
        const PosteriorGradient gradient = process.predictGradient(point);
        const VectorXd here = point.head(2);
        const VectorXd mean =
            finiteDifferences([&](const VectorXd &x) { return at(x[0], x[1]).mean[0]; }, here);
        const VectorXd variance =
            finiteDifferences([&](const VectorXd &x) { return at(x[0], x[1]).variance[0]; }, here);
        QVERIFY(std::abs(gradient.mean - at(0.33, 0.61).mean[0]) < 1e-9);
        QVERIFY(std::abs(gradient.variance - at(0.33, 0.61).variance[0]) < 1e-9);
        QVERIFY((gradient.meanGradient.head(2) - mean).cwiseAbs().maxCoeff() < 1e-4);
        QVERIFY((gradient.varianceGradient.head(2) - variance).cwiseAbs().maxCoeff() < 1e-4);
        QCOMPARE(gradient.meanGradient[2], 0.0);
    }

    void findsWhatMatters()
    {
        GaussianProcess process = Mixed().process();
        process.fit(60, true);
        const VectorXd &lengths = process.parameters().logLengths;
        QVERIFY2(lengths[1] > lengths[0] + 1.0, "the idle number has to get the longer scale");
        QVERIFY2(lengths[3] > lengths[2] + 1.0, "the idle indicator has to get the longer scale");
        QVERIFY2(process.parameters().logNoise < -4.0, "the noise is small");
    }

    void learnsOfAFamilyFromOthersOnlyWhatTheyShare()
    {
        // Both families fall in x; only the first one depends on y.
        RandomStream random(3);
        MatrixXd points(40, 3);
        VectorXd targets(40);
        for (Index i = 0; i < 40; ++i) {
            const bool first = i < 34;
            points.row(i) << random.uniform(), random.uniform(), first ? 0.0 : 1.0;
            targets[i] = -2.0 * points(i, 0) + (first ? std::sin(6 * points(i, 1)) : 0.0);
        }
        targets.array() -= targets.mean();
        const std::vector<TermKind> terms{TermKind::Numeric, TermKind::Numeric,
                                          TermKind::Indicator};
        GaussianProcess process(terms, {{{0, 2}}, {{0, 1}, 2, 0.0}, {{0}, 2, 1.0}});
        process.setData(points, targets, VectorXd::Zero(40));
        process.fit(80, true);
        MatrixXd queries(4, 3);
        queries << 0.1, 0.1, 1.0, 0.9, 0.1, 1.0, 0.5, 0.25, 1.0, 0.5, 0.75, 1.0;
        const VectorXd mean = process.predict(queries).mean;
        QVERIFY(mean[0] > mean[1] + 0.8);
        QVERIFY(std::abs(mean[2] - mean[3]) < 1e-9);
    }

    void keepsTheMeanAndLosesVarianceWhereItBelieves()
    {
        GaussianProcess process = Mixed().process();
        process.fit(40, true);
        MatrixXd query(2, 4);
        query << 0.21, 0.5, 1.0, 0.0, 0.9, 0.1, 2.0, 1.0;
        const Posterior before = process.predict(query);
        process.believe(query.row(0).transpose());
        const Posterior after = process.predict(query);
        QVERIFY((after.mean - before.mean).cwiseAbs().maxCoeff() < 1e-5);
        QVERIFY(after.variance[0] < 0.6 * before.variance[0]);
        QVERIFY(after.variance[1] <= before.variance[1] + 1e-9);
    }

    void survivesHopelessData_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("equal points") << 0;
        QTest::newRow("equal targets") << 1;
        QTest::newRow("equal points, different targets") << 2;
        QTest::newRow("one row") << 3;
        QTest::newRow("huge targets") << 4;
    }
    void survivesHopelessData()
    {
        QFETCH(int, kind);
        RandomStream random(9);
        const Index n = kind == 3 ? 1 : 40;
        MatrixXd points = MatrixXd::Constant(n, 2, 0.5);
        VectorXd targets = VectorXd::Zero(n);
        for (Index i = 0; i < n; ++i) {
            if (kind == 1 || kind == 4)
                points.row(i) << random.uniform(), random.uniform();
            if (kind == 2 || kind == 4)
                targets[i] = (kind == 4 ? 1e9 : 1.0) * random.normal();
        }
        GaussianProcess process({TermKind::Numeric, TermKind::Numeric});
        process.setData(points, targets, VectorXd::Zero(n));
        process.fit(30, true);
        process.believe(points.row(0).transpose());
        const Posterior posterior = process.predict(points);
        QVERIFY(posterior.mean.allFinite());
        QVERIFY(posterior.variance.allFinite() && posterior.variance.minCoeff() > 0.0);
    }

    void trustsNoisyTargetsLess()
    {
        GaussianProcess process({TermKind::Numeric});
        const MatrixXd points = (MatrixXd(2, 1) << 0.1, 0.9).finished();
        process.setData(points, (VectorXd(2) << 1.0, -1.0).finished(),
                        (VectorXd(2) << 0.0, 2.0).finished());
        process.setParameters({VectorXd::Constant(1, std::log(0.1)), -8.0, VectorXd::Zero(1)});
        const Posterior posterior = process.predict(points);
        QVERIFY(posterior.mean[0] > 0.95);
        QVERIFY(posterior.mean[1] > -0.5);
    }

    void matchesTheIntegralOfTheImprovement()
    {
        for (const auto &value : golden("log_improvement")) {
            const double z = value["z"].get<double>();
            const double expected = value["value"].get<double>();
            const double found = logExpectedImprovement(z, 1.0, 0.0).value;
            QVERIFY2(std::abs(found - expected) < 1e-9 * std::max(1.0, std::abs(expected)),
                     qPrintable(QStringLiteral("z %1: %2, not %3")
                                    .arg(z)
                                    .arg(found, 0, 'g', 17)
                                    .arg(expected)));
        }
    }

    void hasTheGradientOfTheImprovement_data()
    {
        QTest::addColumn<double>("mean");
        QTest::newRow("far below") << -300.0;
        QTest::newRow("below") << -20.0;
        QTest::newRow("near") << -0.7;
        QTest::newRow("above") << 3.0;
    }
    void hasTheGradientOfTheImprovement()
    {
        QFETCH(double, mean);
        const double variance = 0.7;
        const LogImprovement gain = logExpectedImprovement(mean, variance, 0.2);
        const VectorXd expected = finiteDifferences(
            [](const VectorXd &at) { return logExpectedImprovement(at[0], at[1], 0.2).value; },
            (VectorXd(2) << mean, variance).finished());
        QVERIFY(std::abs(gain.byMean / expected[0] - 1.0) < 1e-4);
        QVERIFY(std::abs(gain.byVariance / expected[1] - 1.0) < 1e-4);
    }

    void minimisesInsideTheBox_data()
    {
        QTest::addColumn<double>("high");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::newRow("free") << 2.0 << 1.0 << 1.0;
        QTest::newRow("at the bound") << 0.5 << 0.5 << 0.25;
    }
    void minimisesInsideTheBox()
    {
        QFETCH(double, high);
        QFETCH(double, x);
        QFETCH(double, y);
        const auto rosenbrock = [](const VectorXd &p, VectorXd &gradient) {
            const double bend = p[1] - p[0] * p[0];
            gradient[0] = -400 * p[0] * bend - 2 * (1 - p[0]);
            gradient[1] = 200 * bend;
            return 100 * bend * bend + (1 - p[0]) * (1 - p[0]);
        };
        const BoxMinimum found =
            minimizeInBox(rosenbrock, (VectorXd(2) << -1.2, 0.4).finished(),
                          VectorXd::Constant(2, -2.0), VectorXd::Constant(2, high), 300, 1e-12);
        QVERIFY(std::abs(found.point[0] - x) < 1e-3);
        QVERIFY(std::abs(found.point[1] - y) < 1e-3);
        QVERIFY(found.evaluations <= 300);
    }
};

QTEST_GUILESS_MAIN(TestGaussianProcess)
#include "tst_gaussian_process.moc"
