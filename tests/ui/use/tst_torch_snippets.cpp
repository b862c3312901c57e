// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/use/snippet_programs.h"

#include <QTest>

using namespace leptune;
using namespace leptune::snippets;

/// Programs around TorchScript files run with the real library.
class TestTorchSnippets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Two, for LibTorch's headers take long: texts, dates and classes; numbers of one column.
    void torchScriptRunsInCpp_data()
    {
        QTest::addColumn<QByteArray>("sample");
        for (const char *sample : {"embedded network", "features of pictures and columns"})
            QTest::newRow(sample) << QByteArray(sample);
    }
    void torchScriptRunsInCpp()
    {
        QFETCH(QByteArray, sample);
        const std::string headers = "/usr/include/torch/csrc/api/include";
        if (!findProgram("c++") || !QFile::exists(QString::fromStdString(headers)))
            QSKIP("there is no compiler or no libtorch-dev");
        const std::string name = sample.toStdString();
        const Made files = made(name, ExportFormat::TorchScript, SnippetLanguage::Cpp);
        const QByteArray said = run(files, {{"c++", "-std=c++17", "-O0", "main.cpp", "-I", headers,
                                             "-ltorch", "-ltorch_cpu", "-lc10", "-o", "program"},
                                            {files.path() + "/program"}});
        const auto model = samples::named(name);
        const Prediction want = model->predict(emptyRow(*model));
        if (want.labels.empty())
            QVERIFY2(std::abs(said.split('\n')[0].toDouble() -
                              static_cast<double>(want.numbers[0])) < 1e-3,
                     said);
        else
            QVERIFY2(
                said.startsWith(
                    '[' + QByteArray::fromStdString(
                              model->schema().classes[static_cast<std::size_t>(want.labels[0])])),
                said);
    }
};

QTEST_GUILESS_MAIN(TestTorchSnippets)
#include "tst_torch_snippets.moc"
