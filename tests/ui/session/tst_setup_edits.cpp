// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/setup_edits.h"

#include "ui/session/setup_fields.h"

#include <QTest>

#include <optional>

using namespace leptune;

class TestSetupEdits : public QObject {
    Q_OBJECT
private:
    std::optional<Setup> m_applied;
    bool m_read = false;
    std::unique_ptr<SetupEdits> m_edits;

    /// As a session does: the change is made, then told.
    Setup edited(const Setup &before, const std::function<void(Setup &)> &change)
    {
        Setup after = before;
        change(after);
        m_edits->add(before, after);
        return after;
    }

private Q_SLOTS:
    void init()
    {
        m_applied.reset();
        m_edits = std::make_unique<SetupEdits>([this](const Setup &setup, bool reads) {
            m_applied = setup;
            m_read = reads;
        });
    }

    void givesBackWhatWasBefore()
    {
        const Setup start;
        const Setup first = edited(start, [](Setup &s) { s.options.target = "price"; });
        edited(first, [](Setup &s) { s.options.families = {"linear"}; });
        QCOMPARE(m_edits->count(), 2);
        QVERIFY(!m_applied); // adding an edit changes nothing
        m_edits->undo();
        QCOMPARE(m_applied->options.target, std::string("price"));
        QVERIFY(m_applied->options.families.empty() && !m_read);
        m_edits->undo();
        QVERIFY(m_applied->options.target.empty());
        QVERIFY(!m_edits->canUndo());
        m_edits->redo();
        QCOMPARE(m_applied->options.target, std::string("price"));
    }

    void costsOfClassesAreSaidWhereTheyAreNotTheUsual()
    {
        TuneOptions usual, dear;
        dear.costs.ofClass = {{"fatal", 5.0}, {"minor", 1.0}};
        QCOMPARE(differingFields(usual, dear), std::vector{SetupField::Costs});
        QCOMPARE(fieldText(SetupField::Costs, dear), QStringLiteral("fatal 5"));
        dear.costs.ofClass = {{"minor", 1.0}};
        QCOMPARE(fieldText(SetupField::Costs, dear), fieldText(SetupField::Costs, usual));
    }

    void whatChangesNothingIsNoEdit()
    {
        m_edits->add({}, {});
        QCOMPARE(m_edits->count(), 0);
        QVERIFY(!m_edits->canUndo() && !m_edits->canRedo());
    }

    void aSliderThatMovesOnIsOneEdit()
    {
        Setup setup;
        for (const double seconds : {90.0, 120.0, 300.0})
            setup = edited(setup, [&](Setup &s) { s.options.budgetSeconds = seconds; });
        QCOMPARE(m_edits->count(), 1);
        QVERIFY(m_edits->undoText().contains(QStringLiteral("5")));
        m_edits->undo();
        QCOMPARE(m_applied->options.budgetSeconds, 60.0);
        QVERIFY(!m_edits->canUndo());
    }

    void aSliderThatComesBackLeavesNoEdit()
    {
        Setup setup = edited({}, [](Setup &s) { s.options.budgetSeconds = 90.0; });
        edited(setup, [](Setup &s) { s.options.budgetSeconds = 60.0; });
        QCOMPARE(m_edits->count(), 0);
    }

    void differentSettingsAreDifferentEdits()
    {
        Setup setup = edited({}, [](Setup &s) { s.options.budgetSeconds = 90.0; });
        setup = edited(setup, [](Setup &s) { s.options.seed = 7; });
        setup = edited(setup, [](Setup &s) { s.options.ignore = {"id"}; });
        edited(setup, [](Setup &s) { s.options.ignore = {"id", "name"}; });
        QCOMPARE(m_edits->count(), 4);
    }

    void aNewTypeReadsAgainAndWaitsWhileRowsAreUsed()
    {
        Setup setup = edited({}, [](Setup &s) { s.options.target = "y"; });
        edited(setup, [](Setup &s) { s.reading.types["age"] = ColumnType::Categorical; });
        QVERIFY(m_edits->undoText().contains(QStringLiteral("age")));
        m_edits->setReadingHeld(true);
        QVERIFY(!m_edits->canUndo());
        m_edits->undo();
        QVERIFY(!m_applied);
        m_edits->setReadingHeld(false);
        m_edits->undo();
        QVERIFY(m_applied && m_read && m_applied->reading.types.empty());
        m_edits->setReadingHeld(true);
        QVERIFY(m_edits->canUndo() && !m_edits->canRedo()); // the target can go meanwhile
    }

    void editsAreToldInPlainWords_data()
    {
        QTest::addColumn<std::function<void(TuneOptions &)>>("change");
        QTest::addColumn<QString>("word");
        using Change = std::function<void(TuneOptions &)>;
        QTest::newRow("target") << Change([](TuneOptions &o) { o.target = "price"; })
                                << QStringLiteral("predict “price”");
        QTest::newRow("left out") << Change([](TuneOptions &o) { o.ignore = {"id"}; })
                                  << QStringLiteral("leave out “id”");
        QTest::newRow("task") << Change([](TuneOptions &o) { o.task = TaskChoice::Regression; })
                              << QStringLiteral("predict a number");
        QTest::newRow("budget") << Change([](TuneOptions &o) { o.budgetSeconds = 120.0; })
                                << QStringLiteral("time budget: 2 min");
        QTest::newRow("families") << Change([](TuneOptions &o) { o.families = {"linear"}; })
                                  << QStringLiteral("linear model");
        QTest::newRow("direction") << Change([](TuneOptions &o) {
            o.monotone = {{"age", -1}};
        }) << QStringLiteral("age falling");
    }
    void editsAreToldInPlainWords()
    {
        QFETCH(std::function<void(TuneOptions &)>, change);
        QFETCH(QString, word);
        TuneOptions after;
        change(after);
        const QString text = editText({}, after);
        QVERIFY2(text.contains(word), qPrintable(text));
    }

    void everyFieldHasATitleAndAText()
    {
        for (int i = 0; i <= static_cast<int>(SetupField::Device); ++i) {
            QVERIFY(!fieldTitle(static_cast<SetupField>(i)).isEmpty());
            QVERIFY(!fieldText(static_cast<SetupField>(i), {}).isEmpty());
        }
    }
};

QTEST_MAIN(TestSetupEdits)
#include "tst_setup_edits.moc"
