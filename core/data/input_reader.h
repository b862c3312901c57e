// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace leptune {

/// The bytes of a file, mapped where it is large, followed by at least 64 readable zeros so that
/// scanners may load whole vectors.
class InputBytes {
public:
    static constexpr std::size_t kPadding = 64;

    /// Throws Error(NotFound | Unreadable).
    static InputBytes open(const std::string &path);
    static InputBytes own(std::string text);

    const char *data() const { return m_data; }
    std::size_t size() const { return m_size; }
    std::string_view view() const { return {m_data, m_size}; }
    /// Lets the kernel take back the whole pages inside [begin, end); reading them again is
    /// allowed.
    void release(std::size_t begin, std::size_t end) const;

private:
    struct Mapping {
        Mapping(void *address, std::size_t length) : base(address), bytes(length) {}
        ~Mapping();
        Mapping(const Mapping &) = delete;
        Mapping &operator=(const Mapping &) = delete;
        void *base;
        std::size_t bytes;
    };
    static InputBytes map(const std::string &path, int descriptor, std::size_t size);

    const char *m_data = nullptr;
    std::size_t m_size = 0;
    std::shared_ptr<const Mapping> m_mapping;
    std::shared_ptr<const std::string> m_text;
};

bool isGzip(std::string_view bytes);
/// Unpacks all gzip members, or only the beginning: no more than it takes to have `enough` bytes.
/// Throws Error(BadFormat) where what is unpacked is damaged or ends too early, and Error(Stopped).
std::string gunzip(std::string_view bytes, const std::string &path,
                   const std::stop_token &stop = {},
                   std::size_t enough = std::numeric_limits<std::size_t>::max());

} // namespace leptune
