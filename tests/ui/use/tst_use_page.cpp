// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/project/prediction_file.h"
#include "tests/support/question_answer.h"
#include "tests/support/record_samples.h"
#include "tests/support/table_text.h"
#include "tests/support/ui_sandbox.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/format.h"
#include "ui/shared/message_bar.h"
#include "ui/use/export_panel.h"
#include "ui/use/predict_panel.h"
#include "ui/use/use_page.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>
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
        page.show();
        QCOMPARE(page.progress(), Page::Progress::Empty);
        QVERIFY(!page.primaryAction()->isEnabled());
        auto *empty = page.findChild<EmptyState *>();
        QVERIFY(empty->isVisibleTo(&page));
        QVERIFY(empty->accessibleDescription().contains(QStringLiteral("Tune page")));
        StudyRecord record = sampleRecord();
        session.study().setRecord(record);
        const auto *models = page.findChild<QComboBox *>(QStringLiteral("modelChooser"));
        QVERIFY(models->itemText(0).startsWith(QStringLiteral("Best: ensemble")));
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
        page.show();
        StudyRecord record = sampleRecord();
        LeaderboardEntry again = *record.find("ensemble");
        again.name = "ensemble-all";
        again.parent = "ensemble";
        record.entries.push_back(again);
        record.best = again.name;
        session.study().setRecord(record);
        const auto *models = page.findChild<QComboBox *>(QStringLiteral("modelChooser"));
        QVERIFY(models->itemText(0).startsWith(QStringLiteral("Best: ensemble")));
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
        page.show();
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
        const auto *answers =
            page.findChild<QTableView *>(QStringLiteral("predictPreview"))->model();
        QCOMPARE(answers->rowCount(), 4);
        const auto cell = [&](int row, int column, int role = Qt::DisplayRole) {
            return answers->index(row, column).data(role).toString();
        };
        QCOMPARE(cell(0, 0), QStringLiteral("yes"));
        QCOMPARE(lines[1],
                 (cell(0, 0) + u',' + cell(0, 1, Qt::EditRole) + u',' + cell(0, 2, Qt::EditRole))
                     .toUtf8());
        QCOMPARE(answers->headerData(2, Qt::Horizontal).toString(), QStringLiteral("yes"));
        // The columns of the row stand beside its answer.
        QCOMPARE(answers->headerData(4, Qt::Horizontal).toString(), QStringLiteral("extra"));
        QCOMPARE(cell(1, 4), QStringLiteral("b"));
        QCOMPARE(cell(2, 3), QStringLiteral("–"));
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
        page.show();
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
        page.show();
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
        QVERIFY2(said.contains(QStringLiteral("leptune_reader.h")), qPrintable(said));
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("leptune_reader.h"))));
    }

    void aHiddenPageHasTheNewModelWhenItIsUsedOrShown()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session); // hidden: the panels follow in the next round of events
        session.study().setRecord(sampleRecord());
        QSignalSpy exported(&page, &UsePage::exported);
        page.exportTo(ExportFormat::Native, folder.filePath(QStringLiteral("m.leptune-model")));
        QVERIFY(exported.wait(kPatience));
        session.study().setRecord({});
        session.study().setRecord(sampleRecord());
        const auto *path = page.findChild<QLineEdit *>(QStringLiteral("exportPath"));
        page.show();
        QVERIFY(!path->text().isEmpty());
        page.hide();
        session.study().setRecord({});
        QTRY_VERIFY(!page.primaryAction()->isEnabled());
    }

    void exportsToTheNameInTheField()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        page.show();
        session.study().setRecord(sampleRecord());
        page.showTab(UsePage::Tab::Export);
        page.findChild<QRadioButton *>(QStringLiteral("exportOnnx"))->setChecked(true);
        auto *path = page.findChild<QLineEdit *>(QStringLiteral("exportPath"));
        QVERIFY(path->text().endsWith(QStringLiteral(".onnx")));
        path->setText(folder.filePath(QStringLiteral("chosen.onnx")));
        QSignalSpy exported(&page, &UsePage::exported);
        page.primaryAction()->trigger();
        QVERIFY(exported.wait(kPatience));
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("chosen.onnx"))));
    }

    void asksBeforeItReplacesAFileOfOthers()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        page.show();
        session.study().setRecord(sampleRecord());
        page.showTab(UsePage::Tab::Export);
        page.findChild<QRadioButton *>(QStringLiteral("exportNative"))->setChecked(true);
        const QString mine = written(folder, QStringLiteral("m.leptune-model"), "mine");
        page.findChild<QLineEdit *>(QStringLiteral("exportPath"))->setText(mine);
        {
            const Answer answer(page, "no such button");
            page.primaryAction()->trigger();
            QCOMPARE(answer.asked(), QStringLiteral("fileQuestion"));
        }
        QCOMPARE(readWholeFile(mine.toStdString()).size(), std::size_t{4});
        QSignalSpy exported(&page, &UsePage::exported);
        {
            const Answer answer(page, "replaceFile");
            page.primaryAction()->trigger();
        }
        QVERIFY(exported.wait(kPatience));
        QVERIFY(readWholeFile(mine.toStdString()).size() > 4);
        page.primaryAction()->trigger(); // its own file: no question
        QVERIFY(exported.wait(kPatience));

        const QString answers = written(folder, QStringLiteral("answers.csv"), "mine");
        page.showTab(UsePage::Tab::Predict);
        page.findChild<QLineEdit *>(QStringLiteral("predictInput"))
            ->setText(written(folder, QStringLiteral("new.csv"), "height,width\n-1,2\n"));
        page.findChild<QLineEdit *>(QStringLiteral("predictOutput"))->setText(answers);
        const Answer answer(page, "no such button");
        page.primaryAction()->trigger();
        QCOMPARE(answer.asked(), QStringLiteral("fileQuestion"));
        QCOMPARE(readWholeFile(answers.toStdString()).size(), std::size_t{4});
    }

    void exportsAPairOfCFilesUnderTheNameInTheField()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        page.show();
        session.study().setRecord(sampleRecord());
        page.showTab(UsePage::Tab::Export);
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
        page.show();
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
        page.show();
        session.study().setRecord(sampleRecord());
        QSignalSpy failed(&page, &UsePage::failed);
        page.exportTo(ExportFormat::Onnx, QStringLiteral("/no/such/folder/m.onnx"));
        QVERIFY(failed.wait(kPatience));
        QVERIFY(page.findChild<MessageBar *>()->text().contains(QStringLiteral("/no/such/folder")));
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("exportResult"))->text().isEmpty());
    }

    void thePrimaryButtonIsThatOfTheTab()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        page.show();
        session.study().setRecord(sampleRecord());
        QAction *primary = page.primaryAction();
        QCOMPARE(page.tab(), UsePage::Tab::Try);
        QVERIFY(primary->isEnabled());
        primary->trigger();
        QCOMPARE(page.tab(), UsePage::Tab::Export);
        page.showTab(UsePage::Tab::Predict);
        QCOMPARE(primary->text(), QStringLiteral("Predict"));
        QVERIFY(!primary->isEnabled()); // no file is chosen
        const auto *said = page.findChild<QLabel *>(QStringLiteral("predictResult"));
        QVERIFY(!said->text().contains(QStringLiteral("missing")));
        page.findChild<QLineEdit *>(QStringLiteral("predictInput"))
            ->setText(written(folder, QStringLiteral("new.csv"), "height,width\n-1,2\n"));
        QVERIFY(!primary->isEnabled());
        QVERIFY(said->text().contains(QStringLiteral("missing")));
        page.findChild<QLineEdit *>(QStringLiteral("predictOutput"))
            ->setText(folder.filePath(QStringLiteral("answers.csv")));
        QVERIFY(primary->isEnabled());
        QSignalSpy predicted(&page, &UsePage::predicted);
        primary->trigger();
        QVERIFY(predicted.wait(kPatience));
        page.showTab(UsePage::Tab::TrainAgain);
        QCOMPARE(primary->text(), QStringLiteral("Train again"));
        QVERIFY(!primary->isEnabled());
    }

    void warnsBeforeItPredicts()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        page.show();
        QSignalSpy changed(&session, &Session::dataChanged);
        session.openText(QString::fromUtf8(csvOf(sampleTable(TaskKind::Binary, 500))));
        QVERIFY(changed.wait(kPatience));
        session.study().setRecord(sampleRecord());
        auto *panel = page.findChild<PredictPanel *>();
        QSignalSpy checked(panel, &PredictPanel::checked);
        QByteArray far = "height,width\n";
        for (int row = 0; row < 50; ++row)
            far += "1000," + QByteArray::number(row % 3) + '\n';
        panel->checkFile(written(folder, QStringLiteral("far.csv"), far));
        QVERIFY(checked.wait(kPatience));
        const auto *table = page.findChild<QTableWidget *>(QStringLiteral("driftTable"));
        QVERIFY(table->rowCount() >= 1);
        QCOMPARE(table->item(0, 0)->text(), QStringLiteral("width")); // in the order of the model
        const auto *words = page.findChild<QLabel *>(QStringLiteral("driftWords"));
        QVERIFY(words->isVisibleTo(panel));
        // Rows like those of training are no cause for worry.
        panel->checkFile(
            written(folder, QStringLiteral("like.csv"), csvOf(sampleTable(TaskKind::Binary, 400))));
        QVERIFY(checked.wait(kPatience));
        QCOMPARE(table->rowCount(), 0);
        panel->checkFile(written(folder, QStringLiteral("short.csv"), "width\n1\n2\n"));
        QVERIFY(checked.wait(kPatience));
        QVERIFY2(words->text().contains(QStringLiteral("height")), qPrintable(words->text()));
    }

    void aFileThatIsPredictedAtOnceIsCompared()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        page.show();
        session.study().setRecord(sampleRecord());
        QSignalSpy predicted(&page, &UsePage::predicted);
        QSignalSpy checked(page.findChild<PredictPanel *>(), &PredictPanel::checked);
        page.predictFile(written(folder, QStringLiteral("new.csv"), "height,width\n-1,2\n"),
                         folder.filePath(QStringLiteral("answers.csv")));
        QVERIFY(predicted.wait(kPatience));
        QCOMPARE(checked.count(), 1);
    }

    void cancellingWritesNothing()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        page.show();
        session.study().setRecord(sampleRecord());
        QByteArray rows = "height,width\n";
        for (int row = 0; row < 200'000; ++row)
            rows += "1,2\n";
        const QString output = folder.filePath(QStringLiteral("answers.csv"));
        auto *panel = page.findChild<PredictPanel *>();
        panel->predictFile(written(folder, QStringLiteral("many.csv"), rows), output);
        QVERIFY(panel->isRunning());
        page.findChild<QPushButton *>(QStringLiteral("predictCancel"))->click();
        QVERIFY(!panel->isRunning());
        QTest::qWait(500);
        QVERIFY(!QFile::exists(output));
    }

    void everyFormatTellsItsSizeOrWhyNot()
    {
        Session session;
        UsePage page(session);
        page.resize(1000, 700);
        page.show();
        const StudyRecord record = sampleRecord();
        session.study().setRecord(record);
        auto *panel = page.findChild<ExportPanel *>();
        QSignalSpy measured(panel, &ExportPanel::measured);
        page.showTab(UsePage::Tab::Export);
        QVERIFY(!measured.isEmpty() || measured.wait(kPatience));
        for (const char *name : {"exportOnnx", "exportOnnxInt8", "exportC", "exportIntegerC",
                                 "exportTorch", "exportNative"}) {
            const auto *button = page.findChild<QRadioButton *>(QLatin1String(name));
            QVERIFY2(button->isEnabled() ? button->text().contains(QStringLiteral(" · "))
                                         : !button->toolTip().isEmpty(),
                     name);
        }
        const auto bytes = exportedBytes(*record.model("best"), ExportFormat::Native);
        QVERIFY(page.findChild<QRadioButton *>(QStringLiteral("exportNative"))
                    ->text()
                    .endsWith(formatBytes(static_cast<double>(bytes))));
    }

    void tellsHowTheFileWasChecked()
    {
        QTemporaryDir folder;
        Session session;
        UsePage page(session);
        page.show();
        session.study().setRecord(sampleRecord());
        QSignalSpy exported(&page, &UsePage::exported);
        page.exportTo(ExportFormat::Native, folder.filePath(QStringLiteral("m.leptune-model")));
        QVERIFY(exported.wait(kPatience));
        const QString said = page.findChild<QLabel *>(QStringLiteral("exportResult"))->text();
        QVERIFY2(said.contains(QStringLiteral("the answers are equal")), qPrintable(said));
        page.showTab(UsePage::Tab::Export);
        QVERIFY(page.findChild<QPushButton *>(QStringLiteral("exportFolder"))->isVisibleTo(&page));
    }

    void theCodeFollowsFormatAndLanguage()
    {
        Session session;
        UsePage page(session);
        page.show();
        session.study().setRecord(sampleRecord());
        const auto *code = page.findChild<QPlainTextEdit *>(QStringLiteral("exportCode"));
        QVERIFY(code->toPlainText().contains(QStringLiteral("import onnxruntime")));
        page.findChild<QRadioButton *>(QStringLiteral("exportC"))->setChecked(true);
        QVERIFY(code->toPlainText().contains(QStringLiteral("import ctypes")));
        page.findChild<QToolButton *>(QStringLiteral("codeC"))->click();
        QVERIFY(code->toPlainText().contains(QStringLiteral("int main(void)")));
        page.findChild<QRadioButton *>(QStringLiteral("exportNative"))->setChecked(true);
        QVERIFY(code->toPlainText().contains(QStringLiteral("leptune::ModelReader")));
        page.findChild<QRadioButton *>(QStringLiteral("exportTorch"))->setChecked(true);
        QVERIFY(!page.findChild<QToolButton *>(QStringLiteral("codeC"))->isVisibleTo(&page));
    }

private:
    UiSandbox m_sandbox;
};

QTEST_MAIN(TestUsePage)
#include "tst_use_page.moc"
