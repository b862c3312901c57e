// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/record_samples.h"
#include "tests/support/table_text.h"
#include "tests/support/ui_sandbox.h"
#include "ui/charts/bar_list.h"
#include "ui/session/session.h"
#include "ui/use/answer_bars.h"
#include "ui/use/row_form.h"
#include "ui/use/try_panel.h"

#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

constexpr int kPatience = 20'000;

/// A session with the sample's rows, and the panel on its best model.
class Opened {
public:
    explicit Opened(TaskKind task) : record(sampleRecord({task})), panel(session)
    {
        QSignalSpy answered(&panel, &TryPanel::answered);
        QSignalSpy profiled(&session, &Session::profileChanged);
        session.openText(QString::fromUtf8(csvOf(sampleTable(task, 200))));
        if (!profiled.wait(kPatience))
            qFatal("the rows were not read");
        session.study().setRecord(record);
        panel.setModel(record.model("best"));
        if (answered.isEmpty() && !answered.wait(kPatience))
            qFatal("there was no answer");
    }

    QString text(const char *name) const
    {
        return panel.findChild<QLabel *>(QLatin1String(name))->text();
    }
    bool isShown(const char *name) const
    {
        return panel.findChild<QLabel *>(QLatin1String(name))->isVisibleTo(&panel);
    }
    void type(const char *column, const QString &text)
    {
        QSignalSpy answered(&panel, &TryPanel::answered);
        auto *line = panel.form().field(QLatin1String(column))->findChild<QLineEdit *>();
        line->clear();
        QTest::keyClicks(line, text);
        if (!answered.wait(kPatience))
            qFatal("there was no answer");
    }

    const std::vector<NamedAmount> &contributions() const
    {
        return panel.findChild<BarList *>(QStringLiteral("tryContributions"))->amounts();
    }

    /// A bar tells of the cell.
    bool isExplained(const QString &cell) const
    {
        return std::ranges::any_of(contributions(),
                                   [&](const NamedAmount &bar) { return bar.name == cell; });
    }

    StudyRecord record;
    Session session;
    TryPanel panel;
};

} // namespace

class TestTryPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theAnswerIsTheModels()
    {
        Opened opened(TaskKind::Binary);
        opened.type("width", QStringLiteral("1.5"));
        const auto *bars = opened.panel.findChild<AnswerBars *>();
        const Prediction answer = opened.record.model("best")->predict(opened.panel.answeredRow());
        QCOMPARE(opened.panel.answeredRow().column("width").numbers()[0], 1.5);
        QCOMPARE(bars->shares().size(), std::size_t{2});
        for (const AnswerShare &share : bars->shares())
            QCOMPARE(share.share, double(answer.probabilities.at(
                                      0, share.name == QStringLiteral("yes") ? 1 : 0)));
        const QString label =
            answer.labels[0] == 1 ? QStringLiteral("yes, ") : QStringLiteral("no, ");
        QVERIFY2(opened.text("tryAnswer").startsWith(label), qPrintable(opened.text("tryAnswer")));
    }

    void whatAChangeDoesIsTold()
    {
        Opened opened(TaskKind::Binary);
        QVERIFY(!opened.isShown("tryChange"));
        opened.type("width", QStringLiteral("3"));
        QVERIFY(opened.isShown("tryChange"));
        const auto *bars = opened.panel.findChild<AnswerBars *>();
        for (const AnswerShare &share : bars->shares())
            QVERIFY(share.share != share.before);
        auto *again = opened.panel.findChild<QPushButton *>(QStringLiteral("tryAgain"));
        QVERIFY(again->isEnabled());
        QSignalSpy answered(&opened.panel, &TryPanel::answered);
        again->click();
        QVERIFY(answered.wait(kPatience));
        QVERIFY(!opened.isShown("tryChange"));
        QVERIFY(!again->isEnabled());
    }

    void aNumberIsToldWithItsName()
    {
        Opened opened(TaskKind::Regression);
        opened.type("width", QStringLiteral("2"));
        const double answer =
            double(opened.record.model("best")->predict(opened.panel.answeredRow()).numbers[0]);
        const QString text = opened.text("tryAnswer");
        QVERIFY2(text.startsWith(QStringLiteral("answer = ")), qPrintable(text));
        QVERIFY(std::abs(text.mid(9).toDouble() - answer) < 1e-3 * std::abs(answer));
        QVERIFY(!opened.panel.findChild<AnswerBars *>()->isVisibleTo(&opened.panel));
        QVERIFY2(opened.text("tryChange").contains(QStringLiteral(" than for the row")) ||
                     opened.text("tryChange").contains(QStringLiteral("the same")),
                 qPrintable(opened.text("tryChange")));
    }

    void startsFromARowOfTheDataAndTellsItsTruth()
    {
        Opened opened(TaskKind::Binary);
        QVERIFY(!opened.isShown("tryTruth"));
        QSignalSpy answered(&opened.panel, &TryPanel::answered);
        auto *row = opened.panel.findChild<QSpinBox *>(QStringLiteral("tryRow"));
        row->setValue(7);
        QVERIFY(answered.wait(kPatience));
        const Table &table = opened.session.table();
        QCOMPARE(opened.panel.answeredRow().column("width").text(0), table.column("width").text(6));
        QVERIFY(
            opened.text("tryTruth")
                .contains(QString::fromStdString("answer = " + table.column("answer").text(6))));
        opened.panel.findChild<QPushButton *>(QStringLiteral("tryAnother"))->click();
        QVERIFY(answered.wait(kPatience));
        QVERIFY(row->value() > 0);
    }

    void saysWhereTheModelHasToGuess()
    {
        Opened opened(TaskKind::Binary);
        QVERIFY(!opened.isShown("tryRemark"));
        opened.type("width", QStringLiteral("1000"));
        QVERIFY(opened.isShown("tryRemark"));
    }

    void theLastAnswerIsThatOfWhatIsInTheFields()
    {
        Opened opened(TaskKind::Binary);
        auto *line = opened.panel.form().field(QStringLiteral("height"))->findChild<QLineEdit *>();
        QSignalSpy answered(&opened.panel, &TryPanel::answered);
        for (int i = 0; i < 30; ++i) {
            line->clear();
            QTest::keyClicks(line, QString::number(i));
            QTest::qWait(i % 7 == 0 ? 130 : 1);
        }
        QTRY_COMPARE_WITH_TIMEOUT(opened.panel.answeredRow().column("height").numbers()[0], 29.0,
                                  kPatience);
        QVERIFY(answered.count() < 15); // not one a key
    }

    void whatMovedTheAnswerIsTold_data()
    {
        QTest::addColumn<int>("task");
        QTest::newRow("two classes") << static_cast<int>(TaskKind::Binary);
        QTest::newRow("three classes") << static_cast<int>(TaskKind::MultiClass);
        QTest::newRow("numbers") << static_cast<int>(TaskKind::Regression);
    }
    /// All 200 rows are compared with: the bars add up to the answer less their mean answer.
    void whatMovedTheAnswerIsTold()
    {
        QFETCH(int, task);
        Opened opened(static_cast<TaskKind>(task));
        opened.type("width", QStringLiteral("1.5"));
        QTRY_VERIFY_WITH_TIMEOUT(opened.isExplained(QStringLiteral("width = 1.5")), kPatience);
        const auto model = opened.record.model("best");
        Prediction own = model->predict(opened.panel.answeredRow());
        const std::size_t output = task == static_cast<int>(TaskKind::Binary) ? 1
                                   : task == static_cast<int>(TaskKind::Regression)
                                       ? 0
                                       : static_cast<std::size_t>(own.labels[0]);
        const FloatMatrix answer = std::move(own).outputs();
        const FloatMatrix others = model->predict(opened.session.table()).outputs();
        double mean = 0.0, sum = 0.0;
        for (std::size_t row = 0; row < others.rows; ++row)
            mean += double(others.at(row, output)) / double(others.rows);
        const auto &bars = opened.contributions();
        QCOMPARE(bars.size(), std::size_t{2});
        const bool isNumber = task == static_cast<int>(TaskKind::Regression); // else in points
        for (const NamedAmount &bar : bars)
            sum += bar.amount / (isNumber ? 1.0 : 100.0);
        QVERIFY2(std::abs(sum - (double(answer.at(0, output)) - mean)) < 1e-4,
                 qPrintable(QString::number(sum)));
        QVERIFY2(opened.text("tryContributionSentence").contains(QStringLiteral("on average")),
                 qPrintable(opened.text("tryContributionSentence")));
    }

    void theLastReasonsAreThoseOfWhatIsInTheFields()
    {
        Opened opened(TaskKind::Binary);
        auto *line = opened.panel.form().field(QStringLiteral("height"))->findChild<QLineEdit *>();
        for (int i = 0; i < 12; ++i) {
            line->clear();
            QTest::keyClicks(line, QString::number(i));
            QTest::qWait(i % 2 == 0 ? 130 : 1); // some are answered, and replaced while explained
        }
        QTRY_VERIFY_WITH_TIMEOUT(opened.isExplained(QStringLiteral("height = 11")), kPatience);
        QTest::qWait(700); // none of those that were replaced comes late
        QVERIFY(opened.isExplained(QStringLiteral("height = 11")));
    }

    void withoutAModelThereIsNothingToTry()
    {
        Session session;
        TryPanel panel(session);
        panel.setModel(nullptr);
        QVERIFY(!panel.findChild<QPushButton *>(QStringLiteral("tryAnother"))->isEnabled());
        QVERIFY(panel.form().isEmpty());
    }

    void withoutDataARowCanStillBeTyped()
    {
        Session session;
        TryPanel panel(session);
        const auto model = sampleModel(TaskKind::Binary, "m");
        QSignalSpy answered(&panel, &TryPanel::answered);
        panel.setModel(model);
        QVERIFY(answered.wait(kPatience));
        QVERIFY(!panel.findChild<QPushButton *>(QStringLiteral("tryAnother"))->isEnabled());
        QTest::keyClicks(panel.form().field(QStringLiteral("width"))->findChild<QLineEdit *>(),
                         QStringLiteral("2"));
        QVERIFY(answered.wait(kPatience));
        QCOMPARE(panel.answeredRow().column("width").numbers()[0], 2.0);
        const auto *words = panel.findChild<QLabel *>(QStringLiteral("tryContributionWords"));
        QVERIFY2(words->text().contains(QStringLiteral("The data is not here")),
                 qPrintable(words->text()));
    }

    void dataThatTheModelDoesNotReadExplainNothing()
    {
        Opened opened(TaskKind::Binary);
        QSignalSpy profiled(&opened.session, &Session::profileChanged);
        opened.session.openText(QStringLiteral("width,answer\n1,yes\n2,no\n3,yes\n4,no\n"));
        QVERIFY(profiled.wait(kPatience));
        const auto *words =
            opened.panel.findChild<QLabel *>(QStringLiteral("tryContributionWords"));
        QTRY_VERIFY_WITH_TIMEOUT(words->text().contains(QStringLiteral("height")), kPatience);
    }

private:
    UiSandbox m_sandbox;
};

QTEST_MAIN(TestTryPanel)
#include "tst_try_panel.moc"
