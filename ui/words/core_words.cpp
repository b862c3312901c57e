// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_words.h"

#include "ui/words/core_patterns.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace leptune {

namespace {

constexpr const char *kContext = "core";
constexpr const char *kOptionContext = "core option";
constexpr int kPlaces = 10; ///< %0 to %9; %0 is not used

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CoreWords)
};

using Captures = std::array<QStringView, kPlaces>;

/// "%3" at `at`: 3; else 0.
int placeAt(QStringView text, qsizetype at)
{
    if (at + 1 >= text.size() || text[at] != u'%')
        return 0;
    const int digit = text[at + 1].digitValue();
    return digit > 0 ? digit : 0;
}

class Pattern {
public:
    explicit Pattern(const CorePattern &pattern) : m_text(pattern.text)
    {
        const QString text = QString::fromUtf8(pattern.text);
        m_pieces.append(QString());
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (const int place = placeAt(text, i)) {
                m_places.push_back(place);
                m_pieces.append(QString());
                ++i;
            } else {
                m_pieces.back() += text[i];
                ++m_fixed;
            }
        }
        for (const char *digit = pattern.nested; *digit; ++digit)
            m_nested[static_cast<std::size_t>(*digit - '0')] = true;
    }

    const char *text() const { return m_text; }
    qsizetype fixedLetters() const { return m_fixed; }
    /// None where a place comes first.
    std::optional<QChar> firstLetter() const
    {
        const QString &first = m_pieces.front();
        return first.isEmpty() ? std::nullopt : std::optional(first.front());
    }
    /// Words that are appended to any other text.
    bool isAppended() const
    {
        return m_places.size() == 1 && m_pieces.front().isEmpty() && isNested(m_places.front());
    }
    bool isNested(int place) const { return m_nested[static_cast<std::size_t>(place)]; }

    /// What stands at the places, where the text is of this kind.
    std::optional<Captures> match(QStringView text) const
    {
        Captures found;
        const QString &first = m_pieces.front();
        const QString &last = m_pieces.back();
        if (m_places.empty())
            return text == first ? std::optional(found) : std::nullopt;
        const qsizetype end = text.size() - last.size();
        if (end <= first.size() || !text.startsWith(first) || !text.endsWith(last))
            return std::nullopt;
        qsizetype at = first.size();
        for (std::size_t i = 0; i < m_places.size(); ++i) {
            const bool isLast = i + 1 == m_places.size();
            const QString &next = m_pieces[static_cast<qsizetype>(i) + 1];
            const qsizetype stop = isLast ? end : text.first(end).indexOf(next, at + 1);
            if (stop <= at)
                return std::nullopt;
            found[static_cast<std::size_t>(m_places[i])] = text.sliced(at, stop - at);
            at = stop + next.size();
        }
        return found;
    }

private:
    const char *m_text;
    QStringList m_pieces; ///< before, between and after the places
    std::vector<int> m_places;
    std::array<bool, kPlaces> m_nested{};
    qsizetype m_fixed = 0;
};

/// What is appended first, as other texts may end in anything; then the most particular.
std::vector<Pattern> makePatterns()
{
    std::vector<Pattern> all;
    for (const auto &list : {dataPatterns(), importPatterns(), profilePatterns(), studyPatterns(),
                             modelPatterns(), compressionPatterns(), exportPatterns()})
        for (const CorePattern &pattern : list)
            all.emplace_back(pattern);
    std::ranges::stable_sort(all, std::ranges::greater{}, [](const Pattern &pattern) {
        return std::pair(pattern.isAppended(), pattern.fixedLetters());
    });
    return all;
}

/// By the letter that a text begins with: leaderboards ask for thousands of texts at once.
class PatternIndex {
public:
    PatternIndex() : m_all(makePatterns())
    {
        for (const Pattern &pattern : m_all)
            if (const std::optional<QChar> letter = pattern.firstLetter())
                m_byLetter[placeOf(*letter)].push_back(&pattern);
            else
                for (auto &list : m_byLetter)
                    list.push_back(&pattern);
    }
    const std::vector<const Pattern *> &of(QStringView text) const
    {
        return m_byLetter[text.isEmpty() ? 0 : placeOf(text.front())];
    }

private:
    static constexpr std::size_t kLetters = 128; ///< 0 stands for all beyond ASCII
    static std::size_t placeOf(QChar letter)
    {
        return letter.unicode() < kLetters ? letter.unicode() : 0;
    }

    std::vector<Pattern> m_all;
    std::array<std::vector<const Pattern *>, kLetters> m_byLetter;
};

const PatternIndex &patterns()
{
    static const PatternIndex index;
    return index;
}

std::optional<QString> translated(QStringView text);

QString filled(const Pattern &pattern, const Captures &found)
{
    const QString words = QCoreApplication::translate(kContext, pattern.text());
    QString result;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const int place = placeAt(words, i);
        if (place == 0) {
            result += words[i];
            continue;
        }
        const QStringView part = found[static_cast<std::size_t>(place)];
        result +=
            (pattern.isNested(place) ? translated(part) : std::nullopt).value_or(part.toString());
        ++i;
    }
    return result;
}

std::optional<QString> whole(QStringView text)
{
    for (const Pattern *pattern : patterns().of(text))
        if (const auto found = pattern->match(text))
            return filled(*pattern, *found);
    return std::nullopt;
}

/// As a whole, or what follows "subject: ".
std::optional<QString> translated(QStringView text)
{
    if (const auto words = whole(text))
        return words;
    const QLatin1String colon(": ");
    for (qsizetype at = text.indexOf(colon); at >= 0; at = text.indexOf(colon, at + 1))
        if (const auto words = whole(text.sliced(at + colon.size())))
            return Words::tr("%1: %2", "subject and what is the matter with it")
                .arg(text.first(at).toString(), *words);
    return std::nullopt;
}

} // namespace

QString coreWords(const std::string &text)
{
    const QString english = QString::fromStdString(text);
    return translated(english).value_or(english);
}

bool isKnownToCoreWords(const std::string &text)
{
    return translated(QString::fromStdString(text)).has_value();
}

QString coreOption(const std::string &name)
{
    static constexpr const char *kNames[] = {
        QT_TRANSLATE_NOOP("core option", "arithmetic"),
        QT_TRANSLATE_NOOP("core option", "budget"),
        QT_TRANSLATE_NOOP("core option", "columns"),
        QT_TRANSLATE_NOOP("core option", "costs"),
        QT_TRANSLATE_NOOP("core option", "device"),
        QT_TRANSLATE_NOOP("core option", "families"),
        QT_TRANSLATE_NOOP("core option", "folds"),
        QT_TRANSLATE_NOOP("core option", "latency limit"),
        QT_TRANSLATE_NOOP("core option", "monotone"),
        QT_TRANSLATE_NOOP("core option", "neural networks"),
        QT_TRANSLATE_NOOP("core option", "query"),
        QT_TRANSLATE_NOOP("core option", "seconds"),
        QT_TRANSLATE_NOOP("core option", "shrinking of trees"),
        QT_TRANSLATE_NOOP("core option", "target"),
        QT_TRANSLATE_NOOP("core option", "test"),
        QT_TRANSLATE_NOOP("core option", "trials"),
    };
    const bool isKnown =
        std::ranges::any_of(kNames, [&](const char *known) { return name == known; });
    return isKnown ? QCoreApplication::translate(kOptionContext, name.c_str())
                   : QString::fromStdString(name);
}

} // namespace leptune
