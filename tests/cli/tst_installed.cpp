// SPDX-License-Identifier: GPL-3.0-or-later
// What `cmake --install` puts into a folder runs from there.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

namespace {

constexpr int kPatience = 120'000;

} // namespace

class TestInstalled : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QString place(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

    /// Neither the build's modules nor its libraries are to be found by it.
    QByteArray run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(QStringLiteral("LEPTUNE_MODULES"));
        environment.remove(QStringLiteral("LD_LIBRARY_PATH"));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        if (!process.waitForFinished(kPatience) || process.exitCode() != 0)
            return "failed: " + process.readAll();
        return process.readAll();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QByteArray log = run(QStringLiteral("cmake"),
                                   {QStringLiteral("--install"), QStringLiteral(LEPTUNE_BUILD),
                                    QStringLiteral("--prefix"), m_folder.path()});
        QVERIFY2(!log.startsWith("failed"), log.constData());
    }

    void holdsProgramsPagesAndReader_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *file :
             {"bin/leptune-cli", "lib/libleptune_core.so", "include/leptune_reader.h",
              "share/man/man1/leptune-cli.1", "share/doc/leptune/copyright"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }
    void holdsProgramsPagesAndReader()
    {
        QFETCH(const QString, file);
        QVERIFY(QFile(m_folder.filePath(file)).size() > 0);
    }

    void trainsANetworkWhereItLies()
    {
#ifdef LEPTUNE_HAS_NEURAL
        const QByteArray log = run(
            place("bin/leptune-cli"),
            {QStringLiteral("tune"),
             QStringLiteral(LEPTUNE_SOURCE "/resources/examples/flowers.csv"),
             QStringLiteral("--target"), QStringLiteral("species"), QStringLiteral("--families"),
             QStringLiteral("nn"), QStringLiteral("--trials"), QStringLiteral("2"),
             QStringLiteral("--no-refit"), QStringLiteral("--no-experience")});
        QVERIFY2(!log.startsWith("failed") && log.contains("nn-"), log.constData());
#else
        QSKIP("built without networks");
#endif
    }

    void exportsItsHeaderWithAModel()
    {
        const QString project = place("flowers.leptune");
        QByteArray log =
            run(place("bin/leptune-cli"),
                {QStringLiteral("tune"),
                 QStringLiteral(LEPTUNE_SOURCE "/resources/examples/flowers.csv"),
                 QStringLiteral("--target"), QStringLiteral("species"),
                 QStringLiteral("--families"), QStringLiteral("linear"), QStringLiteral("--trials"),
                 QStringLiteral("1"), QStringLiteral("--no-refit"),
                 QStringLiteral("--no-experience"), QStringLiteral("--project"), project});
        QVERIFY2(!log.startsWith("failed"), log.constData());
        log = run(place("bin/leptune-cli"),
                  {QStringLiteral("export"), project, QStringLiteral("--format"),
                   QStringLiteral("native"), QStringLiteral("--output"), place("m")});
        QVERIFY2(!log.startsWith("failed"), log.constData());
        QFile header(place("leptune_reader.h")), installed(place("include/leptune_reader.h"));
        QVERIFY(header.open(QIODevice::ReadOnly) && installed.open(QIODevice::ReadOnly));
        QVERIFY(header.readAll() == installed.readAll());
    }

    void itsManualNamesEveryCommand()
    {
        QFile page(place("share/man/man1/leptune-cli.1"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray text = page.readAll();
        const QByteArray help = run(place("bin/leptune-cli"), {QStringLiteral("--help")});
        const QList<QByteArray> lines = help.mid(help.indexOf("Subcommands:")).split('\n');
        QVERIFY(lines.size() > 8);
        for (const QByteArray &line : lines.mid(1)) {
            QByteArray name = line.trimmed().split(' ').first();
            name.replace("-", "\\-");
            if (!name.isEmpty())
                QVERIFY2(text.contains(".SS " + name + '\n'), name.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestInstalled)
#include "tst_installed.moc"
