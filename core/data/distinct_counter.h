// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace leptune {

/// Counts different 64-bit keys: exactly up to 4 million, beyond that from a shrinking sample of
/// the hashes (adaptive sampling, Flajolet 1990; about 0.1 % off), so memory stays bounded.
class DistinctCounter {
public:
    DistinctCounter() : m_slots(kFirstSlots, 0) {}

    void add(std::uint64_t key)
    {
        const std::uint64_t hash = mixed(key);
        if ((hash & m_mask) != 0)
            return;
        if (hash == 0) // the mark of a free slot
            m_hasZero = true;
        else if (insert(hash) && 2 * ++m_count > m_slots.size())
            grow();
    }
    std::uint64_t count() const { return (m_count + (m_hasZero ? 1 : 0)) * (m_mask + 1); }

private:
    static constexpr std::size_t kFirstSlots = 1024;
    static constexpr std::size_t kMostSlots = std::size_t{1} << 23;

    /// A bijection (the finaliser of MurmurHash3), so different keys keep different hashes.
    static std::uint64_t mixed(std::uint64_t key)
    {
        key = (key ^ (key >> 33)) * 0xff51afd7ed558ccdULL;
        key = (key ^ (key >> 33)) * 0xc4ceb9fe1a85ec53ULL;
        return key ^ (key >> 33);
    }
    bool insert(std::uint64_t hash)
    {
        std::size_t slot = (hash >> 32) & (m_slots.size() - 1);
        while (m_slots[slot] != 0 && m_slots[slot] != hash)
            slot = (slot + 1) & (m_slots.size() - 1);
        if (m_slots[slot] == hash)
            return false;
        m_slots[slot] = hash;
        return true;
    }
    void grow()
    {
        const bool full = m_slots.size() >= kMostSlots;
        if (full)
            m_mask = 2 * m_mask + 1;
        std::vector<std::uint64_t> old(full ? m_slots.size() : 2 * m_slots.size(), 0);
        old.swap(m_slots);
        m_count = 0;
        for (const std::uint64_t hash : old)
            if (hash != 0 && (hash & m_mask) == 0 && insert(hash))
                ++m_count;
    }

    std::vector<std::uint64_t> m_slots;
    std::uint64_t m_mask = 0; ///< only hashes with these bits clear are kept
    std::uint64_t m_count = 0;
    bool m_hasZero = false;
};

} // namespace leptune
