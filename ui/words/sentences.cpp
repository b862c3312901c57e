// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/sentences.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Sentences)
};

bool isEnd(QChar letter)
{
    return QStringLiteral(".?!。？！…").contains(letter);
}

} // namespace

QString withFullStop(const QString &text)
{
    const QString trimmed = text.trimmed();
    return trimmed.isEmpty() || isEnd(trimmed.back())
               ? trimmed
               : Words::tr("%1.", "a clause becomes a sentence").arg(trimmed);
}

QString asSentence(const QString &clause)
{
    QString text = withFullStop(clause);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString joinSentences(const QString &first, const QString &second)
{
    if (first.isEmpty() || second.isEmpty())
        return first + second;
    return Words::tr("%1 %2", "two sentences").arg(first, second);
}

QString joinList(const QStringList &parts)
{
    return parts.join(Words::tr(", ", "between the parts of a list"));
}

QString withoutMnemonic(const QString &text)
{
    static const QRegularExpression key(QStringLiteral("\\(&\\w\\)|&(?!&)"));
    return QString(text).remove(key);
}

} // namespace leptune
