// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/arff_dates.h"

#include <array>
#include <cstdio>

namespace leptune {

namespace {

using namespace std::string_view_literals;

constexpr std::array kMonths{"jan"sv, "feb"sv, "mar"sv, "apr"sv, "may"sv, "jun"sv,
                             "jul"sv, "aug"sv, "sep"sv, "oct"sv, "nov"sv, "dec"sv};

struct Moment {
    int year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
    bool afternoon = false;
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class PatternReader {
public:
    PatternReader(std::string_view text, std::string_view pattern)
        : m_text(text), m_pattern(pattern)
    {
    }

    bool read(Moment &moment)
    {
        for (std::size_t i = 0; i < m_pattern.size();) {
            const char letter = m_pattern[i];
            std::size_t run = 1;
            while (i + run < m_pattern.size() && m_pattern[i + run] == letter)
                ++run;
            const bool ok = letter == '\''     ? literal(i, run)
                            : isLetter(letter) ? field(letter, run, isNumber(i + run), moment)
                                               : characters(letter, run);
            if (!ok)
                return false;
            i += run;
        }
        return m_text.empty();
    }

private:
    bool isNumber(std::size_t at) const { return at < m_pattern.size() && isLetter(m_pattern[at]); }

    /// '' is a quote, 'T' the letter; sets `run` to the length in the pattern.
    bool literal(std::size_t begin, std::size_t &run)
    {
        if (begin + 1 < m_pattern.size() && m_pattern[begin + 1] == '\'') {
            run = 2;
            return characters('\'', 1);
        }
        const std::size_t end = m_pattern.find('\'', begin + 1);
        if (end == std::string_view::npos)
            return false;
        run = end - begin + 1;
        const std::string_view word = m_pattern.substr(begin + 1, end - begin - 1);
        if (!m_text.starts_with(word))
            return false;
        m_text.remove_prefix(word.size());
        return true;
    }

    bool characters(char c, std::size_t count)
    {
        for (; count > 0; --count) {
            if (m_text.empty() || m_text.front() != c)
                return false;
            m_text.remove_prefix(1);
        }
        return true;
    }

    /// Digits; exactly `width` of them where another field follows at once.
    bool number(int &value, std::size_t width, bool exactly)
    {
        std::size_t count = 0;
        const std::size_t most = exactly ? width : 9;
        value = 0;
        for (; count < most && !m_text.empty() && isDigit(m_text.front()); ++count) {
            value = value * 10 + (m_text.front() - '0');
            m_text.remove_prefix(1);
        }
        return count > 0 && (!exactly || count == width);
    }

    bool monthName(int &month)
    {
        if (m_text.size() < 3)
            return false;
        for (std::size_t i = 0; i < kMonths.size(); ++i) {
            bool same = true;
            for (std::size_t k = 0; k < 3; ++k)
                same = same && (m_text[k] | 32) == kMonths[i][k];
            if (!same)
                continue;
            month = static_cast<int>(i) + 1;
            while (!m_text.empty() && isLetter(m_text.front()))
                m_text.remove_prefix(1);
            return true;
        }
        return false;
    }

    bool halfDay(Moment &moment)
    {
        if (m_text.size() < 2 || (m_text[1] | 32) != 'm')
            return false;
        moment.afternoon = (m_text[0] | 32) == 'p';
        moment.hour = moment.hour % 12 + (moment.afternoon ? 12 : 0);
        m_text.remove_prefix(2);
        return true;
    }

    bool field(char letter, std::size_t width, bool exactly, Moment &moment)
    {
        switch (letter) {
        case 'y': {
            const std::size_t before = m_text.size();
            if (!number(moment.year, width, exactly))
                return false;
            if (width <= 2 && before - m_text.size() <= 2)
                moment.year += moment.year < 69 ? 2000 : 1900;
            return true;
        }
        case 'M':
            return width >= 3 ? monthName(moment.month) : number(moment.month, width, exactly);
        case 'd':
            return number(moment.day, width, exactly);
        case 'H':
        case 'h':
        case 'k':
            return number(moment.hour, width, exactly);
        case 'm':
            return number(moment.minute, width, exactly);
        case 's':
            return number(moment.second, width, exactly);
        case 'S':
            return number(moment.millisecond, width, exactly);
        case 'a':
            return halfDay(moment);
        default:
            return false;
        }
    }

    std::string_view m_text;
    std::string_view m_pattern;
};

} // namespace

std::string isoFromPattern(std::string_view text, std::string_view pattern)
{
    Moment moment;
    if (!PatternReader(text, pattern).read(moment) || moment.year > 9999)
        return std::string(text);
    char buffer[128];
    const int length = std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02dT%02d:%02d:%02d.%03d",
                                     moment.year, moment.month, moment.day, moment.hour,
                                     moment.minute, moment.second, moment.millisecond);
    return {buffer, static_cast<std::size_t>(length)};
}

} // namespace leptune
