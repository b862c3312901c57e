// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_folder.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace leptune;

namespace {

/// Three kinds that overlap, the last one rare.
QByteArray kindData(int rows, std::uint64_t seed)
{
    RandomStream random(seed);
    QByteArray text = "x,kind\n";
    for (int i = 0; i < rows; ++i) {
        const double x = random.uniform(0.0, 10.0);
        const double y = x + 2.0 * random.normal();
        text += QByteArray::number(x) + (y > 9.0   ? ",\"fatal, at once\"\n"
                                         : y > 5.0 ? ",severe\n"
                                                   : ",minor\n");
    }
    return text;
}

int fatalIn(const QString &path)
{
    int count = 0;
    for (const QByteArray &line : linesOf(path))
        count += line.startsWith("\"fatal") ? 1 : 0;
    return count;
}

} // namespace

class TestClassCosts : public QObject {
    Q_OBJECT
private:
    CliFolder m_folder;

    /// Arguments may hold blanks.
    CliResult tune(const QStringList &more, const char *project) const
    {
        return runCli(QStringList{QStringLiteral("tune"), m_folder.at("data.csv"),
                                  QStringLiteral("--target"), QStringLiteral("kind"),
                                  QStringLiteral("--trials"), QStringLiteral("3"),
                                  QStringLiteral("--families"), QStringLiteral("linear,boosting"),
                                  QStringLiteral("--quiet"), QStringLiteral("--project"),
                                  m_folder.at(project)} +
                      more);
    }
    int fatalAnswers(const char *project) const
    {
        const QString name = QLatin1String(project);
        const CliResult result =
            m_folder.run(QStringLiteral("predict @%1 @new.csv --output @%1.csv").arg(name));
        return result.status == 0 ? fatalIn(m_folder.at((name + QStringLiteral(".csv")).toLatin1()))
                                  : -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(writeFile(m_folder.at("data.csv"), kindData(600, 1)));
        QVERIFY(writeFile(m_folder.at("new.csv"), kindData(1000, 2)));
        const CliResult plain = tune({}, "plain");
        QVERIFY2(plain.status == 0, qPrintable(plain.text()));
        const CliResult dear = tune(
            {QStringLiteral("--costs"), QStringLiteral("fatal\\, at once=20,severe=4")}, "dear");
        QVERIFY2(dear.status == 0, qPrintable(dear.text()));
    }

    void dearClassesAreAnsweredMoreOften()
    {
        const int usual = fatalAnswers("plain"), dear = fatalAnswers("dear");
        QVERIFY(usual >= 0);
        QVERIFY2(dear > usual + 50, qPrintable(QString::number(dear)));
    }

    void evaluateCountsTheSameAnswers()
    {
        const CliResult result = m_folder.run(QStringLiteral("evaluate @dear @new.csv --json"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        const auto confusion = nlohmann::json::parse(result.out.toStdString()).at("confusion");
        const auto classes = nlohmann::json::parse(result.out.toStdString()).at("classes");
        int answered = 0;
        for (std::size_t c = 0; c < classes.size(); ++c)
            if (classes[c].at("label").get<std::string>().starts_with("fatal"))
                for (const auto &truth : confusion)
                    answered += truth[c].get<int>();
        QCOMPARE(answered, fatalAnswers("dear"));
    }

    void resumeAndCompressKeepThem()
    {
        const int before = fatalAnswers("dear");
        QFile::copy(m_folder.at("dear"), m_folder.at("more"));
        const CliResult resumed = m_folder.run(QStringLiteral("resume @more --trials 2 --quiet"));
        QVERIFY2(resumed.status == 0, qPrintable(resumed.text()));
        QVERIFY(fatalAnswers("more") > before / 2);
        QVERIFY(fatalAnswers("more") > fatalAnswers("plain") + 30);
        const CliResult made = m_folder.run(QStringLiteral("compress @more --max-drop 20% --json"));
        QVERIFY2(made.status == 0, qPrintable(made.text()));
        const CliResult small = m_folder.run(
            QStringLiteral("predict @more @new.csv --model smallest --output @small.csv"));
        QVERIFY2(small.status == 0, qPrintable(small.text()));
        QVERIFY(fatalIn(m_folder.at("small.csv")) > fatalAnswers("plain") + 30);
    }

    void exportedFilesTellTheWeights()
    {
        QCOMPARE(m_folder.run(QStringLiteral("export @dear --format onnx --output @m.onnx")).status,
                 0);
        QFile onnx(m_folder.at("m.onnx"));
        QVERIFY(onnx.open(QIODevice::ReadOnly));
        const QByteArray bytes = onnx.readAll();
        QVERIFY(bytes.contains("class_weights") && !bytes.contains("provenance.class_weights"));
        QCOMPARE(m_folder.run(QStringLiteral("export @dear --format c --output @m")).status, 0);
        QVERIFY(linesOf(m_folder.at("m.h")).join('\n').contains("class_weights: "));
    }

    void aClassThatThereIsNotIsNamedWithThoseThatThereAre()
    {
        const CliResult result =
            tune({QStringLiteral("--costs"), QStringLiteral("deadly=5")}, "none");
        QVERIFY(result.status != 0);
        QVERIFY2(result.error.contains("\"deadly\"") && result.error.contains("severe"),
                 qPrintable(result.text()));
    }
};

QTEST_GUILESS_MAIN(TestClassCosts)
#include "tst_class_costs.moc"
