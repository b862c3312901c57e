// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/text_encoding.h"
#include "core/data/csv_reader.h"

#include <algorithm>
#include <array>
#include <strings.h>
#include <utility>

namespace leptune {

namespace {

using namespace std::string_view_literals;

struct KnownFormat {
    std::string_view magic;
    const char *what;
};

constexpr std::array kForeignFormats{
    KnownFormat{"\x89PNG"sv, "is a PNG picture, not a table"},
    KnownFormat{"\xFF\xD8\xFF"sv, "is a JPEG picture, not a table"},
    KnownFormat{"%PDF"sv, "is a PDF document, not a table; export the table as CSV"},
    KnownFormat{"\x7F"
                "ELF"sv,
                "is a program, not a table"},
    KnownFormat{"PAR1"sv, "is a Parquet file, which Leptune can't read; save it as CSV"},
    KnownFormat{"ARROW1"sv, "is an Arrow file, which Leptune can't read; save it as CSV"},
    KnownFormat{"\x89HDF"sv, "is an HDF5 file, which Leptune can't read; save it as CSV"},
    KnownFormat{"\xD0\xCF\x11\xE0"sv, "is an old Office file (.xls); save it as .xlsx or CSV"},
    KnownFormat{"BZh"sv, "is compressed with bzip2; unpack it first"},
    KnownFormat{"\xFD"
                "7zXZ"sv,
                "is compressed with xz; unpack it first"},
    KnownFormat{"\x28\xB5\x2F\xFD"sv, "is compressed with zstd; unpack it first"},
    KnownFormat{"7z\xBC\xAF"sv, "is a 7-Zip archive; unpack it first"},
    KnownFormat{"Rar!"sv, "is a RAR archive; unpack it first"},
};

void refuseBinary(std::string_view bytes, const std::string &subject)
{
    for (const KnownFormat &format : kForeignFormats)
        if (bytes.starts_with(format.magic))
            throw Error(ErrorCode::BadFormat, subject, format.what);
    const std::string_view head = bytes.substr(0, 65536);
    const auto control = std::count_if(head.begin(), head.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && (byte < 0x09 || byte > 0x0D) && byte != 0x1A;
    });
    if (static_cast<std::size_t>(control) * 20 > head.size())
        throw Error(ErrorCode::BadFormat, subject,
                    "is a binary file, not a table; choose a CSV, ARFF, SQLite or .xlsx file");
}

bool namesUtf8(const std::string &encoding)
{
    return strcasecmp(encoding.c_str(), "utf-8") == 0 || strcasecmp(encoding.c_str(), "utf8") == 0;
}

} // namespace

InputBytes decodeInput(InputBytes input, const std::string &subject, const ReadOptions &options,
                       ImportReport &report)
{
    const bool given = !options.encoding.empty();
    std::string encoding = given ? options.encoding : wideEncodingOf(input.view());
    if (encoding.empty() || namesUtf8(encoding)) {
        refuseBinary(input.view(), subject);
        report.encoding = "UTF-8";
        return input;
    }
    DecodedText decoded = decodeText(input.view(), encoding);
    report.encoding = given ? decoded.encoding : encoding;
    if (!given && byteOrderMarkLength(input.view()) == 0)
        report.assumed.push_back("encoding: " + encoding);
    if (decoded.replaced > 0)
        report.repaired.push_back(std::to_string(decoded.replaced) +
                                  " malformed characters were replaced");
    return InputBytes::own(std::move(decoded.text));
}

} // namespace leptune
