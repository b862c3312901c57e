// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/reduced_set_fit.h"

#include "core/base/random.h"
#include "core/compress/radial_basis.h"
#include "core/model/graph_builder.h"
#include "core/model/interpreter.h"
#include "core/model/packed_rows.h"

#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

/// Two features in [0, 1] and one that is constant; answers are smooth in the first two.
MachineRows madeRows(BoosterLoss loss, std::size_t rows)
{
    RandomStream random(5);
    MachineRows made;
    made.loss = loss;
    made.features = FloatMatrix(rows, 3);
    const std::size_t outputs = loss == BoosterLoss::Squared    ? 1
                                : loss == BoosterLoss::Logistic ? 2
                                                                : 3;
    made.answers = FloatMatrix(rows, outputs);
    for (std::size_t row = 0; row < rows; ++row) {
        const double x = random.uniform(), y = random.uniform();
        made.features.at(row, 0) = static_cast<float>(x);
        made.features.at(row, 1) = static_cast<float>(y);
        made.features.at(row, 2) = 0.25F;
        const double score = 6.0 * std::sin(5.0 * x) * (y - 0.5);
        const double share = 1.0 / (1.0 + std::exp(-score));
        if (loss == BoosterLoss::Squared) {
            made.answers.at(row, 0) = static_cast<float>(100.0 + 10.0 * score);
            continue;
        }
        made.answers.at(row, 0) = static_cast<float>(1.0 - share);
        made.answers.at(row, 1) = static_cast<float>(outputs == 2 ? share : share * x);
        if (outputs == 3)
            made.answers.at(row, 2) = static_cast<float>(share * (1.0 - x));
    }
    return made;
}

FloatMatrix answersOf(const KernelSum &machine, const MachineRows &rows)
{
    const Schema schema;
    GraphBuilder builder(schema);
    NodeId id = builder.add(machine, {builder.addMatrixInput(3)});
    if (rows.loss == BoosterLoss::Logistic)
        id = builder.add(Logistic{}, {id});
    if (rows.loss == BoosterLoss::Softmax)
        id = builder.add(Softmax{}, {id});
    return Interpreter(std::make_shared<const Graph>(std::move(builder).finish(id)))
        .run(rows.features);
}

double meanError(const FloatMatrix &a, const FloatMatrix &b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        sum += std::abs(static_cast<double>(a.values[i]) - static_cast<double>(b.values[i]));
    return sum / static_cast<double>(a.values.size());
}

bool never()
{
    return false;
}

} // namespace

/// Machines of few centres.
class TestReducedSetFit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gradientsAreThoseOfFiniteDifferences_data()
    {
        QTest::addColumn<int>("loss");
        QTest::newRow("logistic") << static_cast<int>(BoosterLoss::Logistic);
        QTest::newRow("softmax") << static_cast<int>(BoosterLoss::Softmax);
        QTest::newRow("squared") << static_cast<int>(BoosterLoss::Squared);
    }
    void gradientsAreThoseOfFiniteDifferences()
    {
        QFETCH(int, loss);
        const auto kind = static_cast<BoosterLoss>(loss);
        const Eigen::Index outputs = kind == BoosterLoss::Softmax ? 3 : 1;
        RandomStream random(8);
        const RowMatrix x =
            RowMatrix::NullaryExpr(40, 2, [&] { return static_cast<float>(random.uniform()); });
        RowMatrix answers = RowMatrix::NullaryExpr(
            40, outputs, [&] { return static_cast<float>(random.uniform()); });
        if (kind == BoosterLoss::Softmax)
            answers = answers.array().colwise() / answers.rowwise().sum().array().eval();
        const RadialBasis basis(3, 2, outputs);
        const Eigen::VectorXd at =
            Eigen::VectorXd::NullaryExpr(basis.size(), [&] { return random.uniform(-0.5, 1.0); });
        Eigen::VectorXd gradient, unused;
        basis.loss(x, answers, kind, at, gradient);
        for (Eigen::Index i = 0; i < at.size(); ++i) {
            constexpr double kStep = 1e-2; // products are of float32
            Eigen::VectorXd up = at, down = at;
            up[i] += kStep;
            down[i] -= kStep;
            const double slope = (basis.loss(x, answers, kind, up, unused) -
                                  basis.loss(x, answers, kind, down, unused)) /
                                 (2.0 * kStep);
            QVERIFY2(std::abs(slope - gradient[i]) < 1e-3 + 1e-2 * std::abs(slope),
                     qPrintable(QString("%1: %2 is not %3").arg(i).arg(gradient[i]).arg(slope)));
        }
    }
    void fewCentresAnswerAlmostTheSame_data()
    {
        QTest::addColumn<int>("loss");
        QTest::addColumn<double>("limit");
        QTest::newRow("logistic") << static_cast<int>(BoosterLoss::Logistic) << 0.02;
        QTest::newRow("softmax") << static_cast<int>(BoosterLoss::Softmax) << 0.02;
        QTest::newRow("squared") << static_cast<int>(BoosterLoss::Squared) << 0.5;
    }
    void fewCentresAnswerAlmostTheSame()
    {
        QFETCH(int, loss);
        QFETCH(double, limit);
        const MachineRows rows = madeRows(static_cast<BoosterLoss>(loss), 800);
        ReducedSetOptions options;
        options.centres = 12;
        const auto machine = fitReducedSet(rows, options, never);
        QVERIFY(machine.has_value());
        QCOMPARE(machine->supports.size(), std::size_t{36});
        const double error = meanError(answersOf(*machine, rows), rows.answers);
        QVERIFY2(error < limit, qPrintable(QString::number(error)));
    }
    void itsNumbersAreCodes()
    {
        ReducedSetOptions options;
        options.centres = 6;
        options.pointBits = 4;
        const auto machine = fitReducedSet(madeRows(BoosterLoss::Logistic, 300), options, never);
        QVERIFY(areCodedPoints(3, machine->supports));
        QVERIFY(areCodedPoints(1, machine->coefficients));
    }
    void aConstantFeatureIsOfNoDistance()
    {
        const auto machine = fitReducedSet(madeRows(BoosterLoss::Squared, 300), {}, never);
        QCOMPARE(machine->scale.scale[2], 0.0F);
    }
    void isTheSameEveryTime()
    {
        const MachineRows rows = madeRows(BoosterLoss::Softmax, 200);
        QVERIFY(fitReducedSet(rows, {}, never) == fitReducedSet(rows, {}, never));
    }
    void moreCentresThanRowsAreTheRows()
    {
        ReducedSetOptions options;
        options.centres = 50;
        const auto machine = fitReducedSet(madeRows(BoosterLoss::Squared, 10), options, never);
        QVERIFY(machine.has_value());
        QCOMPARE(machine->coefficients.size(), std::size_t{10});
    }
    void endsAtOnceWhereItIsTold()
    {
        QVERIFY(!fitReducedSet(madeRows(BoosterLoss::Squared, 100), {}, [] { return true; }));
    }
};

QTEST_GUILESS_MAIN(TestReducedSetFit)
#include "tst_reduced_set_fit.moc"
