// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/registry.h"
#include "tests/support/drop_file.h"
#include "tests/support/heartbeat.h"
#include "tests/support/question_answer.h"
#include "tests/support/screens.h"
#include "tests/support/ui_sandbox.h"
#include "tests/ui/picture_files.h"
#include "ui/main_window.h"
#include "ui/results/results_page.h"
#include "ui/shared/theme.h"
#include "ui/use/code_snippet.h"
#include "ui/use/picture_field.h"
#include "ui/use/predict_panel.h"
#include "ui/use/try_panel.h"
#include "ui/use/use_page.h"

#include <QDir>
#include <QImage>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include <memory>

using namespace leptune;

/// Every page on pictures, after a real study, in both palettes. LEPTUNE_SCREENSHOTS: a folder that
/// keeps the images; LEPTUNE_PICTURES: other pictures than those made here; LEPTUNE_SECONDS: a
/// budget, instead of one network.
class TestPictureScreens : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;
    QString m_pictures;

private Q_SLOTS:
    void initTestCase()
    {
        DataShape shape;
        shape.picture = {20, 20, 3};
        if (!learnerNamed("cnn").whyNot(shape).empty())
            QSKIP("no module for networks");
        setTheme(Theme::Light);
        m_pictures = qEnvironmentVariable("LEPTUNE_PICTURES");
        if (m_pictures.isEmpty()) {
            m_pictures = m_sandbox.path(QStringLiteral("shapes"));
            QVERIFY(writePictureFolder(m_pictures, 110));
        }
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        keepPicture(*m_window, QStringLiteral("start-light"));
        m_window->open(m_pictures);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().profile(), 30'000);
        TuneOptions options = m_window->session().options();
        options.families = {"cnn"};
        options.folds = 2;
        options.trials =
            2; // the constant answer and the first network, however busy the machine is
        if (const double seconds = qEnvironmentVariable("LEPTUNE_SECONDS").toDouble();
            seconds > 0) {
            options.trials = options.folds = 0;
            options.budgetSeconds = seconds;
        }
        m_window->session().setOptions(options);
        StudyController &study = m_window->session().study();
        QSignalSpy finished(&study, &StudyController::finished);
        QSignalSpy analysed(m_window->findChild<ResultsPage *>(), &ResultsPage::analysed);
        Heartbeat heart;
        heart.start();
        m_window->session().startStudy();
        QTest::qWait(options.trials > 0 ? 2000 : static_cast<int>(options.budgetSeconds * 500));
        keepPicture(*m_window, QStringLiteral("tune-running-light"));
        QVERIFY(finished.size() == 1 || finished.wait(240'000));
        while (!study.record().resultTruth.values.empty() && analysed.wait(10'000)) {
            if (!m_window->findChild<QLabel *>(QStringLiteral("headline"))
                     ->text()
                     .startsWith(QStringLiteral("Working")))
                break;
        }
        qInfo("longest silence %lld ms, longest work %.0f ms; %d trials, score %g",
              static_cast<long long>(heart.worstMilliseconds()), heart.worstWorkMilliseconds(),
              study.record().trials, study.record().score.test);
        QVERIFY(study.record().trials > 1); // the constant answer is the first
    }

    void theGalleryShowsEveryMistake()
    {
        m_window->goTo(MainWindow::Step::Results);
        auto *tabs = m_window->findChild<QTabWidget *>(QStringLiteral("resultTabs"));
        tabs->setCurrentIndex(1);
        const auto *view = m_window->findChild<QListView *>(QStringLiteral("mistakes"));
        const StudyRecord &record = m_window->session().study().record();
        int wrong = 0;
        for (std::size_t row = 0; row < record.resultTruth.values.size(); ++row) {
            std::size_t answer = 0;
            for (std::size_t c = 1; c < record.resultPrediction.columns; ++c)
                if (record.resultPrediction.at(row, c) > record.resultPrediction.at(row, answer))
                    answer = c;
            wrong += answer != static_cast<std::size_t>(record.resultTruth.values[row]) ? 1 : 0;
        }
        QTRY_COMPARE(view->model()->rowCount(), std::min(wrong, 300));
    }

    void aPictureOfOnesOwnIsTried()
    {
        m_window->goTo(MainWindow::Step::Use);
        m_window->findChild<UsePage *>()->showTab(UsePage::Tab::Try);
        const auto *panel = m_window->findChild<TryPanel *>();
        QSignalSpy answered(panel, &TryPanel::answered);
        auto *field = panel->findChild<PictureField *>();
        QVERIFY(field);
        const QString file = m_sandbox.path(QStringLiteral("own.png"));
        QVERIFY(drawnPicture(2, 77).save(file));
        QVERIFY(dropFile(*m_window, file)); // beside the field
        QVERIFY(answered.wait(20'000));
        QVERIFY(field->hasFile());
        auto *again = panel->findChild<QPushButton *>(QStringLiteral("tryAgain"));
        QVERIFY(again->isEnabled());
        QVERIFY(panel->findChild<QSpinBox *>(QStringLiteral("tryRow"))->text().endsWith(u'1'));
        QTest::qWait(100); // until the bars have their room
        keepPicture(*m_window, QStringLiteral("use-own-picture-light"));
        QVERIFY(m_window->session().hasData()); // it was not opened as a project
        again->click();
        QVERIFY(answered.wait(20'000));
        QVERIFY(!field->hasFile() && !again->isEnabled());
        const Answer question(*m_window, "no such button"); // a table is opened by the window
        QVERIFY(
            dropFile(*m_window, m_sandbox.write(QStringLiteral("rows.csv"), "a,b\n1,2\n3,4\n")));
        QCOMPARE(question.asked(), QStringLiteral("saveQuestion"));
        QVERIFY(!field->hasFile());
    }

    void aFolderIsAnswered()
    {
        auto *panel = m_window->findChild<PredictPanel *>();
        QSignalSpy predicted(panel, &PredictPanel::predicted);
        m_window->goTo(MainWindow::Step::Use);
        m_window->findChild<UsePage *>()->showTab(UsePage::Tab::Predict);
        QVERIFY(m_window->findChild<QPushButton *>(QStringLiteral("predictFolder"))->isVisible());
        const QString written = m_sandbox.path(QStringLiteral("answers.csv"));
        panel->predictFile(m_pictures, written);
        QVERIFY(predicted.wait(60'000));
        QFile file(written);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(static_cast<std::size_t>(file.readAll().count('\n')),
                 m_window->session().table().rows() + 1);
        const auto *answers =
            panel->findChild<QTableView *>(QStringLiteral("predictPreview"))->model();
        int named = 0; // the folder a picture lies in has a column, too
        while (named < answers->columnCount() &&
               answers->headerData(named, Qt::Horizontal).toString() != QStringLiteral("picture"))
            ++named;
        QCOMPARE(answers->index(0, named).data().toString(),
                 QString::fromStdString(m_window->session().table().column("picture").text(0)));
        QVERIFY(!answers->index(0, 0).data(Qt::DecorationRole).value<QImage>().isNull());
    }

    void theCodeFeedsPixelsOfTheRightShape()
    {
        const auto model = m_window->session().study().record().model("");
        const PictureShape shape = m_window->session().table().column("picture").pictures()->shape;
        const QString python = codeSnippet(*model, ExportFormat::Onnx, SnippetLanguage::Python,
                                           QStringLiteral("m.onnx"));
        const QString feed = QStringLiteral("pixels = pixels.reshape(-1, %1, %2, %3)")
                                 .arg(shape.height)
                                 .arg(shape.width)
                                 .arg(shape.channels);
        QVERIFY2(python.contains(feed), qPrintable(python));
        QVERIFY(python.contains(QStringLiteral("{\"picture\": pixels}")));
        QVERIFY(!python.contains(QStringLiteral("rows.csv")));
        QVERIFY(
            codeSnippet(*model, ExportFormat::Native, SnippetLanguage::Cpp, QStringLiteral("m.bin"))
                .contains(QStringLiteral("answer = model.predict(pixels);")));
        QVERIFY(codeSnippet(*model, ExportFormat::TorchScript, SnippetLanguage::Python,
                            QStringLiteral("m.pt"))
                    .contains(QStringLiteral("torch.from_numpy(pixels)")));
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("tab");
        QTest::addColumn<bool>("dark");
        const QStringList names{QStringLiteral("data"),     QStringLiteral("task"),
                                QStringLiteral("tune"),     QStringLiteral("results"),
                                QStringLiteral("compress"), QStringLiteral("use")};
        for (const bool dark : {false, true}) {
            const QString ending = dark ? QStringLiteral("-dark") : QStringLiteral("-light");
            for (int step = 0; step < names.size(); ++step)
                QTest::newRow(qPrintable(names[step] + ending)) << step << 0 << dark;
            QTest::newRow(qPrintable(QStringLiteral("errors") + ending)) << 3 << 1 << dark;
        }
    }
    void nothingIsClipped()
    {
        QFETCH(int, step);
        QFETCH(int, tab);
        QFETCH(bool, dark);
        setTheme(dark ? Theme::Dark : Theme::Light);
        m_window->findChild<QTabWidget *>(QStringLiteral("resultTabs"))->setCurrentIndex(tab);
        m_window->goTo(static_cast<MainWindow::Step>(step));
        QTest::qWait(200);
        keepPicture(*m_window, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(clippedText(*m_window), QString());
    }

    void theSavedProjectShowsTheMistakesAgain()
    {
        const QString path = m_sandbox.path(QStringLiteral("end.leptune"));
        const int before =
            m_window->findChild<QListView *>(QStringLiteral("mistakes"))->model()->rowCount();
        QSignalSpy saved(&m_window->session(), &Session::saved);
        m_window->session().save(path);
        QVERIFY(saved.wait(60'000));
        QVERIFY(m_window->close());
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->open(path);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().hasData(), 30'000);
        const auto *view = m_window->findChild<QListView *>(QStringLiteral("mistakes"));
        QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), before, 30'000);
        QVERIFY(m_window->close());
        m_window.reset();
    }
};

QTEST_MAIN(TestPictureScreens)
#include "tst_picture_screens.moc"
