// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/xlsx_archive.h"

#include "core/base/error.h"

#include <array>
#include <exception>
#include <expat.h>
#include <zip.h>

namespace leptune {

namespace {

std::string_view withoutPrefix(const char *name)
{
    const std::string_view full(name);
    const std::size_t colon = full.rfind(':');
    return colon == std::string_view::npos ? full : full.substr(colon + 1);
}

/// Expat calls back through C: an exception of the handler is kept and thrown on after the parser
/// has stopped.
class XmlStream {
public:
    explicit XmlStream(XmlHandler &handler)
        : m_handler(handler), m_parser(XML_ParserCreate(nullptr))
    {
        if (!m_parser)
            throw std::bad_alloc();
        XML_SetUserData(m_parser, this);
        XML_SetElementHandler(m_parser, &XmlStream::start, &XmlStream::end);
        XML_SetCharacterDataHandler(m_parser, &XmlStream::text);
        XML_SetStartDoctypeDeclHandler(
            m_parser, [](void *self, const XML_Char *, const XML_Char *, const XML_Char *,
                         int) { // workbooks have none; entities can only harm
                XML_StopParser(static_cast<XmlStream *>(self)->m_parser, XML_FALSE);
            });
    }
    ~XmlStream() { XML_ParserFree(m_parser); }
    XmlStream(const XmlStream &) = delete;
    XmlStream &operator=(const XmlStream &) = delete;

    bool feed(const char *data, std::size_t size, bool last)
    {
        const XML_Status status = XML_Parse(m_parser, data, static_cast<int>(size), last ? 1 : 0);
        if (m_failure)
            std::rethrow_exception(m_failure);
        return status == XML_STATUS_OK;
    }

private:
    template <typename Call>
    void guarded(Call call)
    {
        if (m_failure)
            return;
        try {
            call();
        } catch (...) {
            m_failure = std::current_exception();
            XML_StopParser(m_parser, XML_FALSE);
        }
    }
    static void start(void *self, const XML_Char *name, const XML_Char **raw)
    {
        auto &stream = *static_cast<XmlStream *>(self);
        stream.guarded([&] {
            XmlAttributes attributes;
            for (; *raw != nullptr; raw += 2)
                attributes.emplace_back(withoutPrefix(raw[0]), raw[1]);
            stream.m_handler.startElement(withoutPrefix(name), attributes);
        });
    }
    static void end(void *self, const XML_Char *name)
    {
        auto &stream = *static_cast<XmlStream *>(self);
        stream.guarded([&] { stream.m_handler.endElement(withoutPrefix(name)); });
    }
    static void text(void *self, const XML_Char *letters, int count)
    {
        auto &stream = *static_cast<XmlStream *>(self);
        stream.guarded([&] {
            stream.m_handler.characters({letters, static_cast<std::size_t>(count)});
        });
    }

    XmlHandler &m_handler;
    XML_Parser m_parser;
    std::exception_ptr m_failure;
};

struct CloseFile {
    void operator()(zip_file_t *file) const { zip_fclose(file); }
};

} // namespace

std::string_view attributeOf(const XmlAttributes &attributes, std::string_view name)
{
    for (const auto &[key, value] : attributes)
        if (key == name)
            return value;
    return {};
}

void XlsxArchive::Close::operator()(zip *archive) const
{
    zip_discard(archive);
}

XlsxArchive::XlsxArchive(const std::string &path, std::stop_token stop)
    : m_path(path), m_stop(std::move(stop))
{
    int problem = 0;
    m_archive.reset(zip_open(path.c_str(), ZIP_RDONLY, &problem));
    if (!m_archive)
        throw Error(ErrorCode::BadFormat, path,
                    "the zip archive is damaged or cut off; copy the file again");
}

bool XlsxArchive::has(const std::string &part) const
{
    return zip_name_locate(m_archive.get(), part.c_str(), 0) >= 0;
}

std::uint64_t XlsxArchive::bytesOf(const std::string &part) const
{
    zip_stat_t entry;
    zip_stat_init(&entry);
    const bool known = zip_stat(m_archive.get(), part.c_str(), 0, &entry) == 0 &&
                       (entry.valid & ZIP_STAT_SIZE) != 0;
    return known ? entry.size : 0;
}

void XlsxArchive::parse(const std::string &part, XmlHandler &handler) const
{
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen(m_archive.get(), part.c_str(), 0));
    if (!file)
        throw Error(ErrorCode::BadFormat, m_path,
                    "the workbook's part " + part + " is missing or encrypted");
    XmlStream stream(handler);
    std::array<char, 65536> buffer;
    for (bool last = false; !last && !handler.isDone();) {
        if (m_stop.stop_requested())
            throw Error(ErrorCode::Stopped, m_path, "reading was stopped");
        const zip_int64_t got = zip_fread(file.get(), buffer.data(), buffer.size());
        if (got < 0)
            throw Error(ErrorCode::BadFormat, m_path,
                        "the workbook's part " + part + " is damaged");
        last = got == 0;
        if (!stream.feed(buffer.data(), static_cast<std::size_t>(got), last))
            throw Error(ErrorCode::BadFormat, m_path,
                        "the workbook's part " + part + " is no valid XML");
    }
}

} // namespace leptune
