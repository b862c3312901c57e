// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cpu.h"
#include "core/base/random.h"
#include "core/neural/kernels.h"

#include <QtTest>

#include <cmath>
#include <vector>

using namespace leptune;
using namespace leptune::neural;

namespace {

struct Shape {
    std::size_t rows, depth, columns;
};

std::vector<float> numbers(std::size_t count, std::uint64_t stream)
{
    RandomStream random(7, stream);
    std::vector<float> result(count + kPadding);
    for (float &value : result)
        value = static_cast<float>(random.uniform() - 0.5);
    return result;
}

std::vector<float> product(const Kernels &kernels, const Strided &a, const std::vector<float> &b,
                           const float *bias, const Shape &of, std::size_t columnsAtOnce)
{
    std::vector<float> c(of.rows * of.columns + kPadding);
    for (std::size_t j = 0; j < of.columns; j += columnsAtOnce) {
        // Alone, so that nothing is written over what stands behind a row's part.
        const std::size_t count = std::min(columnsAtOnce, of.columns - j);
        std::vector<float> part(of.rows * count + kPadding);
        kernels.multiply(a, b.data() + j, of.columns, bias ? bias + j : nullptr, part.data(), count,
                         of.rows, of.depth, count);
        for (std::size_t i = 0; i < of.rows; ++i)
            std::copy_n(part.data() + i * count, count, c.data() + i * of.columns + j);
    }
    return c;
}

} // namespace

class TestKernels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void multipliesMatricesThatFitInNoCache_data()
    {
        QTest::addColumn<bool>("isWide");
        QTest::addColumn<bool>("isTransposed");
        QTest::addColumn<bool>("hasBias");
        QTest::addColumn<Shape>("of");
        const Shape shapes[] = {{257, 512, 96}, {1024, 300, 47}, {13, 1000, 400}, {512, 1024, 260}};
        for (const bool isWide : {false, true})
            for (const bool isTransposed : {false, true})
                for (const bool hasBias : {false, true})
                    for (const Shape &of : shapes)
                        QTest::addRow("%s, %s, %s, %d x %d x %d", isWide ? "AVX-512" : "AVX2",
                                      isTransposed ? "columns" : "rows", hasBias ? "bias" : "none",
                                      int(of.rows), int(of.depth), int(of.columns))
                            << isWide << isTransposed << hasBias << of;
    }
    void multipliesMatricesThatFitInNoCache()
    {
        QFETCH(const bool, isWide);
        QFETCH(const bool, isTransposed);
        QFETCH(const bool, hasBias);
        QFETCH(const Shape, of);
        if (isWide && !hasAvx512())
            QSKIP("this CPU has no AVX-512");
        const Kernels &kernels = isWide ? kKernelsAvx512 : kKernelsAvx2;
        const std::vector<float> left = numbers(of.rows * of.depth, 1),
                                 b = numbers(of.depth * of.columns, 2),
                                 bias = numbers(of.columns, 3);
        const Strided a{left.data(), isTransposed ? 1 : of.depth, isTransposed ? of.rows : 1};
        const float *start = hasBias ? bias.data() : nullptr;
        const std::vector<float> c = product(kernels, a, b, start, of, of.columns);
        for (std::size_t i = 0; i < of.rows; i += 3)
            for (std::size_t j = 0; j < of.columns; ++j) {
                double want = start ? static_cast<double>(start[j]) : 0.0;
                for (std::size_t p = 0; p < of.depth; ++p)
                    want += static_cast<double>(a.values[i * a.row + p * a.column]) *
                            static_cast<double>(b[p * of.columns + j]);
                QVERIFY(std::abs(static_cast<double>(c[i * of.columns + j]) - want) < 2e-4);
            }
        // Columns of a single vector do not go block by block: the same bits.
        QVERIFY(c == product(kernels, a, b, start, of, isWide ? 16 : 8));
    }
};

QTEST_GUILESS_MAIN(TestKernels)
#include "tst_kernels.moc"
