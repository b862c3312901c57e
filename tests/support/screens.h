// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QWidget>

/// Keeps a picture of the widget where LEPTUNE_SCREENSHOTS names a folder.
inline void keepPicture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("LEPTUNE_SCREENSHOTS");
    if (!folder.isEmpty() && QDir().mkpath(folder))
        QVERIFY(widget.grab().save(folder + u'/' + name + QStringLiteral(".png")));
}

/// The text of a label or button that does not fit into it, empty where all do.
inline QString clippedText(const QWidget &page)
{
    for (const auto *label : page.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const bool fits = label->wordWrap()
                              ? label->heightForWidth(label->width()) <= label->height() + 2
                              : label->sizeHint().width() <= label->width() + 1;
        if (!fits)
            return label->objectName() + QStringLiteral(": ") + label->text();
    }
    for (const auto *button : page.findChildren<QPushButton *>())
        if (button->isVisible() && button->sizeHint().width() > button->width() + 1)
            return button->objectName() + QStringLiteral(": ") + button->text();
    return {};
}
