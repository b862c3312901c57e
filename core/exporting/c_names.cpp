// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_names.h"

#include "core/base/text_encoding.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace leptune {
namespace {

constexpr std::size_t kLongestIdentifier = 48;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Keywords of C and C++, and what usual headers and compilers define in lower-case letters.
bool isReserved(const std::string &word)
{
    static const std::set<std::string, std::less<>> words{
        "alignas",       "alignof",      "and",
        "and_eq",        "arm",          "asm",
        "assert",        "atomic",       "auto",
        "bitand",        "bitor",        "bool",
        "break",         "case",         "catch",
        "char",          "char16_t",     "char32_t",
        "char8_t",       "class",        "co_await",
        "co_return",     "co_yield",     "compl",
        "complex",       "concept",      "const",
        "const_cast",    "consteval",    "constexpr",
        "constinit",     "continue",     "decltype",
        "default",       "delete",       "do",
        "double",        "dynamic_cast", "else",
        "enum",          "errno",        "explicit",
        "export",        "extern",       "false",
        "far",           "float",        "for",
        "friend",        "goto",         "huge",
        "i386",          "if",           "imaginary",
        "inline",        "int",          "interface",
        "interrupt",     "linux",        "long",
        "mips",          "mutable",      "namespace",
        "near",          "new",          "noexcept",
        "noreturn",      "not",          "not_eq",
        "nullptr",       "operator",     "or",
        "or_eq",         "private",      "protected",
        "public",        "register",     "reinterpret_cast",
        "requires",      "restrict",     "return",
        "short",         "signed",       "sizeof",
        "small",         "sparc",        "static",
        "static_assert", "static_cast",  "stderr",
        "stdin",         "stdout",       "struct",
        "sun",           "switch",       "template",
        "this",          "thread_local", "throw",
        "true",          "try",          "typedef",
        "typeid",        "typename",     "typeof",
        "typeof_unqual", "union",        "unix",
        "unsigned",      "using",        "vax",
        "virtual",       "void",         "volatile",
        "wchar_t",       "while",        "xor",
        "xor_eq"};
    return words.contains(word);
}

std::string octal(unsigned char byte)
{
    return {'\\', static_cast<char>('0' + byte / 64), static_cast<char>('0' + byte / 8 % 8),
            static_cast<char>('0' + byte % 8)};
}

/// Three digits, so that a digit behind it stays one.
std::string escaped(char c)
{
    if (c == '"' || c == '\\' || c == '\'' || c == '?')
        return {'\\', c};
    const auto byte = static_cast<unsigned char>(c);
    return byte < 32 || byte > 126 ? octal(byte) : std::string(1, c);
}

/// Bytes of the letter at `text`, as its first one says.
std::size_t letterBytes(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// Letters that change how others are shown, or show nothing.
bool isHidden(std::string_view letter)
{
    const auto between = [&](std::string_view low, std::string_view high) {
        return letter >= low && letter <= high;
    };
    return between("\xC2\x80", "\xC2\xA0") || letter == "\xC2\xAD" || letter == "\xD8\x9C" ||
           between("\xE1\xA0\x8B", "\xE1\xA0\x8F") || between("\xE2\x80\x8B", "\xE2\x80\x8F") ||
           between("\xE2\x80\xA8", "\xE2\x80\xAE") || between("\xE2\x81\xA0", "\xE2\x81\xAF") ||
           between("\xEE\x80\x80", "\xEF\xA3\xBF") || letter == "\xEF\xBB\xBF" ||
           between("\xEF\xBF\xB0", "\xEF\xBF\xBF") || letter >= "\xF3\xA0\x80\x80";
}

} // namespace

std::string cWord(std::string_view name)
{
    std::string word;
    bool gap = false;
    for (const char c : name) {
        if (!isLetter(c) && !isDigit(c)) {
            gap = !word.empty();
            continue;
        }
        if (gap)
            word += '_';
        gap = false;
        word += c;
    }
    return word;
}

std::string CNames::identifier(std::string_view name, std::string_view fallback)
{
    std::string word = cWord(name.substr(0, 4 * kLongestIdentifier)).substr(0, kLongestIdentifier);
    std::ranges::transform(word, word.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (word.empty())
        word = fallback;
    if (isDigit(word.front()))
        word = std::string(fallback) + '_' + word;
    if (isReserved(word))
        word += '_';
    std::string result = word;
    for (int next = 2; !m_taken.insert(result).second; ++next)
        result = word + '_' + std::to_string(next);
    return result;
}

std::string cText(std::string_view bytes)
{
    std::string result = "\"";
    for (const char c : bytes)
        result += c == '\'' ? std::string(1, c) : escaped(c);
    return result + '"';
}

std::string cLetter(char byte)
{
    return '\'' + (byte == '"' ? std::string(1, byte) : escaped(byte)) + '\'';
}

std::string cComment(std::string_view text, std::size_t longest)
{
    const bool valid = isValidUtf8(text);
    std::string result;
    for (std::size_t at = 0, letters = 0; at < text.size(); ++letters) {
        if (letters == longest)
            return result + "...";
        const std::size_t bytes = valid ? letterBytes(text[at]) : 1;
        const std::string_view letter = text.substr(at, bytes);
        at += bytes;
        if (bytes == 1)
            result += letter == "\"" || letter == "'" ? std::string(letter) : escaped(letter[0]);
        else if (!isHidden(letter))
            result += letter;
        else
            for (const char c : letter)
                result += escaped(c);
        // No end of the comment, and none that seems to begin.
        const std::size_t last = result.size() - 1;
        if (last > 0 && ((result[last - 1] == '*' && result[last] == '/') ||
                         (result[last - 1] == '/' && result[last] == '*')))
            result.insert(last, 1, '\\');
    }
    return result;
}

std::string cFloat(float value)
{
    if (std::isnan(value))
        return "NAN";
    if (std::isinf(value))
        return value > 0 ? "INFINITY" : "-INFINITY";
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    std::string text(buffer, end);
    if (text.find_first_of(".e") == std::string::npos)
        text += ".0";
    return text + 'F';
}

} // namespace leptune
