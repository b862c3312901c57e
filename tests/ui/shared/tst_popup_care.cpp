// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/popup_care.h"

#include <QApplication>
#include <QComboBox>
#include <QMenu>
#include <QTest>
#include <QToolButton>

using namespace leptune;

class TestPopupCare : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theListOfAChoiceClosesWhenItsFormIsSwitchedOff()
    {
        QWidget form;
        const PopupCare care(&form);
        auto *choice = new QComboBox(&form);
        choice->addItems({QStringLiteral("a"), QStringLiteral("b")});
        form.show();
        QVERIFY(QTest::qWaitForWindowExposed(&form));
        choice->showPopup();
        QTRY_VERIFY(QApplication::activePopupWidget());
        form.setEnabled(false);
        QTRY_VERIFY(!QApplication::activePopupWidget());
        form.setEnabled(true);
        choice->showPopup();
        QTRY_VERIFY(QApplication::activePopupWidget()); // and opens again
        choice->hidePopup();
    }

    void aMenuClosesWithItsButton()
    {
        QWidget form;
        const PopupCare care(&form);
        auto *button = new QToolButton(&form);
        auto *menu = new QMenu(button);
        menu->addAction(QStringLiteral("one"));
        form.show();
        QVERIFY(QTest::qWaitForWindowExposed(&form));
        menu->popup(form.mapToGlobal(QPoint(5, 5)));
        QTRY_COMPARE(QApplication::activePopupWidget(), menu);
        form.setEnabled(false);
        QTRY_VERIFY(!QApplication::activePopupWidget());
    }

    void aListStaysWhileOnlyOthersAreSwitchedOff()
    {
        QWidget form;
        const PopupCare care(&form);
        auto *choice = new QComboBox(&form);
        auto *other = new QComboBox(&form);
        choice->addItems({QStringLiteral("a"), QStringLiteral("b")});
        form.show();
        QVERIFY(QTest::qWaitForWindowExposed(&form));
        choice->showPopup();
        QTRY_VERIFY(QApplication::activePopupWidget());
        other->setEnabled(false);
        QTest::qWait(50);
        QVERIFY(QApplication::activePopupWidget());
        choice->hidePopup();
    }
};

QTEST_MAIN(TestPopupCare)
#include "tst_popup_care.moc"
