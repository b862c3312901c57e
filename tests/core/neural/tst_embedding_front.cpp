// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cpu.h"
#include "core/base/random.h"
#include "core/neural/embedding_front.h"
#include "core/neural/input_columns.h"
#include "core/neural/buffer.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace leptune;
using namespace leptune::neural;

namespace {

std::vector<float> numbers(std::size_t count, std::uint64_t seed)
{
    RandomStream random(seed);
    std::vector<float> values = buffer(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = static_cast<float>(random.normal());
    return values;
}

/// A loss: the sum of `slope` times what the front gives.
double lossOf(const std::vector<float> &out, const std::vector<float> &slope, std::size_t begin)
{
    double sum = 0.0;
    for (std::size_t i = 0; i + kPadding < slope.size(); ++i)
        sum += static_cast<double>(out[begin + i]) * slope[i];
    return sum;
}

NetworkShape shapeOf(int inputs, InputEmbedding embedding)
{
    NetworkShape shape;
    shape.inputs = inputs;
    shape.embedding = std::move(embedding);
    return shape;
}

} // namespace

/// Embeddings and shares of activations as the fused steps compute them, in both instruction sets.
class TestEmbeddingFront : public QObject {
    Q_OBJECT
private:
    static void addKernels()
    {
        QTest::addColumn<bool>("wide");
        QTest::newRow("AVX2") << false;
        if (hasAvx512())
            QTest::newRow("AVX-512") << true;
    }
    static const Kernels &chosen(bool wide) { return wide ? kKernelsAvx512 : kKernelsAvx2; }

private Q_SLOTS:
    void periodicNumbersAreThoseOfTheLibrary_data() { addKernels(); }
    void periodicNumbersAreThoseOfTheLibrary()
    {
        QFETCH(bool, wide);
        for (const std::size_t outputs : {1U, 2U, 3U, 4U, 7U})
            for (const std::size_t rows : {1U, 16U, 37U}) {
                const std::size_t cosines = 5;
                const auto w = numbers(cosines, 1), b = numbers(cosines, 2),
                           l = numbers(cosines * outputs, 3), c = numbers(outputs, 4),
                           x = numbers(rows, 5);
                std::vector<float> out = buffer(rows * outputs);
                chosen(wide).periodic({cosines, outputs, w.data(), b.data(), l.data(), c.data()},
                                      x.data(), rows, out.data(), rows);
                for (std::size_t i = 0; i < rows; ++i)
                    for (std::size_t o = 0; o < outputs; ++o) {
                        double want = c[o];
                        for (std::size_t f = 0; f < cosines; ++f)
                            want += l[f * outputs + o] *
                                    std::cos(2.0 * std::numbers::pi *
                                             (static_cast<double>(w[f]) * x[i] + b[f]));
                        QVERIFY(std::abs(out[o * rows + i] - want) < 1e-5);
                    }
            }
    }

    void aShareBendsTheActivation_data() { addKernels(); }
    void aShareBendsTheActivation()
    {
        QFETCH(bool, wide);
        const Kernels &kernels = chosen(wide);
        for (const std::size_t columns : {1U, 16U, 21U})
            for (const bool drops : {false, true}) {
                const std::size_t rows = 9, count = rows * columns;
                const auto share = numbers(columns, 1), x = numbers(count, 2);
                std::vector<float> mask = buffer(count), plain = x, plainSlope = buffer(count);
                for (std::size_t i = 0; i < count; i += 2)
                    mask[i] = 1.25F;
                kernels.activate(ActivationName::Mish, nullptr, plain.data(), plainSlope.data(),
                                 count);
                std::vector<float> value = x, slope = buffer(count), bend = buffer(count);
                kernels.activateShared(ActivationName::Mish, share.data(),
                                       drops ? mask.data() : nullptr, value.data(), slope.data(),
                                       bend.data(), rows, columns);
                for (std::size_t i = 0; i < count; ++i) {
                    const float a = share[i % columns], by = drops ? mask[i] : 1.0F;
                    QVERIFY(std::abs(value[i] - by * (x[i] + a * (plain[i] - x[i]))) < 2e-6F);
                    QVERIFY(std::abs(slope[i] - by * (1.0F + a * (plainSlope[i] - 1.0F))) < 2e-6F);
                    QVERIFY(std::abs(bend[i] - by * (plain[i] - x[i])) < 2e-6F);
                }
            }
    }

