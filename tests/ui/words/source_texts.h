// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDirIterator>
#include <QFile>
#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <optional>

/// Texts that core's sources make for people: details of Errors, notes and messages of a study.
struct SourceText {
    QString place; ///< "core/data/split.cpp BadOption"
    QString text;  ///< as made, with "X1", "X2"... where a name or a number stands
};

/// Reads calls of C++ just far enough: texts in quotes, brackets, commas.
class SourceCalls {
public:
    explicit SourceCalls(QString source) : m_source(std::move(source)) {}

    /// The arguments of the call whose bracket was opened before `at`.
    QStringList argumentsAt(qsizetype at) const { return cut(at, u','); }

    /// What an expression of texts joined by + makes; none where a condition chooses, where no
    /// words stand in it or where something is glued to a word.
    static std::optional<QString> textOf(const QString &expression)
    {
        if (SourceCalls(expression + u')').cut(0, u'?').size() > 1)
            return std::nullopt;
        static const QRegularExpression wrapped(QStringLiteral("^std::string\\((.*)\\)$"),
                                                QRegularExpression::DotMatchesEverythingOption);
        static const QRegularExpression quoted(
            QStringLiteral("^(?:\"(?:\\\\.|[^\"\\\\])*\"\\s*)+$"));
        static const QRegularExpression glued(QStringLiteral("[A-Za-z]X\\d|X\\d+[A-Za-z]"));
        static const QRegularExpression words(QStringLiteral("[a-z]{2,}"));
        QString text;
        int place = 0;
        for (QString part : SourceCalls(expression + u')').cut(0, u'+')) {
            if (const auto inner = wrapped.match(part); inner.hasMatch())
                part = inner.captured(1).trimmed();
            text +=
                quoted.match(part).hasMatch() ? unquoted(part) : QStringLiteral("X%1").arg(++place);
        }
        if (!text.contains(words) || text.contains(glued))
            return std::nullopt;
        return text;
    }

private:
    /// From `at` to the bracket that closes what is open there, cut at a sign outside of brackets.
    QStringList cut(qsizetype at, QChar sign) const
    {
        QStringList parts;
        int depth = 0;
        qsizetype begin = at;
        for (; at < m_source.size(); ++at) {
            const QChar c = m_source[at];
            if (c == u'"' || c == u'\'')
                at = endOfQuote(at);
            else if (QStringLiteral("([{").contains(c))
                ++depth;
            else if (QStringLiteral(")]}").contains(c) && depth-- == 0)
                break;
            else if (c == sign && depth == 0) {
                parts.append(m_source.mid(begin, at - begin).trimmed());
                begin = at + 1;
            }
        }
        parts.append(m_source.mid(begin, at - begin).trimmed());
        return parts;
    }

    /// A ' between digits opens nothing.
    qsizetype endOfQuote(qsizetype at) const
    {
        const QChar mark = m_source[at];
        if (mark == u'\'' && at > 0 && m_source[at - 1].isDigit())
            return at;
        for (++at; at < m_source.size() && m_source[at] != mark; ++at)
            if (m_source[at] == u'\\')
                ++at;
        return at;
    }

    static QString unquoted(const QString &part)
    {
        static const QRegularExpression literal(QStringLiteral("\"((?:\\\\.|[^\"\\\\])*)\""));
        QString text;
        for (auto found = literal.globalMatch(part); found.hasNext();)
            text += found.next().captured(1);
        return text.replace(QLatin1String("\\\""), QLatin1String("\""));
    }

    QString m_source;
};

/// All of them below core/ of the tree at `root`; mistakes of ours (ErrorCode::Internal) aside.
inline QList<SourceText> coreSourceTexts(const QString &root)
{
    static const QRegularExpression call(QStringLiteral(
        "\\bError\\(\\s*ErrorCode::(\\w+),|\\b(?:notes\\.(?:push|emplace)_back|say)\\("));
    QList<SourceText> texts;
    QDirIterator files(root + QLatin1String("/core"), {QStringLiteral("*.cpp")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString source = QString::fromUtf8(file.readAll());
        for (auto found = call.globalMatch(source); found.hasNext();) {
            const auto match = found.next();
            const QString code = match.captured(1);
            const QStringList arguments = SourceCalls(source).argumentsAt(match.capturedEnd());
            if (code == u"Internal" || (!code.isEmpty() && arguments.size() < 2))
                continue;
            if (const auto text = SourceCalls::textOf(arguments[code.isEmpty() ? 0 : 1]))
                texts.append({file.fileName().mid(root.size() + 1) + u' ' + code, *text});
        }
    }
    return texts;
}
