// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QMessageBox>
#include <QTest>
#include <QTimer>

namespace leptune {

/// Presses the named button of the question that opens next, and tells what was asked.
class Answer {
public:
    Answer(QWidget &window, const char *button)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &window, [this, button] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            if (!box)
                return;
            m_timer.stop();
            m_asked = box->objectName();
            m_text = box->text() + u' ' + box->informativeText();
            for (QAbstractButton *one : box->buttons())
                if (one->objectName() == QLatin1String(button))
                    return one->click();
            QTest::keyClick(box, Qt::Key_Escape);
        });
        m_timer.start(10);
    }
    QString asked() const { return m_asked; }
    QString text() const { return m_text; }

private:
    QTimer m_timer;
    QString m_asked, m_text;
};

} // namespace leptune
