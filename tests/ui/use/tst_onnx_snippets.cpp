// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/use/snippet_programs.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QTest>

using namespace leptune;
using namespace leptune::snippets;

namespace {

/// Of ONNX Runtime's Python package, or empty.
QString onnxRuntimeLibrary()
{
    QDirIterator files(
        QFileInfo(QStringLiteral(LEPTUNE_PYTHON)).absolutePath() + QStringLiteral("/../lib"),
        {QStringLiteral("libonnxruntime.so.*")}, QDir::Files, QDirIterator::Subdirectories);
    return files.hasNext() ? files.next() : QString();
}

} // namespace

/// Programs around ONNX files run with the real library.
class TestOnnxSnippets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onnxRunsInCAndCpp_data()
    {
        QTest::addColumn<QByteArray>("sample");
        for (const char *sample : {"boosted trees", "tree regression", "pixels", "clashing names",
                                   "constant", "features of pictures and columns"})
            QTest::newRow(sample) << QByteArray(sample);
    }
    void onnxRunsInCAndCpp()
    {
        QFETCH(QByteArray, sample);
        const QString library = onnxRuntimeLibrary();
        if (library.isEmpty() || !findProgram("cc") || !findProgram("c++"))
            QSKIP("onnxruntime or a compiler is not installed; packaging/test.sh does");
        const std::string name = sample.toStdString();
        const auto answer = [&](const Made &files, Argv command) {
            for (const char *link : {"libonnxruntime.so", "libonnxruntime.so.1"})
                QFile::link(library, files.folder->filePath(QLatin1String(link)));
            const Argv rest{"-O1",          "-Wall",
                            "-Wextra",      "-Werror",
                            "-I",           LEPTUNE_SOURCE "/tests/interop/onnxruntime",
                            "-L.",          "-lonnxruntime",
                            "-Wl,-rpath,.", "-o",
                            "program"};
            command.insert(command.end(), rest.begin(), rest.end());
            return run(files, {command, {files.path() + "/program"}});
        };
        const QByteArray inC = answer(made(name, ExportFormat::Onnx, SnippetLanguage::C),
                                      {"cc", "-std=c99", "main.c"});
        QCOMPARE(answerProblem(*samples::named(name), inC), QByteArray());
        QCOMPARE(answer(made(name, ExportFormat::Onnx, SnippetLanguage::Cpp), {"c++", "main.cpp"}),
                 inC);
    }
};

QTEST_GUILESS_MAIN(TestOnnxSnippets)
#include "tst_onnx_snippets.moc"
