// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/use/snippet_programs.h"

#include <QTest>

using namespace leptune;
using namespace leptune::snippets;

namespace {

/// The program as one of several files, in another of which the header is implemented.
Made withoutReader(Made made)
{
    QFile file(made.folder->filePath(made.program));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no program");
    QByteArray text = file.readAll();
    if (text.count("#define LEPTUNE_READER_IMPLEMENTATION\n") != 1)
        qFatal("the header is not implemented once");
    text.replace("#define LEPTUNE_READER_IMPLEMENTATION\n", "");
    file.close();
    write(made, made.program, text);
    return made;
}

} // namespace

/// Programs around native files run with the header that the export put beside them.
class TestNativeSnippets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The header that they include is the one that the export put beside the model.
    void nativeRunsAsItStands()
    {
        if (!findProgram("c++"))
            QSKIP("there is no compiler");
        const Made cpp = made("pixels", ExportFormat::Native, SnippetLanguage::Cpp);
        QVERIFY(!run(cpp,
                     {{"c++", "-std=c++20", "-O0", "-march=x86-64-v3", "main.cpp", "-o", "program"},
                      {cpp.path() + "/program"}})
                     .isEmpty());
        const Made python = made("tree regression", ExportFormat::Native, SnippetLanguage::Python);
        QCOMPARE(answerProblem(*samples::named("tree regression"),
                               run(python, {{"/usr/bin/python3", "main.py"}})),
                 QByteArray());
    }

    /// The reader itself, which takes half a minute, was compiled when the tests were built.
    void nativeRunsInAnyOfThree_data()
    {
        QTest::addColumn<QByteArray>("sample");
        for (const char *sample : {"boosted trees", "tree regression", "pixels", "constant"})
            QTest::newRow(sample) << QByteArray(sample);
    }
    void nativeRunsInAnyOfThree()
    {
        QFETCH(QByteArray, sample);
        if (!findProgram("cc") || !findProgram("c++"))
            QSKIP("there is no compiler");
        const std::string name = sample.toStdString();
        const auto model = samples::named(name);
        const Argv compile{"c++",   "-std=c++20", "-O0", "-march=x86-64-v3",
                           "-Wall", "-Wextra",    "-c",  "-fPIC"};
        const auto with = [&](const Argv &words) {
            Argv command = compile;
            command.insert(command.end(), words.begin(), words.end());
            return command;
        };
        const Made c = withoutReader(made(name, ExportFormat::Native, SnippetLanguage::C));
        const QByteArray inC =
            run(c, {with({"-x", "c++", "main.c", "-o", "reader.o"}),
                    {"cc", "-std=c99", "-O1", "-Wall", "-Wextra", "-Werror", "-c", "main.c", "-o",
                     "main.o"},
                    {"c++", "main.o", "reader.o", LEPTUNE_READER_OBJECT, "-o", "program"},
                    {c.path() + "/program"}});
        QCOMPARE(answerProblem(*model, inC), QByteArray());
        const Made cpp = withoutReader(made(name, ExportFormat::Native, SnippetLanguage::Cpp));
        const QByteArray inCpp =
            run(cpp, {with({"main.cpp", "-o", "main.o"}),
                      {"c++", "main.o", LEPTUNE_READER_OBJECT, "-o", "program"},
                      {cpp.path() + "/program"}});
        QVERIFY2(!inCpp.isEmpty() && inC.startsWith(inCpp.trimmed()), inCpp);
        // The library that the program in Python finds is the one of C.
        const Made python = made(name, ExportFormat::Native, SnippetLanguage::Python);
        const QByteArray inPython = run(python, {{"c++", "-shared", c.path() + "/reader.o",
                                                  LEPTUNE_READER_OBJECT, "-o", "reader.so"},
                                                 {"/usr/bin/python3", "main.py"}});
        QCOMPARE(answerProblem(*model, inPython), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestNativeSnippets)
#include "tst_native_snippets.moc"