    void theGradientIsThatOfFiniteDifferences_data()
    {
        QTest::addColumn<int>("rows");
        QTest::newRow("one row") << 1;
        QTest::newRow("a vector") << 16;
        QTest::newRow("more") << 37;
    }
    void theGradientIsThatOfFiniteDifferences()
    {
        QFETCH(int, rows);
        const NetworkShape shape =
            shapeOf(11, {{0, 5, 6}, 5, 3, 0.4, {{1, 3}, {8, 2}}, 4}); // 0 4 5 6 7 10 are plain
        const ParameterLayout layout(shape);
        const auto count = static_cast<std::size_t>(rows);
        EmbeddingFront front(shape, layout, count);
        QCOMPARE(front.plainCount(), std::size_t{6});
        std::vector<float> features = numbers(count * 11, 7);
        for (std::size_t i = 0; i < features.size(); i += 3) // as one-hot columns mostly are
            features[i] = 0.0F;
        std::vector<float> parameters = numbers(layout.total, 8);
        const auto width = static_cast<std::size_t>(embeddedInputs(shape));
        const std::size_t begin = front.plainCount() * count;
        const std::vector<float> back = numbers(width * count - begin, 9);
        const auto loss = [&] {
            std::vector<float> out = buffer(width * count);
            front.forward(features.data(), count, parameters, out.data());
            return lossOf(out, back, begin);
        };
        std::vector<float> out = buffer(width * count), gradient(layout.total);
        front.forward(features.data(), count, parameters, out.data());
        constexpr std::size_t kPlain[] = {0, 4, 5, 6, 7, 10};
        for (std::size_t i = 0; i < 6; ++i)
            QCOMPARE(out[i * count], features[kPlain[i]]);
        front.backward(out.data(), back.data(), parameters, gradient);
        constexpr float kStep = 1e-2F;
        for (std::size_t i = layout.embedding.frequencies; i < layout.embedding.end; ++i) {
            const float at = parameters[i];
            const auto moved = [&](float by) {
                parameters[i] = at + by;
                return loss();
            };
            // Of fourth order: cosines bend much.
            const double slope = (8.0 * (moved(kStep) - moved(-kStep)) -
                                  (moved(2.0F * kStep) - moved(-2.0F * kStep))) /
                                 (12.0 * kStep);
            parameters[i] = at;
            QVERIFY2(std::abs(slope - gradient[i]) < 4e-3 * (1.0 + std::abs(slope)),
                     qPrintable(QString("%1: %2 %3").arg(i).arg(slope).arg(gradient[i])));
        }
    }

    void columnsOfACategoryLookUpTheirRow()
    {
        const NetworkShape shape = shapeOf(4, {{}, 16, 3, 0.1, {{1, 3}}, 2});
        const ParameterLayout layout(shape);
        EmbeddingFront front(shape, layout, 3);
        const std::vector<float> parameters = numbers(layout.total, 3);
        std::vector<float> features = buffer(12), out = buffer(9);
        features[2] = 1.0F; // the second category, then none, then a mixture
        features[9] = 0.25F;
        features[11] = 0.75F;
        front.forward(features.data(), 3, parameters, out.data());
        const float *table = parameters.data() + layout.embedding.categories;
        for (std::size_t o = 0; o < 2; ++o) {
            const float *column = out.data() + 3 + 3 * o;
            QCOMPARE(column[0], table[2 + o]);
            QCOMPARE(column[1], 0.0F);
            QCOMPARE(column[2], 0.25F * table[o] + 0.75F * table[4 + o]);
        }
    }
};

QTEST_GUILESS_MAIN(TestEmbeddingFront)
#include "tst_embedding_front.moc"
