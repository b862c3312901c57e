// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTabBar>
#include <QTextDocumentFragment>
#include <QTextEdit>

/// What a window says in words: of visible widgets, and of all its actions.
inline QStringList spokenTexts(const QWidget &window)
{
    QStringList texts;
    const auto add = [&texts](const QString &text) {
        texts.append(Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText()
                                               : text);
    };
    for (const auto *action : window.findChildren<QAction *>()) {
        add(action->text());
        add(action->toolTip());
    }
    for (const auto *widget : window.findChildren<QWidget *>()) {
        // Code is nobody's language, and remarks name the data sets that a table looks like.
        if (!widget->isVisible() || widget->objectName() == u"exportCode" ||
            widget->objectName() == u"searchRemarks")
            continue;
        add(widget->toolTip());
        add(widget->accessibleName());
        add(widget->accessibleDescription());
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            add(label->text());
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            add(button->text());
        else if (const auto *spin = qobject_cast<const QAbstractSpinBox *>(widget))
            add(spin->text());
        else if (const auto *line = qobject_cast<const QLineEdit *>(widget))
            add(line->placeholderText());
        else if (const auto *edit = qobject_cast<const QTextEdit *>(widget))
            add(edit->toPlainText() + edit->placeholderText());
        else if (const auto *plain = qobject_cast<const QPlainTextEdit *>(widget))
            add(plain->toPlainText() + plain->placeholderText());
        else if (const auto *box = qobject_cast<const QComboBox *>(widget))
            for (int i = 0; i < box->count(); ++i)
                add(box->itemText(i));
        else if (const auto *tabs = qobject_cast<const QTabBar *>(widget))
            for (int i = 0; i < tabs->count(); ++i)
                add(tabs->tabText(i));
        else if (const auto *header = qobject_cast<const QHeaderView *>(widget))
            for (int i = 0; header->model() && i < header->count(); ++i)
                add(header->model()->headerData(i, header->orientation()).toString());
    }
    return texts;
}

/// Those of them that hold English words: three letters or more in small ones, where no names of
/// the table, of models ("boosting-12"), files and formats are meant.
inline QStringList englishTexts(const QWidget &window, const leptune::Table &table)
{
    static const QRegularExpression names(QStringLiteral(
        "\\b[a-z]+(?:_[a-z]+)*-[\\w-]+|[\\w/~.-]*/[\\w/.-]+|\\b\\w+\\.\\w+\\b|"
        "\\b(?:Leptune|Python|Java|PyTorch|onnxruntime|gzip|Enter|true|yes|best|ensemble|"
        "baseline|float|int8|cuda)\\b|\\w*_\\w+"));
    static const QRegularExpression words(QStringLiteral("\\b[A-Z]?[a-z]{3,}\\b"));
    QStringList own;
    for (std::size_t i = 0; i < table.columns(); ++i) {
        const leptune::Column &column = table.column(i);
        own.append(QString::fromStdString(column.name()));
        if (column.isCoded())
            for (const std::string &label : column.dictionary())
                own.append(QString::fromStdString(label));
    }
    QStringList english;
    for (const QString &text : spokenTexts(window)) {
        QString rest = text;
        for (const QString &name : own)
            rest.remove(name);
        rest.remove(names);
        if (rest.contains(words) && !english.contains(text))
            english.append(text);
    }
    return english;
}
