// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/exporting/step_function.h"
#include "core/model/integer_codes.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace leptune;

namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// Of all sizes, and around the places where a step does something.
std::vector<float> someNumbers()
{
    RandomStream random(5);
    std::vector<float> result{0.0F, -0.0F, 1.0F, 2.0F, 3.0F, 4.0F, 0.5F, -2.0F, kMissing};
    for (int i = 0; i < 4000; ++i)
        result.push_back(
            static_cast<float>(random.normal() * std::pow(10.0, random.uniform(-3, 4))));
    for (int i = 0; i < 500; ++i)
        result.push_back(static_cast<float>(random.uniform(-4.0, 5.0)));
    return result;
}

/// What the step makes of x, by the function that the program itself computes with.
float stepped(const Step &step, float x, int column)
{
    std::vector<float> out(static_cast<std::size_t>(outputWidth(step, 1)));
    applyStep(step, &x, 1, 1, out.data());
    return out[static_cast<std::size_t>(column)];
}

StepFunction thresholds()
{
    return countOf({-1.5F, -0.25F, 0.0F, 0.3F, 1.0F, 2.75F}, false);
}

void compare(const StepFunction &f, const StepFunction &composed, const Step &step, int column = 0)
{
    for (const float x : someNumbers()) {
        const int want = f.at(stepped(step, x, column));
        QVERIFY2(composed.at(x) == want, qPrintable(QString::number(static_cast<double>(x))));
    }
}

} // namespace

/// Functions through steps take the values that the steps' results have.
class TestStepFunction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsThresholdsThatAreNotAbove()
    {
        const StepFunction f = countOf({1.0F, 2.0F}, true);
        QCOMPARE(f.at(0.5F), 0);
        QCOMPARE(f.at(1.0F), 1);
        QCOMPARE(f.at(2.0F), 2);
        QCOMPARE(f.at(kMissing), 0);
        QCOMPARE(countOf({1.0F, 2.0F}, false).at(kMissing), 2);
    }

    void codesAreThoseOfTheProgram()
    {
        const CodeScale scale{0.0371F, 41};
        const StepFunction f = codesOf(scale.step, scale.zeroPoint);
        for (const float x : someNumbers()) {
            std::uint8_t code = 0;
            toCodes(&x, 1, scale, &code);
            QVERIFY2(f.at(x) == code, qPrintable(QString::number(static_cast<double>(x))));
        }
    }

    void goesThroughSteps()
    {
        const StepFunction f = thresholds();
        const CleanRange clean{{-2.0F}, {3.0F}};
        compare(f, before(f, clean, 0), clean);
        compare(f, before(f, CleanRange{}, 0), CleanRange{});
        const Impute impute{{0.5F}};
        compare(f, before(f, impute, 0), impute);
        compare(f, before(f, MissingIndicator{}), MissingIndicator{});
        compare(f, before(f, SmoothClip{3.0F}), SmoothClip{3.0F});
        for (const float factor : {0.7F, -0.7F, 0.0F}) {
            const Scale scale{{0.25F}, {factor}, -1.0F, 2.0F};
            compare(f, before(f, scale, 0), scale);
        }
        for (int column = 0; column < 3; ++column)
            compare(f, before(f, OneHot{3}, column), OneHot{3}, column);
    }

    void goesThroughLookUpsOfNumbers()
    {
        const StepFunction f = thresholds();
        const LookUp op{{}, {2.0F, 0.0F, 1.0F}, {-3.0F, 0.1F, 5.0F}, 1.0F, 0.0F};
        RawCells cells;
        cells.numbers = someNumbers();
        std::vector<float> results(cells.numbers.size());
        applyLookUp(op, cells, results.size(), results.data());
        const StepFunction composed = before(f, op);
        for (std::size_t i = 0; i < results.size(); ++i)
            QCOMPARE(composed.at(cells.numbers[i]), f.at(results[i]));
    }

    /// Some of them fall before they rise.
    void goesThroughActivations_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < 8; ++kind)
            QTest::addRow("activation %d", kind) << kind;
    }
    void goesThroughActivations()
    {
        QFETCH(const int, kind);
        const StepFunction f = codesOf(0.01F, 60);
        const StepFunction composed = before(f, static_cast<ActivationKind>(kind));
        const auto reference = [&](double x) {
            switch (static_cast<ActivationKind>(kind)) {
            case ActivationKind::Relu:
                return x > 0.0 ? x : 0.0;
            case ActivationKind::Elu:
                return x > 0.0 ? x : std::exp(x) - 1.0;
            case ActivationKind::Selu:
                return 1.0507009873554805 *
                       (x > 0.0 ? x : 1.6732632423543772 * (std::exp(x) - 1.0));
            case ActivationKind::Gelu:
                return x * 0.5 * (1.0 + std::erf(x / std::sqrt(2.0)));
            case ActivationKind::Mish:
                return x * std::tanh(std::log(1.0 + std::exp(x)));
            case ActivationKind::Silu:
                return x / (1.0 + std::exp(-x));
            case ActivationKind::Tanh:
                return std::tanh(x);
            default:
                return 1.0 / (1.0 + std::exp(-x));
            }
        };
        int differing = 0;
        for (int i = -6000; i <= 3000; ++i) {
            const float x = static_cast<float>(i) * 1e-3F;
            const int want = f.at(static_cast<float>(reference(static_cast<double>(x))));
            const int have = composed.at(x);
            QVERIFY(std::abs(have - want) <= 1);
            differing += have != want ? 1 : 0;
        }
        QVERIFY(differing < 20); // roundings of the last bit
    }
};

QTEST_GUILESS_MAIN(TestStepFunction)
#include "tst_step_function.moc"
