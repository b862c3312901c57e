// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/preprocess/iso_date.h"
#include "core/preprocess/steps.h"

#include <QTest>
#include <cmath>

using namespace leptune;

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

std::vector<float> apply(const Step &step, const std::vector<float> &in, int width)
{
    const std::size_t rows = in.size() / static_cast<std::size_t>(width);
    std::vector<float> out(rows * static_cast<std::size_t>(outputWidth(step, width)));
    applyStep(step, in.data(), width, rows, out.data());
    return out;
}

void compare(const std::vector<float> &got, const std::vector<float> &wanted)
{
    QCOMPARE(got.size(), wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        if (std::isnan(wanted[i]))
            QVERIFY2(std::isnan(got[i]), qPrintable(QString::number(i)));
        else
            QCOMPARE(got[i], wanted[i]);
    }
}

RawCells spelled(std::vector<std::int32_t> codes, std::vector<std::string> dictionary)
{
    return {{}, std::move(codes), std::make_shared<const std::vector<std::string>>(dictionary)};
}

std::vector<float> lookUp(const LookUp &step, const RawCells &cells, std::size_t rows)
{
    std::vector<float> out(rows);
    applyLookUp(step, cells, rows, out.data());
    return out;
}

} // namespace

class TestSteps : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void imputesColumnByColumn()
    {
        compare(apply(Impute{{1.0F, 2.0F}}, {kNaN, 5.0F, 7.0F, kNaN}, 2), {1, 5, 7, 2});
    }
    void marksMissingCells()
    {
        compare(apply(MissingIndicator{}, {kNaN, 5.0F, kInf}, 1), {1, 0, 0});
    }
    void scalesAndClipsButKeepsMissing()
    {
        const Scale step{{10.0F}, {0.5F}, -1.0F, 2.0F};
        compare(apply(step, {10, 12, 1000, -1000, kNaN, kInf}, 1), {0, 1, 2, -1, kNaN, 2});
    }
    void smoothClipStaysBelowItsLimit()
    {
        const std::vector<float> out = apply(SmoothClip{3.0F}, {0.0F, 3.0F, -1e4F, kNaN}, 1);
        QCOMPARE(out[0], 0.0F);
        QVERIFY(std::abs(out[1] - 3.0F / std::sqrt(2.0F)) < 1e-6F);
        QVERIFY(out[2] >= -3.0F && out[2] < -2.99F);
        QVERIFY(std::isnan(out[3]));
    }
    void cleansInfiniteAndImpossibleValues()
    {
        compare(apply(CleanRange{}, {kInf, -kInf, 1e30F, kNaN}, 1), {kNaN, kNaN, 1e30F, kNaN});
        compare(apply(CleanRange{{0.0F}, {10.0F}}, {-1, 0, 10, 11}, 1), {kNaN, 0, 10, kNaN});
    }
    void oneHotLeavesUnknownIndicesZero()
    {
        compare(apply(OneHot{2}, {0, 1, 2, -1, kNaN}, 1), {1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    }
    void takesDatesApart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("parts"); // year, month, day, weekday, hour, day of the year
        // Weekdays and day numbers from Python's datetime.
        QTest::newRow("epoch") << "2000-01-01" << QList<int>{2000, 1, 1, 5, 0, 1};
        QTest::newRow("leap day") << "2024-02-29 23:59" << QList<int>{2024, 2, 29, 3, 23, 60};
        QTest::newRow("before") << "1999-12-31 06:00" << QList<int>{1999, 12, 31, 4, 6, 365};
        QTest::newRow("century") << "1900-03-01 12:30:30" << QList<int>{1900, 3, 1, 3, 12, 60};
        QTest::newRow("far") << "2400-12-31" << QList<int>{2400, 12, 31, 6, 0, 366};
        QTest::newRow("year 1") << "0001-01-01" << QList<int>{1, 1, 1, 0, 0, 1};
        // float32 days alone would put this one into hour 1.
        QTest::newRow("two o'clock") << "2024-05-05T02:00:00Z" << QList<int>{2024, 5, 5, 6, 2, 126};
    }
    void takesDatesApart()
    {
        QFETCH(QString, text);
        QFETCH(QList<int>, parts);
        const DateParts step{{DatePart::Year, DatePart::Month, DatePart::Day, DatePart::Weekday,
                              DatePart::Hour, DatePart::DayOfYear, DatePart::Elapsed}};
        const auto days = static_cast<float>(*parseIsoDays(text.toStdString()));
        std::vector<float> wanted(parts.begin(), parts.end());
        wanted.push_back(days);
        compare(apply(step, {days}, 1), wanted);
    }
    void everyHourOfADaySurvivesFloat32()
    {
        const double day = *parseIsoDays("2031-07-19");
        for (int hour = 0; hour < 24; ++hour) {
            const auto days = static_cast<float>(day + hour / 24.0);
            compare(apply(DateParts{{DatePart::Hour}}, {days}, 1), {static_cast<float>(hour)});
        }
    }
    void datesBeyondTheCalendarAreMissing()
    {
        compare(apply(DateParts{{DatePart::Year}}, {kNaN, kInf, 1e12F}, 1), {kNaN, kNaN, kNaN});
    }
    void readsOnlyValidIsoDates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::newRow("day") << " 2024-03-01 " << true;
        QTest::newRow("fraction") << "2024-03-01T10:11:12.25Z" << true;
        QTest::newRow("no such day") << "2023-02-29" << false;
        QTest::newRow("no such month") << "2023-13-01" << false;
        QTest::newRow("hour 24") << "2023-01-01 24:00" << false;
        QTest::newRow("rest") << "2023-01-01x" << false;
        QTest::newRow("short") << "2023-1-1" << false;
        QTest::newRow("empty") << "" << false;
    }
    void readsOnlyValidIsoDates()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        QCOMPARE(parseIsoDays(text.toStdString()).has_value(), valid);
    }
    void looksUpSpellings()
    {
        const LookUp step{{"a", "b"}, {}, {10, 20}, -1, -2};
        const RawCells cells = spelled({1, 0, -1, 2, 3}, {"a", "b", "new", ""});
        compare(lookUp(step, cells, 5), {20, 10, -1, -2, -1});
    }
    void looksUpNumbers()
    {
        const LookUp step{{}, {0.0F, 2.5F}, {10, 20}, -1, -2};
        compare(lookUp(step, {{2.5F, -0.0F, kNaN, 3.0F}, {}, {}}, 4), {20, 10, -1, -2});
    }
    void findsTheSameByTableAndBySearch()
    {
        LookUp step;
        std::vector<std::string> dictionary;
        std::vector<std::int32_t> codes;
        for (int i = 0; i < 5000; ++i) {
            dictionary.push_back("key " + std::to_string(i));
            codes.push_back(4999 - i);
            if (i % 3 != 0) {
                step.keys.push_back(dictionary.back());
                step.values.push_back(static_cast<float>(i));
            }
        }
        step.unseen = -7.0F;
        const RawCells all = spelled(codes, dictionary);
        const std::vector<float> together = lookUp(step, all, codes.size());
        for (std::size_t row = 0; row < codes.size(); row += 97) {
            const RawCells one{{}, {codes[row]}, all.dictionary};
            compare(lookUp(step, one, 1), {together[row]});
        }
        QCOMPARE(together[0], 4999.0F);
        QCOMPARE(together[1], -7.0F);
    }
    void rowsDoNotDependOnEachOther()
    {
        std::vector<float> in;
        for (int i = 0; i < 1001; ++i)
            in.push_back(static_cast<float>(i) * 0.37F - 100.0F);
        for (const Step &step : {Step(SmoothClip{}), Step(Scale{{0.3F}, {1.7F}, -5, 5})}) {
            const std::vector<float> together = apply(step, in, 1);
            for (std::size_t i = 0; i < in.size(); ++i)
                compare(apply(step, {in[i]}, 1), {together[i]});
        }
    }
    void refusesParametersOfAnotherWidth()
    {
        QVERIFY_EXCEPTION_THROWN(outputWidth(Impute{{1.0F}}, 2), Error);
        QVERIFY_EXCEPTION_THROWN(outputWidth(OneHot{3}, 2), Error);
        QVERIFY_EXCEPTION_THROWN(lookUp(LookUp{{"a"}, {}, {}, 0, 0}, spelled({0}, {"a"}), 1),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(lookUp(LookUp{{"a"}, {}, {1}, 0, 0}, {{1.0F}, {}, {}}, 1), Error);
    }
};

QTEST_GUILESS_MAIN(TestSteps)
#include "tst_steps.moc"
