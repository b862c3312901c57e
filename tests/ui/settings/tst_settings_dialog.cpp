// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_dialog.h"

#include "core/metalearn/experience.h"
#include "tests/support/made_portfolios.h"
#include "tests/support/ui_sandbox.h"
#include "ui/settings/experience_panel.h"
#include "ui/shared/file_places.h"
#include "ui/shared/language.h"
#include "ui/shared/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QTimer>

using namespace leptune;

class TestSettingsDialog : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    template <typename Widget>
    static Widget *part(QWidget &dialog, const char *name)
    {
        return dialog.findChild<Widget *>(QLatin1String(name));
    }

    static void rememberRuns(int count)
    {
        for (int i = 0; i < count; ++i) {
            Portfolio run = testing::twoWorlds();
            const std::vector<double> errors(run.candidates.size(), 0.3);
            run.tables = {testing::measuredTable("price" + std::to_string(i), 1.0, errors)};
            run.tables.front().date = "2026-11-01";
            ExperienceFile().append(run);
        }
    }

private Q_SLOTS:
    void whatIsSetIsStoredAtOnce()
    {
        SettingsDialog dialog;
        QSignalSpy changed(&dialog, &SettingsDialog::usualSetupChanged);
        part<QSpinBox>(dialog, "usualThreads")->setValue(3);
        part<QSpinBox>(dialog, "usualMemory")->setValue(700);
        part<QCheckBox>(dialog, "usualExperience")->setChecked(false);
        QCOMPARE(changed.size(), 3);
        QCOMPARE(usualSetup().threads, 3);
        QCOMPARE(usualSetup().memoryBytes, 7e8);
        QVERIFY(!usualSetup().experience);
        const SettingsDialog again;
        QCOMPARE(again.findChild<QSpinBox *>(QStringLiteral("usualThreads"))->value(), 3);
        setUsualSetup({});
    }

    void newProjectsBeginWithTheSettings()
    {
        TuneOptions options;
        UsualSetup{2, 5e8, false}.applyTo(options);
        QCOMPARE(options.threads, 2);
        QCOMPARE(options.memoryBytes, 5e8);
        QVERIFY(!options.experience);
    }

    void aFolderThatIsThereIsTaken()
    {
        SettingsDialog dialog;
        auto *folder = part<QLineEdit>(dialog, "usualFolder");
        folder->setText(m_sandbox.path(QString()));
        QCOMPARE(fileFolder(), m_sandbox.path(QString()));
        folder->setText(m_sandbox.path(QStringLiteral("gone")));
        QVERIFY(usualFolder().isEmpty());
        rememberFolder(m_sandbox.path(QStringLiteral("a.csv")));
        QVERIFY(!fileFolder().isEmpty());
        folder->clear();
    }

    void coloursChangeAtOnce()
    {
        setTheme(Theme::Light);
        SettingsDialog dialog;
        auto *theme = part<QComboBox>(dialog, "theme");
        theme->setCurrentIndex(static_cast<int>(Theme::HighContrast));
        Q_EMIT theme->activated(theme->currentIndex());
        QCOMPARE(currentTheme(), Theme::HighContrast);
        QCOMPARE(QApplication::palette().color(QPalette::Base).rgb(), QColor(Qt::black).rgb());
        setTheme(Theme::Light);
    }

    void onlyLanguagesThatAreThereAreOffered()
    {
        SettingsDialog dialog;
        auto *choice = part<QComboBox>(dialog, "language");
        QCOMPARE(choice->count(), 1 + languages().size());
        QVERIFY(choice->findData(QStringLiteral("en")) > 0);
        choice->setCurrentIndex(choice->findData(QStringLiteral("en")));
        Q_EMIT choice->activated(choice->currentIndex());
        QCOMPARE(language(), QStringLiteral("en"));
        setLanguage({});
    }

    void saysBesideTheChoiceThatALanguageIsSpokenFromTheNextStart()
    {
        SettingsDialog dialog;
        dialog.show();
        const auto *later = part<QLabel>(dialog, "languageLater");
        const auto *choice = part<QComboBox>(dialog, "language");
        QVERIFY(later->isVisible() && later->text().contains(QStringLiteral("next start")));
        QVERIFY(later->y() > choice->y() && later->y() < choice->geometry().bottom() + 40);
        QCOMPARE(choice->accessibleDescription(), later->text());
    }

    void promisesThatNothingLeaves()
    {
        SettingsDialog dialog;
        const QString promise = part<QLabel>(dialog, "promise")->text();
        QVERIFY(promise.contains(QStringLiteral("Nothing leaves this computer")));
    }

    void rememberedRunsAreCountedListedAndForgotten()
    {
        rememberRuns(2);
        ExperiencePanel panel;
        QSignalSpy counted(&panel, &ExperiencePanel::counted);
        QVERIFY(counted.wait());
        QCOMPARE(counted[0][0].toInt(), 2);
        QString first;
        QTimer::singleShot(0, &panel, [&first] {
            QWidget *dialog = QApplication::activeModalWidget();
            auto *list = dialog->findChild<QTableWidget *>(QStringLiteral("experienceList"));
            first = list->item(0, 1)->text();
            dialog->close();
        });
        part<QPushButton>(panel, "showExperience")->click();
        QCOMPARE(first, QStringLiteral("price1")); // the newest
        QTimer::singleShot(0, &panel, [] {
            auto *question = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            question->findChild<QPushButton *>(QStringLiteral("forgetNow"))->click();
        });
        part<QPushButton>(panel, "forgetExperience")->click();
        QTRY_COMPARE(counted.size(), 2);
        QCOMPARE(counted[1][0].toInt(), 0);
        QVERIFY(ExperienceFile().read().runs.tables.empty());
        QVERIFY(!part<QPushButton>(panel, "forgetExperience")->isEnabled());
    }
};

QTEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
