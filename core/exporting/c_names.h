// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace leptune {

/// Names of one scope of a C or C++ program, each given once.
class CNames {
public:
    /// `name` as an identifier that is new here: lower-case ASCII letters, digits and underlines,
    /// no keyword and no macro of usual headers, at most 48 letters; `fallback` where nothing of
    /// the name can stand.
    std::string identifier(std::string_view name, std::string_view fallback);

private:
    std::set<std::string> m_taken;
};

/// The letters of `name` that an identifier may have, others as single underlines between them;
/// capitals stay. May be empty or a keyword.
std::string cWord(std::string_view name);

/// A string literal of ASCII letters that reads as these bytes in every C compiler: no trigraphs,
/// nothing that the next letter could extend.
std::string cText(std::string_view bytes);
/// The same byte as a character constant.
std::string cLetter(char byte);

/// As a part of a line within a comment that it can't end: control characters and invalid bytes
/// escaped, at most `longest` letters.
std::string cComment(std::string_view text, std::size_t longest = 60);

/// The shortest constant of type float that reads back with the same bits; NAN and INFINITY are
/// those of math.h.
std::string cFloat(float value);

} // namespace leptune
