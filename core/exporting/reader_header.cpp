// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/reader_header.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <filesystem>

namespace leptune {

namespace {

constexpr const char *kName = "leptune_reader.h";

} // namespace

std::string readerHeaderBeside(const std::string &nativePath)
{
    const std::filesystem::path path(nativePath);
    if (path.filename() == kName)
        throw Error(ErrorCode::Unwritable, nativePath,
                    "is the name of the header that belongs beside the file; choose another one");
    return (path.parent_path() / kName).string();
}

HeaderPlace headerPlace(const std::string &path)
{
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return HeaderPlace::Free;
    try {
        const std::vector<std::uint8_t> bytes = readWholeFile(path);
        const std::string_view text(reinterpret_cast<const char *>(bytes.data()), bytes.size());
        return text == readerHeaderText() ? HeaderPlace::Same : HeaderPlace::Other;
    } catch (const Error &) {
        return HeaderPlace::Other;
    }
}

} // namespace leptune
