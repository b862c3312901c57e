// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/string_dictionary.h"

#include "core/base/error.h"

#include <cstring>
#include <limits>
#include <utility>

namespace leptune {

namespace {

std::uint64_t mix(std::uint64_t a, std::uint64_t b)
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a ^ 0x9E3779B97F4A7C15ULL) * (b ^ 0xD6E8FEB86659FD93ULL);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t load(const char *p, std::size_t bytes)
{
    std::uint64_t word = 0;
    std::memcpy(&word, p, bytes);
    return word;
}

std::uint32_t hashOf(std::string_view text)
{
    const char *p = text.data();
    std::size_t left = text.size();
    std::uint64_t state = left;
    for (; left > 16; left -= 16, p += 16)
        state = mix(load(p, 8) ^ state, load(p + 8, 8));
    if (left >= 8)
        state = mix(load(p, 8) ^ state, load(p + left - 8, 8));
    else if (left >= 4)
        state = mix(load(p, 4) ^ state, load(p + left - 4, 4));
    else if (left > 0)
        state = mix(static_cast<unsigned char>(p[0]) ^ state,
                    (static_cast<std::uint64_t>(static_cast<unsigned char>(p[left / 2])) << 8) |
                        static_cast<unsigned char>(p[left - 1]));
    return static_cast<std::uint32_t>(state ^ (state >> 32));
}

} // namespace

std::int32_t StringDictionary::code(std::string_view text)
{
    return find(text, hashOf(text));
}

std::vector<std::int32_t> StringDictionary::join(const StringDictionary &other)
{
    constexpr std::size_t kAhead = 16; // look-ups in a large table wait for memory
    std::vector<std::int32_t> codes;
    codes.reserve(other.size());
    for (std::size_t i = 0; i < other.size(); ++i) {
        if (i + kAhead < other.size())
            __builtin_prefetch(&m_slots[other.m_entries[i + kAhead].hash & (m_slots.size() - 1)]);
        codes.push_back(find(other.text(i), other.m_entries[i].hash));
    }
    return codes;
}

void StringDictionary::finish(const std::vector<std::int32_t> &order)
{
    m_slots = {};
    std::vector<Entry> entries;
    entries.reserve(order.size());
    for (const std::int32_t code : order)
        entries.push_back(m_entries[static_cast<std::size_t>(code)]);
    m_entries = std::move(entries);
}

std::int32_t StringDictionary::find(std::string_view text, std::uint32_t hash)
{
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
        const Slot &slot = m_slots[at];
        if (slot.code < 0)
            return add(text, hash, at);
        if (slot.hash != hash)
            continue;
        const Entry &entry = m_entries[static_cast<std::size_t>(slot.code)];
        if (entry.length == text.size() &&
            std::memcmp(m_letters.data() + entry.begin, text.data(), text.size()) == 0)
            return slot.code;
    }
}

std::int32_t StringDictionary::add(std::string_view text, std::uint32_t hash, std::size_t slot)
{
    if (m_entries.size() >= static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()) ||
        text.size() > std::numeric_limits<std::uint32_t>::max())
        throw Error(ErrorCode::Unsupported, "",
                    "a column holds more different or longer texts than fit");
    const auto code = static_cast<std::int32_t>(m_entries.size());
    m_entries.push_back({m_letters.size(), static_cast<std::uint32_t>(text.size()), hash});
    m_letters.append(text);
    m_slots[slot] = {hash, code};
    if (m_entries.size() * 2 > m_slots.size())
        grow();
    return code;
}

void StringDictionary::grow()
{
    std::vector<Slot> slots(m_slots.size() * 2);
    const std::size_t mask = slots.size() - 1;
    for (std::size_t code = 0; code < m_entries.size(); ++code) {
        std::size_t at = m_entries[code].hash & mask;
        while (slots[at].code >= 0)
            at = (at + 1) & mask;
        slots[at] = {m_entries[code].hash, static_cast<std::int32_t>(code)};
    }
    m_slots = std::move(slots);
}

} // namespace leptune
