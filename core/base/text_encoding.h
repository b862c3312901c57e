// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leptune {

/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF, no cut-off end.
bool isValidUtf8(std::string_view bytes);

/// Bytes of a byte order mark at the start (UTF-8, UTF-16, UTF-32), 0 where there is none.
std::size_t byteOrderMarkLength(std::string_view bytes);

/// "UTF-16LE", "UTF-32BE" and so on where a mark or the pattern of NULs says that the text has more
/// than one byte a letter, else "". Looks at the first 4 kB.
std::string wideEncodingOf(std::string_view bytes);

/// The encoding of bytes that have no mark and are not wide: "UTF-8" where strictly valid,
/// "GB18030" where that decodes to common Chinese, else "ISO-8859-1" ("windows-1252" with bytes
/// 0x80-0x9F).
std::string guessNarrowEncoding(std::string_view bytes);

struct DecodedText {
    std::string text;         ///< UTF-8 without byte order mark
    std::string encoding;     ///< the name ICU knows it by
    std::size_t replaced = 0; ///< malformed sequences that became U+FFFD
};

/// Converts through ICU; a byte order mark is dropped. Throws Error(BadOption) for a name that ICU
/// does not know.
DecodedText decodeText(std::string_view bytes, const std::string &encoding);

} // namespace leptune
