// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/metalearn/portfolio.h"
#include "tests/cli/cli_process.h"
#include "tests/support/made_tables.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace leptune;

namespace {

QByteArray csvOf(const Table &table)
{
    QByteArray csv;
    for (std::size_t row = 0; row <= table.rows(); ++row)
        for (std::size_t column = 0; column < table.columns(); ++column) {
            const Column &cells = table.column(column);
            csv += (row == 0 ? cells.name() : cells.text(row - 1)).c_str();
            csv += column + 1 < table.columns() ? "," : "\n";
        }
    return csv;
}

QByteArray comparable(const QString &path)
{
    const auto bytes = readWholeFile(path.toStdString());
    Portfolio portfolio = portfolioFromText({bytes.begin(), bytes.end()}, "portfolio");
    portfolio.provenance.clear();
    for (MeasuredTable &table : portfolio.tables)
        table.seconds.assign(table.seconds.size(), 1.0);
    return QByteArray::fromStdString(portfolioText(portfolio));
}

int linesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().count('\n')) : 0;
}

} // namespace

class TestLearnPortfolio : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QStringList words(const char *output) const
    {
        return {QStringLiteral("learn-portfolio"),  m_folder.filePath(QStringLiteral("tables")),
                QStringLiteral("--output"),         m_folder.filePath(QLatin1String(output)),
                QStringLiteral("--families"),       QStringLiteral("linear,knn,forest"),
                QStringLiteral("--configurations"), QStringLiteral("8")};
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (int i = 0; i < 3; ++i) {
            const QString name = QStringLiteral("table%1").arg(i);
            const QString folder = m_folder.filePath(QStringLiteral("tables/") + name);
            QVERIFY(QDir().mkpath(folder));
            QVERIFY(writeFile(
                folder + u'/' + name + QStringLiteral(".csv"),
                csvOf(testing::binaryTable(std::size_t(150 + 20 * i), 40 + std::uint64_t(i)))));
            QVERIFY(writeFile(folder + QStringLiteral("/meta.json"),
                              "{\"task\": \"binary\", \"target\": \"answer\"}"));
        }
    }

    void printsTheReviewAndOneLineATable()
    {
        const CliResult result = runCli(words("whole.json"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QCOMPARE(result.error.count("configurations scored"), 3);
        QVERIFY(result.out.contains("portfolio by likeness"));
        QVERIFY(QFile::exists(m_folder.filePath(QStringLiteral("whole.json"))));
    }

    void aKilledRunGoesOnToTheSameResult()
    {
        const QString rows = m_folder.filePath(QStringLiteral("killed.json.rows"));
        int kills = 0;
        for (int wanted : {3, 9, 16}) {
            QProcess process;
            process.start(QStringLiteral(LEPTUNE_CLI), words("killed.json"));
            QVERIFY(process.waitForStarted());
            QElapsedTimer timer;
            timer.start();
            while (linesOf(rows) < wanted && timer.elapsed() < 30000 &&
                   process.state() == QProcess::Running)
                process.waitForFinished(2);
            ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
            process.waitForFinished();
            kills += process.exitStatus() == QProcess::CrashExit ? 1 : 0;
        }
        QVERIFY(kills >= 1);
        const CliResult result = runCli(words("killed.json"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QCOMPARE(comparable(m_folder.filePath(QStringLiteral("killed.json"))),
                 comparable(m_folder.filePath(QStringLiteral("whole.json"))));
    }

    void wrongUsageIsAnswered_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const char *option, const char *value, int status) {
            QTest::newRow(name) << QStringList{QLatin1String(option), QLatin1String(value)}
                                << status;
        };
        row("hours", "--hours", "-1", 2);
        row("rows", "--rows", "many", 2);
        row("family", "--families", "wood", 2);
        row("table", "--tables", "absent", 1);
    }
    void wrongUsageIsAnswered()
    {
        QFETCH(QStringList, more);
        QStringList all = words("wrong.json");
        all.remove(4, 4);
        const CliResult result = runCli(all + more);
        QTEST(result.status, "status");
        QVERIFY2(result.isOneSentence(), qPrintable(result.text()));
    }
};

QTEST_GUILESS_MAIN(TestLearnPortfolio)
#include "tst_learn_portfolio.moc"
