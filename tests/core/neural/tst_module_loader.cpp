// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/neural/module_loader.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <fstream>

using namespace leptune;
using namespace leptune::neural;

class TestModuleLoader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhyAFileIsNoModule_data();
    void saysWhyAFileIsNoModule();
    void addsAReasonForEveryPlace();
    void findsTheModuleInTheNamedFolder();

private:
    QTemporaryDir m_folder;
};

void TestModuleLoader::saysWhyAFileIsNoModule_data()
{
    const std::string garbage = m_folder.filePath("garbage.so").toStdString();
    std::ofstream(garbage) << std::string(500, 'x');
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("reason");
    QTest::newRow("absent") << m_folder.filePath("absent.so") << "not there";
    QTest::newRow("no library") << QString::fromStdString(garbage) << "invalid ELF header";
    QTest::newRow("a library without the entry") << QString(LEPTUNE_OTHER_LIBRARY) << "undefined symbol";
    QTest::newRow("another version")
        << QString(LEPTUNE_WRONG_MODULE)
        << QString("another version of Leptune (interface %1, wanted %2)")
               .arg(leptune::neural::kAbi + 1)
               .arg(leptune::neural::kAbi);
}

void TestModuleLoader::saysWhyAFileIsNoModule()
{
    QFETCH(const QString, file);
    QFETCH(const QString, reason);
    std::string reasons;
    QVERIFY(!openModule(file.toStdString(), reasons));
    const QString said = QString::fromStdString(reasons);
    QVERIFY2(said.contains(file) && said.contains(reason), qPrintable(said));
}

void TestModuleLoader::addsAReasonForEveryPlace()
{
    std::string reasons;
    openModule("/first/place.so", reasons);
    openModule("/second/place.so", reasons);
    QCOMPARE(std::count(reasons.begin(), reasons.end(), '\n'), 2);
}

void TestModuleLoader::findsTheModuleInTheNamedFolder()
{
    const QTemporaryDir named;
    QVERIFY(std::ofstream(named.filePath("libleptune_neural.so").toStdString()) << "broken, but there");
    setenv("LEPTUNE_MODULES", named.path().toUtf8().constData(), 1);
    QVERIFY(moduleIsThere());
}

QTEST_GUILESS_MAIN(TestModuleLoader)
#include "tst_module_loader.moc"
