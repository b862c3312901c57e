// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/neural/module_loader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

using namespace leptune;
using namespace leptune::neural;

namespace {

/// While it lives, the process gets no address space beyond what it has.
class NoMoreMemory {
public:
    NoMoreMemory()
    {
        std::size_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        getrlimit(RLIMIT_AS, &m_before);
        rlimit tight = m_before;
        tight.rlim_cur = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        setrlimit(RLIMIT_AS, &tight);
    }
    ~NoMoreMemory() { setrlimit(RLIMIT_AS, &m_before); }
    NoMoreMemory(const NoMoreMemory &) = delete;
    NoMoreMemory &operator=(const NoMoreMemory &) = delete;

private:
    rlimit m_before{};
};

} // namespace

class TestModuleLoader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhyAFileIsNoModule_data();
    void saysWhyAFileIsNoModule();
    void addsAReasonForEveryPlace();
    void aModuleThatDoesNotFitIsAMatterOfMemory();
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
    QTest::newRow("a library without the entry")
        << QString(LEPTUNE_OTHER_LIBRARY) << "undefined symbol";
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

void TestModuleLoader::aModuleThatDoesNotFitIsAMatterOfMemory()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitised program can't be kept from asking for memory");
#endif
    const QString copy = m_folder.filePath("too_large.so"); // none that is mapped already
    QVERIFY(QFile::copy(LEPTUNE_WRONG_MODULE, copy));
    const std::filesystem::path file = copy.toStdString();
    std::string reasons, said;
    ErrorCode code = ErrorCode::Internal;
    {
        const NoMoreMemory tight;
        try {
            openModule(file, reasons);
        } catch (const Error &error) {
            code = error.code();
            said = error.what();
        }
    }
    QVERIFY2(code == ErrorCode::OutOfMemory, (reasons + said).c_str());
    QVERIFY2(said.find("not enough memory to load LibTorch") != std::string::npos, said.c_str());
    openModule(file, reasons); // the same file, with memory
    QVERIFY2(reasons.find("another version") != std::string::npos, reasons.c_str());
}

void TestModuleLoader::findsTheModuleInTheNamedFolder()
{
    const QTemporaryDir named;
    QVERIFY(std::ofstream(named.filePath("libleptune_neural.so").toStdString())
            << "broken, but there");
    setenv("LEPTUNE_MODULES", named.path().toUtf8().constData(), 1);
    QVERIFY(moduleIsThere());
}

QTEST_GUILESS_MAIN(TestModuleLoader)
#include "tst_module_loader.moc"
