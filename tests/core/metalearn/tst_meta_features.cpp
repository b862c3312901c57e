// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/meta_features.h"

#include "core/metalearn/column_statistics.h"
#include "tests/support/made_tables.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <limits>
#include <set>

using namespace leptune;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

QJsonObject golden()
{
    QFile file(QStringLiteral(LEPTUNE_GOLDEN "/meta_features.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no golden values");
    return QJsonDocument::fromJson(file.readAll()).object();
}

std::vector<double> listOf(const char *name)
{
    std::vector<double> values;
    for (const QJsonValue &value : golden()[QLatin1String(name)].toArray())
        values.push_back(value.toDouble());
    return values;
}

double valueOf(const char *name)
{
    return golden()[QLatin1String(name)].toDouble();
}

Target numbersTarget(const std::vector<double> &values)
{
    Target target;
    target.values.assign(values.begin(), values.end());
    return target;
}

Target classTarget(const std::vector<double> &labels, int classes)
{
    Target target = numbersTarget(labels);
    target.task = classes > 2 ? TaskKind::MultiClass : TaskKind::Binary;
    for (int i = 0; i < classes; ++i)
        target.classes.push_back(std::to_string(i));
    return target;
}

MetaFeatures featuresOf(std::vector<Column> columns, const Target &target)
{
    const Table table(std::move(columns));
    return metaFeaturesOf(makeSchema(table, target), table, target, table.rows());
}

void closeTo(double actual, double expected, double tolerance = 1e-6)
{
    QVERIFY2(std::abs(actual - expected) <= tolerance,
             qPrintable(QStringLiteral("%1, expected %2").arg(actual).arg(expected)));
}

} // namespace

class TestMetaFeatures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void momentsAreScipys()
    {
        const Moments moments = momentsOf(listOf("a"));
        closeTo(moments.skew, valueOf("skew_a"));
        closeTo(moments.kurtosis, valueOf("kurtosis_a"));
        closeTo(moments.outlierShare, valueOf("outliers_a"));
        QCOMPARE(moments.count, 60.0);
        QVERIFY(!moments.allWhole);
    }

    void correlationsAreScipys()
    {
        closeTo(correlation(listOf("a"), listOf("b")), valueOf("correlation"));
        closeTo(targetLink(listOf("a"), numbersTarget(listOf("y"))),
                std::abs(valueOf("target_correlation")), 1e-5);
        closeTo(targetLink(listOf("a"), classTarget(listOf("label"), 2)), valueOf("class_link"));
    }

    void correlationSurvivesNumbersFarFromZero()
    {
        std::vector<double> far = listOf("a");
        for (double &value : far)
            value += 1e9;
        closeTo(correlation(far, listOf("b")), valueOf("correlation"), 1e-4);
    }

    void entropyAndSharesOfClassesAreThoseOfTheLabels()
    {
        const auto features =
            featuresOf({Column::numeric("a", listOf("a"))}, classTarget(listOf("label"), 2));
        closeTo(features.value("class_entropy"), valueOf("class_entropy"));
        closeTo(features.value("minority_share"), 0.3);
        closeTo(features.value("majority_share"), 0.7);
        closeTo(features.value("log_classes"), std::log(2.0));
        QVERIFY(std::isnan(features.value("target_skew")));
    }

    void regressionHasTargetNumbersAndNoClasses()
    {
        const auto features =
            featuresOf({Column::numeric("a", listOf("a"))}, numbersTarget(listOf("y")));
        QVERIFY(std::isnan(features.value("class_entropy")));
        QVERIFY(std::isfinite(features.value("target_skew")));
        QCOMPARE(features.task, TaskKind::Regression);
    }

    void countsTypesAndMissingCells()
    {
        const std::vector<std::string> shades{"red", "", "blue", "red"};
        const auto features =
            featuresOf({Column::numeric("n", {1.0, kNan, 3.0, 4.0}),
                        Column::fromTexts("shade", ColumnType::Categorical, shades),
                        Column::dateTime("day", {1.0, 2.0, 3.0, 4.0}),
                        Column::numeric("m", {0.0, 0.0, 2.0, 5.0})},
                       numbersTarget({1.0, 2.0, 3.0, 4.0}));
        closeTo(features.value("share_categorical"), 0.25);
        closeTo(features.value("share_date"), 0.25);
        closeTo(features.value("missing_share"), 2.0 / 16.0);
        closeTo(features.value("missing_columns"), 0.5);
        closeTo(features.value("log_max_cardinality"), std::log(3.0));
        closeTo(features.value("share_zero"), 0.5 / 3.0);
        closeTo(features.value("log_rows"), std::log(4.0));
        closeTo(features.value("log_columns"), std::log(4.0));
    }

    void strangeColumnsGiveNumbersOrUnknown_data()
    {
        const double huge = std::numeric_limits<double>::max();
        QTest::addColumn<std::vector<double>>("cells");
        QTest::newRow("constant") << std::vector<double>{3, 3, 3, 3};
        QTest::newRow("empty") << std::vector<double>{kNan, kNan, kNan, kNan};
        QTest::newRow("infinite") << std::vector<double>{std::numeric_limits<double>::infinity(), 1,
                                                         2, 3};
        QTest::newRow("huge") << std::vector<double>{huge, -huge, huge, 0};
        QTest::newRow("tiny") << std::vector<double>{1e-300, 2e-300, 5e-300, 0};
    }
    void strangeColumnsGiveNumbersOrUnknown()
    {
        QFETCH(std::vector<double>, cells);
        const auto features =
            featuresOf({Column::numeric("x", cells)}, classTarget({0, 1, 1, 0}, 2));
        QCOMPARE(features.values.size(), metaFeatureNames().size());
        for (const double value : features.values)
            QVERIFY(std::isnan(value) || (std::isfinite(value) && std::abs(value) < 1e6));
    }

    void largeTablesAreSampledEvenly()
    {
        const Table small = testing::regressionTable(9'000, 3);
        const Table large = testing::regressionTable(40'000, 3);
        const auto describe = [](const Table &table) {
            Rows rows;
            const Target target = makeTarget(table.column("value"), false, "", rows);
            const Table features = table.withoutColumns({"value"});
            return metaFeaturesOf(makeSchema(features, target), features, target, table.rows());
        };
        const MetaFeatures a = describe(small), b = describe(large);
        closeTo(a.value("mean_target_link"), b.value("mean_target_link"), 0.03);
        closeTo(b.value("log_rows"), std::log(40'000.0));
    }

    void namesAreKnownAndDifferent()
    {
        std::set<std::string> names;
        for (const char *name : metaFeatureNames())
            QVERIFY2(names.insert(name).second, name);
        QVERIFY(names.size() >= 25);
        QVERIFY(std::isnan(MetaFeatures().value("no such")));
    }
};

QTEST_GUILESS_MAIN(TestMetaFeatures)
#include "tst_meta_features.moc"
