// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/project/prediction_file.h"
#include "tests/support/record_samples.h"
#include "tests/support/ui_sandbox.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/message_bar.h"
#include "ui/use/code_snippet.h"
#include "ui/use/use_page.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>

using namespace leptune;
using namespace leptune::testing;

namespace {

constexpr int kPatience = 20000;

QString written(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("no room for a test file");
    return file.fileName();
}

} // namespace

class TestUsePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void offersOnlyModelsThatWereKept()
    {
        Session session;
        UsePage page(session);
        QCOMPARE(page.progress(), Page::Progress::Empty);
        QVERIFY(!page.primaryAction()->isEnabled());
        auto *empty = page.findChild<EmptyState *>();
        QVERIFY(empty->isVisibleTo(&page));
        QVERIFY(empty->accessibleDescription().contains(QStringLiteral("Tune page")));
        StudyRecord record = sampleRecord();
        session.study().setRecord(record);
        const auto *models = page.findChild<QComboBox *>(QStringLiteral("modelChooser"));
        QCOMPARE(models->itemText(0), QStringLiteral("Best: ensemble"));
        QVERIFY(models->findData(QStringLiteral("single")) > 0);
        QCOMPARE(models->findData(QStringLiteral("baseline-0")), -1); // its graph was not kept
        QVERIFY(!empty->isVisibleTo(&page));
        page.chooseModel(QStringLiteral("smallest"));
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("modelAbout"))
                    ->text()
                    .startsWith(QStringLiteral("linear model")));
    }

    void aRefittedModelIsOneLineAndSaysWhatItIs()
    {
        Session session;
        UsePage page(session);
        StudyRecord record = sampleRecord();
        LeaderboardEntry again = *record.find("ensemble");
        again.name = "ensemble-all";
        again.parent = "ensemble";
        record.entries.push_back(again);
        record.best = again.name;
        session.study().setRecord(record);
        const auto *models = page.findChild<QComboBox *>(QStringLiteral("modelChooser"));
        QCOMPARE(models->itemText(0), QStringLiteral("Best: ensemble"));
        int lines = 0;
        for (int i = 0; i < models->count(); ++i)
            lines += models->itemText(i).contains(QStringLiteral("ensemble")) ? 1 : 0;
        QCOMPARE(lines, 1);
        const QString said = QStringLiteral("scored on 600 unseen rows, then refitted on all 3000");
        for (const char *name : {"modelAbout", "exportAbout"})
            QVERIFY2(page.findChild<QLabel *>(QLatin1String(name))->text().contains(said), name);
        page.chooseModel(QStringLiteral("ensemble-all"));
        QCOMPARE(page.chosenModel(), QStringLiteral("best"));
    }

    void predictsAFileAndShowsTheFirstAnswers()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        session.study().setRecord(sampleRecord());
        // Another order, an extra column, a missing and a bad cell.
        const QString input = written(folder, QStringLiteral("new.csv"),
                                      "height,extra,width\n-1,a,2\n3,b,-2\n,c,1\nnot known,d,1\n");
        const QString output = folder.filePath(QStringLiteral("answers.csv"));
        QSignalSpy predicted(&page, &UsePage::predicted);
        page.predictFile(input, output);
        QVERIFY(predicted.wait(kPatience));

        QFile file(output);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QCOMPARE(lines[0], QByteArray("prediction,probability_no,probability_yes"));
        QVERIFY(lines[1].startsWith("yes,"));
        QVERIFY(lines[2].startsWith("no,"));
        QCOMPARE(lines.size(), 6);
        const auto *preview = page.findChild<QTableWidget *>(QStringLiteral("predictPreview"));
        QCOMPARE(preview->rowCount(), 4);
        QCOMPARE(preview->item(0, 0)->text(), QStringLiteral("yes"));
        const QString result = page.findChild<QLabel *>(QStringLiteral("predictResult"))->text();
        QVERIFY2(result.startsWith(QStringLiteral("4 rows answered")), qPrintable(result));
        QCOMPARE(page.progress(), Page::Progress::Done);
    }

    void showsInPlaceWhatWentWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("said");
        QTest::newRow("column missing")
            << QByteArray("width,other\n1,2\n3,4\n") << QStringLiteral("answers.csv")
            << QStringLiteral("height");
        QTest::newRow("folder missing")
            << QByteArray("width,height\n1,2\n") << QStringLiteral("no/such/answers.csv")
            << QStringLiteral("answers.csv");
    }

    void showsInPlaceWhatWentWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, output);
        QFETCH(QString, said);
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        session.study().setRecord(sampleRecord());
        QSignalSpy failed(&page, &UsePage::failed);
        page.predictFile(written(folder, QStringLiteral("new.csv"), text), folder.filePath(output));
        QVERIFY(failed.wait(kPatience));
        const auto *message = page.findChild<MessageBar *>();
        QVERIFY2(message->text().contains(said), qPrintable(message->text()));
        QVERIFY(!QFile::exists(folder.filePath(output)));
        // The next try wipes the message.
        page.exportTo(ExportFormat::Native, folder.filePath(QStringLiteral("m.leptune-model")));
        QVERIFY(message->text().isEmpty());
    }

    void exportsANativeFileThatPredictsTheSame()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        const StudyRecord record = sampleRecord();
        session.study().setRecord(record);
        const QString path = folder.filePath(QStringLiteral("m.leptune-model"));
        QSignalSpy exported(&page, &UsePage::exported);
        page.exportTo(ExportFormat::Native, path);
        QVERIFY(exported.wait(kPatience));

        const auto model = unpack(readWholeFile(path.toStdString()), "m");
        const Table rows = sampleTable(TaskKind::Binary, 100);
        QVERIFY(model->predict(rows).probabilities.values ==
                record.model("best")->predict(rows).probabilities.values);
        const QString said = page.findChild<QLabel *>(QStringLiteral("exportResult"))->text();
        QVERIFY2(said.contains(QStringLiteral("m.leptune-model written, ")), qPrintable(said));
    }

    void exportsToTheNameInTheField()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        session.study().setRecord(sampleRecord());
        page.findChild<QRadioButton *>(QStringLiteral("exportOnnx"))->setChecked(true);
        auto *path = page.findChild<QLineEdit *>(QStringLiteral("exportPath"));
        QVERIFY(path->text().endsWith(QStringLiteral(".onnx")));
        path->setText(folder.filePath(QStringLiteral("chosen.onnx")));
        QSignalSpy exported(&page, &UsePage::exported);
        page.primaryAction()->trigger();
        QVERIFY(exported.wait(kPatience));
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("chosen.onnx"))));
    }

    void exportsAPairOfCFilesUnderTheNameInTheField()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        session.study().setRecord(sampleRecord());
        page.findChild<QRadioButton *>(QStringLiteral("exportC"))->setChecked(true);
        auto *path = page.findChild<QLineEdit *>(QStringLiteral("exportPath"));
        QVERIFY(path->text().endsWith(QStringLiteral(".c")));
        path->setText(folder.filePath(QStringLiteral("chosen.c")));
        QSignalSpy exported(&page, &UsePage::exported);
        page.primaryAction()->trigger();
        QVERIFY(exported.wait(10 * kPatience));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 QStringList({QStringLiteral("chosen.c"), QStringLiteral("chosen.h")}));
        const QString said = page.findChild<QLabel *>(QStringLiteral("exportResult"))->text();
        QVERIFY2(said.contains(QStringLiteral("chosen.h written, ")), qPrintable(said));
    }

    void greysOutWhatTheModelCanNotBecome()
    {
        Session session;
        UsePage page(session);
        const StudyRecord record = sampleRecord();
        session.study().setRecord(record);
        const std::string reason = whyNotAs(ExportFormat::TorchScript, *record.model("best"));
        const auto *torch = page.findChild<QRadioButton *>(QStringLiteral("exportTorch"));
        QCOMPARE(torch->isEnabled(), reason.empty());
        QCOMPARE(torch->toolTip().isEmpty(), reason.empty());
        QVERIFY(page.findChild<QRadioButton *>(QStringLiteral("exportOnnx"))->isEnabled());
    }

    void saysWhyAnExportFailed()
    {
        Session session;
        UsePage page(session);
        session.study().setRecord(sampleRecord());
        QSignalSpy failed(&page, &UsePage::failed);
        page.exportTo(ExportFormat::Onnx, QStringLiteral("/no/such/folder/m.onnx"));
        QVERIFY(failed.wait(kPatience));
        QVERIFY(page.findChild<MessageBar *>()->text().contains(QStringLiteral("/no/such/folder")));
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("exportResult"))->text().isEmpty());
    }

    void writesCodeThatFitsTheModel()
    {
        const QString plain = codeSnippet(*sampleModel(TaskKind::Binary, "m"), ExportFormat::Onnx,
                                          QStringLiteral("churn \"a\".onnx"));
        QVERIFY(plain.contains(QStringLiteral("InferenceSession(\"churn \\\"a\\\".onnx\")")));
        QVERIFY(plain.contains(QStringLiteral("label, probability = model.run")));
        QVERIFY(!plain.contains(QStringLiteral("to_datetime")));
        const QString number = codeSnippet(*sampleModel(TaskKind::Regression, "m"),
                                           ExportFormat::Onnx, QStringLiteral("m.onnx"));
        QVERIFY(number.contains(QStringLiteral("answer, = model.run([\"label\"]")));
        QVERIFY(codeSnippet(*sampleModel(TaskKind::Binary, "m"), ExportFormat::Native,
                            QStringLiteral("m.leptune-model"))
                    .contains(QStringLiteral("leptune::ModelReader model(\"m.leptune-model\")")));
        const QString torch = codeSnippet(*sampleModel(TaskKind::Binary, "m"),
                                          ExportFormat::TorchScript, QStringLiteral("m.pt"));
        QVERIFY2(torch.contains(QStringLiteral("torch.jit.load(\"m.pt\")")), qPrintable(torch));
        QVERIFY2(torch.contains(QStringLiteral("labels = model.labels(answer)")),
                 qPrintable(torch));
        const QString c = codeSnippet(*sampleModel(TaskKind::Binary, "m"), ExportFormat::C,
                                      QStringLiteral("churn model.c"));
        QVERIFY(c.contains(QStringLiteral("#include \"churn model.h\"")));
        QVERIFY(c.contains(QStringLiteral("churn_model_predict(&row, probability);")));
        QVERIFY(codeSnippet(*sampleModel(TaskKind::Binary, "m"), ExportFormat::C,
                            QStringLiteral("a\"b.c"))
                    .contains(QStringLiteral("can't include")));
    }

private:
    UiSandbox m_sandbox;
};

QTEST_MAIN(TestUsePage)
#include "tst_use_page.moc"
