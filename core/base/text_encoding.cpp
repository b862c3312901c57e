// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text_encoding.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <unicode/ucnv.h>
#include <utility>

namespace leptune {

namespace {

using Byte = unsigned char;

/// Length of the well-formed sequence at `p`, 0 where malformed (Unicode, table 3-7).
std::size_t sequenceLength(const Byte *p, const Byte *end)
{
    const auto follows = [p, end](int count, Byte low = 0x80, Byte high = 0xBF) {
        if (end - p <= count || p[1] < low || p[1] > high)
            return false;
        for (int i = 2; i <= count; ++i)
            if ((p[i] & 0xC0) != 0x80)
                return false;
        return true;
    };
    const Byte lead = *p;
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return follows(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const Byte low = lead == 0xE0 ? 0xA0 : 0x80;
        const Byte high = lead == 0xED ? 0x9F : 0xBF;
        return follows(2, low, high) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const Byte low = lead == 0xF0 ? 0x90 : 0x80;
        const Byte high = lead == 0xF4 ? 0x8F : 0xBF;
        return follows(3, low, high) ? 4 : 0;
    }
    return 0;
}

struct Mark {
    std::string_view bytes;
    const char *encoding;
};

using namespace std::string_view_literals;
constexpr std::array kMarks{Mark{"\xFF\xFE\0\0"sv, "UTF-32LE"}, Mark{"\0\0\xFE\xFF"sv, "UTF-32BE"},
                            Mark{"\xEF\xBB\xBF"sv, "UTF-8"}, Mark{"\xFF\xFE"sv, "UTF-16LE"},
                            Mark{"\xFE\xFF"sv, "UTF-16BE"}};

const Mark *markOf(std::string_view bytes)
{
    const auto found = std::find_if(kMarks.begin(), kMarks.end(), [bytes](const Mark &mark) {
        return bytes.substr(0, mark.bytes.size()) == mark.bytes;
    });
    return found == kMarks.end() ? nullptr : &*found;
}

/// What GB18030 makes of the bytes: whether they are well-formed, how many characters have more
/// than one byte, and how many of those are everyday Chinese (GB 2312 level 1 or punctuation).
struct ChineseEvidence {
    bool wellFormed = true;
    std::size_t characters = 0;
    std::size_t common = 0;
};

ChineseEvidence readAsGb18030(std::string_view bytes)
{
    ChineseEvidence evidence;
    const auto *p = reinterpret_cast<const Byte *>(bytes.data());
    const Byte *const end = p + bytes.size();
    while (p < end) {
        if (*p < 0x80) {
            ++p;
            continue;
        }
        const Byte second = end - p > 1 ? p[1] : 0;
        const bool pair = (second >= 0x40 && second <= 0x7E) || (second >= 0x80 && second != 0xFF);
        const bool four = second >= 0x30 && second <= 0x39 && end - p > 3 && p[2] >= 0x81 &&
                          p[2] != 0xFF && p[3] >= 0x30 && p[3] <= 0x39;
        if (*p == 0x80 || *p == 0xFF || (!pair && !four)) {
            evidence.wellFormed = false;
            return evidence;
        }
        const bool levelOne = (*p >= 0xA1 && *p <= 0xA3) || (*p >= 0xB0 && *p <= 0xD7);
        ++evidence.characters;
        evidence.common += pair && levelOne && second >= 0xA1 ? 1 : 0;
        p += pair ? 2 : 4;
    }
    return evidence;
}

struct CloseConverter {
    void operator()(UConverter *converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter openConverter(const std::string &encoding)
{
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(encoding.c_str(), &status));
    if (U_FAILURE(status) || !converter || encoding.empty())
        throw Error(ErrorCode::BadOption, encoding,
                    "is no known text encoding; use for example UTF-8, GB18030 or ISO-8859-1");
    return converter;
}

std::size_t countReplacements(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = text.find("\xEF\xBF\xBD"); at != std::string_view::npos;
         at = text.find("\xEF\xBF\xBD", at + 3))
        ++count;
    return count;
}

/// UTF-16 without a mark: NULs on one side only, and a line end or separator among the pairs.
std::string unmarkedWideEncoding(std::string_view head)
{
    std::size_t zeros[2] = {0, 0};
    for (std::size_t i = 0; i < head.size(); ++i)
        zeros[i % 2] += head[i] == 0 ? 1 : 0;
    const std::size_t pairs = head.size() / 2;
    const bool little = zeros[1] * 20 > pairs && zeros[0] * 50 < zeros[1];
    const bool big = zeros[0] * 20 > pairs && zeros[1] * 50 < zeros[0];
    if (pairs < 2 || (!little && !big))
        return {};
    for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
        const char letter = head[i + (big ? 1 : 0)];
        const char other = head[i + (big ? 0 : 1)];
        if (other == 0 && std::memchr("\n\r,;\t|", letter, 6) != nullptr)
            return little ? "UTF-16LE" : "UTF-16BE";
    }
    return {};
}

} // namespace

