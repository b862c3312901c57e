// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_folder.h"

#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

/// Rows of y = 2 x + noise of standard deviation 1.
QByteArray numberData(int rows, std::uint64_t seed)
{
    RandomStream random(seed);
    QByteArray text = "x,y\n";
    for (int i = 0; i < rows; ++i) {
        const double x = random.uniform(0.0, 10.0);
        text += QByteArray::number(x) + ',' + QByteArray::number(2.0 * x + random.normal()) + '\n';
    }
    return text;
}

double cell(const QByteArray &line, int place)
{
    return line.split(',')[place].toDouble();
}

} // namespace

class TestIntervals : public QObject {
    Q_OBJECT
private:
    CliFolder m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(writeFile(m_folder.at("data.csv"), numberData(600, 1)));
        QVERIFY(writeFile(m_folder.at("new.csv"), numberData(2000, 2)));
        QVERIFY(writeFile(m_folder.at("classes.csv"), classData("no", "yes")));
        const QString options =
            QStringLiteral(" --trials 3 --families linear,boosting --quiet --project ");
        QCOMPARE(m_folder
                     .run(QStringLiteral("tune @data.csv --target y") + options +
                          QStringLiteral("@n.leptune"))
                     .status,
                 0);
        QCOMPARE(m_folder
                     .run(QStringLiteral("tune @classes.csv --target label") + options +
                          QStringLiteral("@c.leptune"))
                     .status,
                 0);
    }

    void nineOfTenNewNumbersLieBetweenLowAndHigh()
    {
        const CliResult result = m_folder.run(
            QStringLiteral("predict @n.leptune @new.csv --output @answers.csv --intervals"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        const QList<QByteArray> answers = linesOf(m_folder.at("answers.csv"));
        const QList<QByteArray> truth = linesOf(m_folder.at("new.csv"));
        QCOMPARE(answers[0], QByteArray("prediction,low,high"));
        QCOMPARE(answers.size(), truth.size());
        int covered = 0;
        for (int line = 1; line < answers.size(); ++line) {
            const double y = cell(truth[line], 1);
            const double answer = cell(answers[line], 0);
            covered += y >= cell(answers[line], 1) && y <= cell(answers[line], 2) ? 1 : 0;
            QVERIFY(std::abs(0.5 * (cell(answers[line], 1) + cell(answers[line], 2)) - answer) <
                    1e-4);
        }
        QVERIFY2(covered > 1720 && covered < 1880, qPrintable(QString::number(covered)));
    }

    void withoutTheOptionTheFileIsAsBefore()
    {
        QCOMPARE(
            m_folder.run(QStringLiteral("predict @n.leptune @new.csv --output @plain.csv")).status,
            0);
        QCOMPARE(linesOf(m_folder.at("plain.csv"))[0], QByteArray("prediction"));
    }

    void classesRefuseIt()
    {
        const CliResult result = m_folder.run(
            QStringLiteral("predict @c.leptune @classes.csv --output @none.csv --intervals"));
        QCOMPARE(result.status, 2);
        QVERIFY2(result.error.contains("probabilities"), qPrintable(result.text()));
        QVERIFY(!QFile::exists(m_folder.at("none.csv")));
    }

    void exportedFilesTellTheWidth()
    {
        QCOMPARE(
            m_folder.run(QStringLiteral("export @n.leptune --format onnx --output @m.onnx")).status,
            0);
        QFile onnx(m_folder.at("m.onnx"));
        QVERIFY(onnx.open(QIODevice::ReadOnly));
        const QByteArray bytes = onnx.readAll();
        QVERIFY(bytes.contains("interval_90") && !bytes.contains("provenance.interval_90"));
        QCOMPARE(m_folder.run(QStringLiteral("export @n.leptune --format c --output @m")).status,
                 0);
        double width = 0.0;
        for (const QByteArray &line : linesOf(m_folder.at("m.h")))
            if (line.startsWith("#define M_INTERVAL_90 "))
                width = line.split(' ').last().toDouble();
        QVERIFY2(width > 1.4 && width < 2.0, qPrintable(QString::number(width)));
    }
};

QTEST_GUILESS_MAIN(TestIntervals)
#include "tst_intervals.moc"
