// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/input_reader.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/memory.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <zlib.h>

namespace leptune {

namespace {

constexpr std::size_t kMapFrom = 8U << 20;

std::size_t pageSize()
{
    static const auto size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return size;
}

class Descriptor {
public:
    explicit Descriptor(const std::string &path)
        : m_number(open(path.c_str(), O_RDONLY | O_CLOEXEC))
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

/// zlib's inflate with 16 + 15 window bits, one member after the other.
class Inflater {
public:
    Inflater(const std::string &path, const std::stop_token &stop, std::size_t enough)
        : m_path(path), m_stop(stop), m_enough(enough)
    {
        if (inflateInit2(&m_stream, 31) != Z_OK)
            throw Error(ErrorCode::OutOfMemory, path, "there is not enough memory to unpack it");
    }
    ~Inflater() { inflateEnd(&m_stream); }
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    std::string run(std::string_view bytes)
    {
        std::string result;
        while (isGzip(bytes) && result.size() < m_enough) {
            bytes.remove_prefix(member(bytes, result));
            inflateReset(&m_stream);
        }
        return result;
    }

private:
    std::size_t member(std::string_view bytes, std::string &result)
    {
        std::size_t offered = 0;
        m_stream.avail_in = 0;
        for (int status = Z_OK; status != Z_STREAM_END && result.size() < m_enough;) {
            if (m_stream.avail_in == 0) {
                const std::size_t block = std::min<std::size_t>(bytes.size() - offered, 1U << 20);
                m_stream.next_in =
                    reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data() + offered));
                m_stream.avail_in = static_cast<uInt>(block);
                offered += block;
            }
            status = step(result);
            if (status == Z_BUF_ERROR && m_stream.avail_in == 0 && offered == bytes.size())
                throw Error(ErrorCode::BadFormat, m_path,
                            "the gzip data ends too early; copy or download the file again");
            if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
                throw Error(ErrorCode::BadFormat, m_path,
                            "the gzip data is damaged; copy or download the file again");
        }
        return offered - m_stream.avail_in;
    }

    int step(std::string &result)
    {
        if (m_stop.stop_requested())
            throw Error(ErrorCode::Stopped, m_path, "reading was stopped");
        const std::size_t used = result.size();
        if (used > m_most)
            throw Error(
                ErrorCode::OutOfMemory, m_path,
                "unpacks to more than this machine has memory for; unpack it and use a part");
        const std::size_t room = std::max<std::size_t>(1U << 16, used / 2);
        result.resize(used + std::min<std::size_t>(room, 64U << 20));
        m_stream.next_out = reinterpret_cast<Bytef *>(result.data() + used);
        m_stream.avail_out = static_cast<uInt>(result.size() - used);
        const int status = inflate(&m_stream, Z_NO_FLUSH);
        result.resize(result.size() - m_stream.avail_out);
        return status;
    }

    const std::string &m_path;
    const std::stop_token &m_stop;
    const std::size_t m_enough;
    const std::uint64_t m_most = availableMemoryBytes() / 2; ///< the columns need room, too
    z_stream m_stream{};
};

} // namespace

InputBytes::Mapping::~Mapping()
{
    munmap(base, bytes);
}

InputBytes InputBytes::own(std::string text)
{
    InputBytes result;
    result.m_size = text.size();
    text.append(kPadding, '\0');
    result.m_text = std::make_shared<const std::string>(std::move(text));
    result.m_data = result.m_text->data();
    return result;
}

InputBytes InputBytes::open(const std::string &path)
{
    const Descriptor file(path);
    struct stat info {};
    if (file.number() >= 0 && fstat(file.number(), &info) == 0 && S_ISREG(info.st_mode) &&
        static_cast<std::size_t>(info.st_size) >= kMapFrom)
        return map(path, file.number(), static_cast<std::size_t>(info.st_size));
    const std::vector<std::uint8_t> bytes = readWholeFile(path);
    return own(std::string(bytes.begin(), bytes.end()));
}

/// The file is mapped over the start of an anonymous region that is one page longer: those zeros
/// are the padding.
InputBytes InputBytes::map(const std::string &path, int descriptor, std::size_t size)
{
    const std::size_t filePages = (size + pageSize() - 1) / pageSize() * pageSize();
    const std::size_t bytes = filePages + pageSize();
    void *base =
        mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED)
        throw Error(ErrorCode::OutOfMemory, path, "there is not enough memory to map the file");
    auto mapping = std::make_shared<const Mapping>(base, bytes);
    if (mmap(base, filePages, PROT_READ, MAP_PRIVATE | MAP_FIXED, descriptor, 0) == MAP_FAILED)
        throw Error(ErrorCode::Unreadable, path,
                    std::string("can't be mapped: ") + std::strerror(errno));
    madvise(base, filePages, MADV_SEQUENTIAL);
    InputBytes result;
    result.m_data = static_cast<const char *>(base);
    result.m_size = size;
    result.m_mapping = std::move(mapping);
    return result;
}

void InputBytes::release(std::size_t begin, std::size_t end) const
{
    if (!m_mapping)
        return;
    const std::size_t first = (begin + pageSize() - 1) / pageSize() * pageSize();
    const std::size_t last = end / pageSize() * pageSize();
    if (first < last)
        madvise(static_cast<char *>(m_mapping->base) + first, last - first, MADV_DONTNEED);
}

bool isGzip(std::string_view bytes)
{
    return bytes.size() > 2 && bytes.substr(0, 3) == std::string_view("\x1F\x8B\x08", 3);
}

std::string gunzip(std::string_view bytes, const std::string &path, const std::stop_token &stop,
                   std::size_t enough)
{
    return Inflater(path, stop, enough).run(bytes);
}

} // namespace leptune
