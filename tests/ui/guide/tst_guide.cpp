// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/guide/guide_window.h"

#include "tests/support/ui_sandbox.h"
#include "ui/guide/guide_browser.h"
#include "ui/main_menu.h"
#include "ui/shared/resources.h"

#include <QAction>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QRegularExpression>
#include <QTest>

using namespace leptune;

class TestGuide : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    static QString pageText(const QString &page)
    {
        QFile file(guidePath(page));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private Q_SLOTS:
    void initTestCase() { loadResources(); }

    void everyPageIsThereWithItsPicturesAndLinks_data()
    {
        QTest::addColumn<QString>("page");
        for (const QString &page : GuideWindow::pages())
            QTest::newRow(qPrintable(page)) << page;
    }
    void everyPageIsThereWithItsPicturesAndLinks()
    {
        QFETCH(QString, page);
        const QString text = pageText(page);
        QVERIFY2(text.startsWith(QStringLiteral("# ")), qPrintable(page));
        static const QRegularExpression link(QStringLiteral("\\]\\(([a-z]+\\.(?:md|png))\\)"));
        auto links = link.globalMatch(text);
        while (links.hasNext()) {
            const QString file = links.next().captured(1);
            QVERIFY2(QFile::exists(QStringLiteral(":/guide/") + file), qPrintable(file));
        }
        GuideWindow window;
        window.showPage(page);
        QCOMPARE(window.currentPage(), page);
        QVERIFY(window.findChild<GuideBrowser *>()->toPlainText().size() > 100);
    }

    void everyPageIsInChineseToo_data() { everyPageIsThereWithItsPicturesAndLinks_data(); }
    void everyPageIsInChineseToo()
    {
        QFETCH(QString, page);
        QFile file(QStringLiteral(":/guide/zh_CN/%1.md").arg(page));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString chinese = QString::fromUtf8(file.readAll());
        const auto links = [](const QString &text) {
            static const QRegularExpression link(QStringLiteral("\\]\\([^)]*\\)"));
            QStringList found;
            for (auto matches = link.globalMatch(text); matches.hasNext();)
                found.append(matches.next().captured());
            found.sort();
            return found;
        };
        QCOMPARE(links(chinese), links(pageText(page)));
        QCOMPARE(chinese.count(QStringLiteral("\n- ")),
                 pageText(page).count(QStringLiteral("\n- ")));
        const QString picture = page + QStringLiteral(".png"); // of the Chinese window
        QVERIFY(!chinese.contains(picture) ||
                QFile::exists(QStringLiteral(":/guide/zh_CN/") + picture));
    }

    void everyStepHasItsPicture()
    {
        for (const char *step : {"start", "data", "task", "tune", "results", "compress", "use"})
            QVERIFY2(
                pageText(QLatin1String(step)).contains(QLatin1String(step) + QLatin1String(".png")),
                step);
    }

    void everyShortcutOfTheMenusStandsInTheKeys_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("English") << QStringLiteral(":/guide/keys.md");
        QTest::newRow("Chinese") << QStringLiteral(":/guide/zh_CN/keys.md");
    }
    void everyShortcutOfTheMenusStandsInTheKeys()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString keys = QString::fromUtf8(file.readAll());
        QMainWindow window;
        const MainMenu menu(&window);
        int shortcuts = 0;
        for (const QAction *action : menu.allActions()) {
            const QString shortcut = action->shortcut().toString(QKeySequence::PortableText);
            if (shortcut.isEmpty() || menu.steps.contains(action))
                continue;
            const QRegularExpression whole(QRegularExpression::escape(shortcut) +
                                           QStringLiteral("(?![\\w+])"));
            QVERIFY2(keys.contains(whole), qPrintable(shortcut));
            ++shortcuts;
        }
        QVERIFY(shortcuts >= 15);
    }

    void aSearchLeavesThePagesThatHaveTheWords()
    {
        GuideWindow window;
        window.show();
        window.showPage(QStringLiteral("start"));
        auto *list = window.findChild<QListWidget *>(QStringLiteral("guidePages"));
        auto *search = window.findChild<QLineEdit *>(QStringLiteral("guideSearch"));
        search->setText(QStringLiteral("torchscript onnx"));
        QCOMPARE(window.currentPage(), QStringLiteral("use"));
        int shown = 0;
        for (int i = 0; i < list->count(); ++i)
            shown += list->item(i)->isHidden() ? 0 : 1;
        QCOMPARE(shown, 1);
        QVERIFY(!window.findChild<GuideBrowser *>()->extraSelections().isEmpty());
        search->clear();
        QVERIFY(window.findChild<GuideBrowser *>()->extraSelections().isEmpty());
        QVERIFY(!list->item(0)->isHidden());
    }

    void aLinkLeadsToItsPage()
    {
        GuideWindow window;
        window.showPage(QStringLiteral("start"));
        Q_EMIT window.findChild<GuideBrowser *>()->anchorClicked(QUrl(QStringLiteral("task.md")));
        QCOMPARE(window.currentPage(), QStringLiteral("task"));
    }
};

QTEST_MAIN(TestGuide)
#include "tst_guide.moc"
