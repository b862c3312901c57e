// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command_palette.h"
#include "ui/page_commands.h"

#include <QAction>
#include <QCheckBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QVBoxLayout>

using namespace leptune;

namespace {

QStringList textsOf(const QList<QAction *> &actions)
{
    QStringList texts;
    for (const QAction *action : actions)
        texts << action->text();
    return texts;
}

/// A page with what stands on pages.
struct SomePage : QWidget {
    QPushButton *use = add(new QPushButton(QStringLiteral("&Use this one")));
    QPushButton *measure = add(new QPushButton(QStringLiteral("Measure")));
    QPushButton *off = add(new QPushButton(QStringLiteral("Not now")));

    SomePage()
    {
        measure->setAccessibleName(QStringLiteral("Measure the time"));
        off->setEnabled(false);
        add(new QPushButton(QStringLiteral("Away")))->hide();
        add(new QCheckBox(QStringLiteral("A box")));
        add(new QTableWidget(2, 2));                     // its corner is a button
        add(new QLineEdit)->setClearButtonEnabled(true); // so is this
        show();
    }

    template <typename W>
    W *add(W *widget)
    {
        if (!layout())
            new QVBoxLayout(this);
        layout()->addWidget(widget);
        return widget;
    }
};

} // namespace

class TestPageCommands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areTheButtonsThatCanBePressed()
    {
        SomePage page;
        QObject owner;
        QCOMPARE(textsOf(buttonCommands({&page}, &owner)),
                 (QStringList{QStringLiteral("Use this one"), QStringLiteral("Measure the time")}));
    }

    void pressTheirButtons()
    {
        SomePage page;
        QObject owner;
        const QSignalSpy pressed(page.use, &QPushButton::clicked);
        CommandPalette palette(buttonCommands({&page}, &owner));
        palette.show();
        auto *search = palette.findChild<QLineEdit *>(QStringLiteral("commandSearch"));
        QTest::keyClicks(search, QStringLiteral("this use"));
        QCOMPARE(palette.findChild<QListWidget *>(QStringLiteral("commandList"))->count(), 1);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(pressed.size(), 1);
    }

    void areGoneWithTheirButtons()
    {
        auto page = std::make_unique<SomePage>();
        QObject owner;
        const QList<QAction *> commands = buttonCommands({page.get()}, &owner);
        page.reset();
        commands.first()->trigger(); // presses nothing
        QCOMPARE(commands.size(), 2);
    }
};

QTEST_MAIN(TestPageCommands)
#include "tst_page_commands.moc"
