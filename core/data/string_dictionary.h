// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leptune {

/// Strings numbered in order of first use; made for tens of millions of look-ups.
class StringDictionary {
public:
    StringDictionary() : m_slots(16) {}

    /// The code of `text`, a new one where it was not seen yet.
    std::int32_t code(std::string_view text);
    /// Adds all texts of another one; returns the codes that its codes have here.
    std::vector<std::int32_t> join(const StringDictionary &other);
    /// Text `order[i]` gets the code i. Only texts can be asked for from now on.
    void finish(const std::vector<std::int32_t> &order);
    std::size_t size() const { return m_entries.size(); }
    std::string_view text(std::size_t code) const
    {
        const Entry &entry = m_entries[code];
        return {m_letters.data() + entry.begin, entry.length};
    }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::int32_t code = -1;
    };
    struct Entry {
        std::uint64_t begin;
        std::uint32_t length;
        std::uint32_t hash;
    };
    std::int32_t find(std::string_view text, std::uint32_t hash);
    std::int32_t add(std::string_view text, std::uint32_t hash, std::size_t slot);
    void grow();

    std::vector<Slot> m_slots; ///< a power of two, at most half full
    std::vector<Entry> m_entries;
    std::string m_letters;
};

} // namespace leptune
