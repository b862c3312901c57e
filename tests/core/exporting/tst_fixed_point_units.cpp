// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/exporting/c_fixed_export.h"
#include "core/exporting/export_model.h"
#include "core/exporting/fixed_point_units.h"
#include "tests/support/model_samples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace leptune;

/// Numbers as whole multiples of powers of 2.
class TestFixedPointUnits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheFewestBitsThatHoldAllEdges()
    {
        QCOMPARE(bitsFor({}), 0);
        QCOMPARE(bitsFor({1.0F, 2.0F, 40.0F}), 0);
        QCOMPARE(bitsFor({36.5F, 12.25F}), 2);
        QCOMPARE(bitsFor({std::nextafter(3.0F, 4.0F)}), 0); // "above 3" among whole numbers
    }

    void leavesRoomForTheLargest()
    {
        const int bits = bitsFor({0.1F, 1000.0F});
        QVERIFY(std::ldexp(1000.0, bits) <= 1073741824.0);
        QVERIFY(std::ldexp(1000.0, bits) > 268435456.0);
        QVERIFY(bitsFor({3e11F}) <= 0);
        QCOMPARE(bitsFor({0.5F, 1e30F}), 1); // a limit of anything
    }

    void roundsCellsDownAndCutsThem()
    {
        QCOMPARE(wholeNumber(1.75F, 1), 3);
        QCOMPARE(wholeNumber(-1.75F, 1), -4);
        QCOMPARE(wholeNumber(1e30F, 4), 2147483520); // which is a float
        QCOMPARE(wholeNumber(-1e30F, 4), -2147483520);
        QCOMPARE(wholeNumber(std::numeric_limits<float>::quiet_NaN(), 4), INT32_MIN);
    }

    void ratiosAreExactToThirtyBits_data()
    {
        QTest::addColumn<double>("factor");
        for (const double factor : {1.0, 0.3, -0.3, 1e-9, 12345.678, 7e5})
            QTest::addRow("%g", factor) << factor;
    }
    void ratiosAreExactToThirtyBits()
    {
        QFETCH(const double, factor);
        const FixedRatio ratio = ratioOf(factor);
        QVERIFY(std::abs(ratio.multiplier) <= 2147483647);
        QVERIFY(ratio.shift >= 0 && ratio.shift <= 62);
        const double have = std::ldexp(static_cast<double>(ratio.multiplier), -ratio.shift);
        QVERIFY(std::abs(have - factor) <= 1e-9 * std::abs(factor));
    }

    void factorsBeyondAllAreZeroOrTheLargest()
    {
        QCOMPARE(ratioOf(0.0).multiplier, std::int64_t{0});
        QCOMPARE(ratioOf(1e-15).multiplier, std::int64_t{0});
        QCOMPARE(ratioOf(1e20).multiplier, std::int64_t{2147483647});
    }

    /// So that leaves of 16 bits do not cost more than they may.
    void sumsOfTreesFitTheirUnit()
    {
        const TreeEnsemble trees = samples::randomTrees(4, 50, 4, 2, 3);
        const FixedPointPlan::Unit unit = unitOfSums(trees);
        QVERIFY(std::ldexp(unit.bound, unit.bits) <= 1073741824.0);
        const TreeEnsemble few = samples::randomTrees(4, 2, 2, 1, 3);
        const double largest = largestOf(few.leafValues);
        QVERIFY(std::ldexp(largest, unitOfSums(few).bits) <= 32767.0);
    }

    void theSourceComputesWithNoFloats()
    {
        for (const char *name : {"boosted trees", "symmetric trees", "forest", "integer network"}) {
            const auto model = samples::named(name);
            const CInterface interface = fixedPointInterface(*model, "m");
            const CSources sources = fixedPointSources(*model, interface);
            for (const char *word : {"float", "double", "math.h", "F,"})
                QVERIFY2(sources.source.find(word) == std::string::npos, word);
            QVERIFY(sources.header.find("#define M_ONE ") != std::string::npos);
            QVERIFY(sources.header.find("#define M_MISSING ") != std::string::npos);
        }
    }

    void refusesWhatItCanNotHoldInASentence_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("kernels") << QByteArray("kernel machine") << QByteArray("kernel machine");
        QTest::newRow("neighbours") << QByteArray("neighbours") << QByteArray("nearest neighbours");
        QTest::newRow("embeddings") << QByteArray("embedded network") << QByteArray("embedded");
    }
    void refusesWhatItCanNotHoldInASentence()
    {
        QFETCH(const QByteArray, model);
        QFETCH(const QByteArray, says);
        const auto sample = samples::named(model.toStdString());
        QVERIFY(whyNotAs(ExportFormat::C, *sample).empty());
        const std::string why = whyNotAs(ExportFormat::IntegerC, *sample);
        QVERIFY2(why.find(says.toStdString()) != std::string::npos, why.c_str());
        const QTemporaryDir folder;
        try {
            exportModel(*sample, ExportFormat::IntegerC,
                        folder.filePath(QStringLiteral("m")).toStdString());
            QFAIL("it was written");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::Unsupported);
            QVERIFY(error.detail().find(why) != std::string::npos);
        }
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFixedPointUnits)
#include "tst_fixed_point_units.moc"
