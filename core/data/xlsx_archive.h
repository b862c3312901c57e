// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct zip;

namespace leptune {

using XmlAttributes = std::vector<std::pair<std::string_view, std::string_view>>;

/// What a reader wants to know of an XML part; element and attribute names come without prefix.
class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    virtual void startElement(std::string_view name, const XmlAttributes &attributes) = 0;
    virtual void endElement(std::string_view name) = 0;
    virtual void characters(std::string_view text) = 0;
    /// True: the rest of the part need not be read, and what still comes is passed over.
    virtual bool isDone() const { return false; }
};

std::string_view attributeOf(const XmlAttributes &attributes, std::string_view name);

/// A zip archive whose parts are XML.
class XlsxArchive {
public:
    /// Throws Error(BadFormat) where it is no readable zip archive.
    explicit XlsxArchive(const std::string &path, std::stop_token stop = {});

    bool has(const std::string &part) const;
    /// Unpacked, as the archive's directory says; 0 where it doesn't.
    std::uint64_t bytesOf(const std::string &part) const;
    /// Streams a part through the handler until that is done. Throws Error(BadFormat) for a part
    /// that is missing, encrypted, damaged or no XML, and Error(Stopped).
    void parse(const std::string &part, XmlHandler &handler) const;
    const std::string &path() const { return m_path; }

private:
    struct Close {
        void operator()(zip *archive) const;
    };
    std::string m_path;
    std::stop_token m_stop;
    std::unique_ptr<zip, Close> m_archive;
};

} // namespace leptune