bool isValidUtf8(std::string_view bytes)
{
    const auto *p = reinterpret_cast<const Byte *>(bytes.data());
    const Byte *const end = p + bytes.size();
    while (p < end) {
        while (end - p >= 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, p, 8);
            if ((word & 0x8080808080808080ULL) != 0)
                break;
            p += 8;
        }
        if (p == end)
            break;
        const std::size_t length = sequenceLength(p, end);
        if (length == 0)
            return false;
        p += length;
    }
    return true;
}

std::size_t byteOrderMarkLength(std::string_view bytes)
{
    const Mark *mark = markOf(bytes);
    return mark ? mark->bytes.size() : 0;
}

std::string wideEncodingOf(std::string_view bytes)
{
    if (const Mark *mark = markOf(bytes))
        return mark->encoding == "UTF-8"sv ? "" : mark->encoding;
    return unmarkedWideEncoding(bytes.substr(0, 4096));
}

std::string guessNarrowEncoding(std::string_view bytes)
{
    if (isValidUtf8(bytes))
        return "UTF-8";
    const ChineseEvidence chinese = readAsGb18030(bytes);
    if (chinese.wellFormed && chinese.common * 10 >= chinese.characters * 7)
        return "GB18030";
    const bool windows = std::any_of(bytes.begin(), bytes.end(), [](char c) {
        return static_cast<Byte>(c) >= 0x80 && static_cast<Byte>(c) <= 0x9F;
    });
    return windows ? "windows-1252" : "ISO-8859-1";
}

DecodedText decodeText(std::string_view bytes, const std::string &encoding)
{
    const Converter source = openConverter(encoding);
    const Converter target = openConverter("UTF-8");
    UErrorCode status = U_ZERO_ERROR;
    DecodedText result;
    result.encoding = ucnv_getName(source.get(), &status);
    if (const Mark *mark = markOf(bytes); mark && result.encoding == mark->encoding)
        bytes.remove_prefix(mark->bytes.size());

    result.text.resize(bytes.size() + bytes.size() / 2 + 64);
    std::array<UChar, 4096> pivot;
    UChar *pivotSource = pivot.data();
    UChar *pivotTarget = pivot.data();
    const char *from = bytes.data();
    const char *const fromEnd = from + bytes.size();
    std::size_t used = 0;
    for (bool first = true;; first = false) {
        status = U_ZERO_ERROR;
        char *to = result.text.data() + used;
        ucnv_convertEx(target.get(), source.get(), &to, result.text.data() + result.text.size(),
                       &from, fromEnd, pivot.data(), &pivotSource, &pivotTarget,
                       pivot.data() + pivot.size(), first ? 1 : 0, 1, &status);
        used = static_cast<std::size_t>(to - result.text.data());
        if (status != U_BUFFER_OVERFLOW_ERROR)
            break;
        result.text.resize(result.text.size() * 2);
    }
    if (U_FAILURE(status))
        throw Error(ErrorCode::BadFormat, encoding,
                    std::string("the text can't be converted: ") + u_errorName(status));
    result.text.resize(used);
    result.replaced = countReplacements(result.text);
    return result;
}

} // namespace leptune
