// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace leptune {

/// Memory that begins at a cache line, so that a register of 64 bytes is one access and not two.
template <typename T>
struct CacheLineAllocator {
    using value_type = T;
    static constexpr std::align_val_t kLine{64};

    CacheLineAllocator() = default;
    template <typename Other>
    CacheLineAllocator(const CacheLineAllocator<Other> &)
    {
    }
    T *allocate(std::size_t count)
    {
        return static_cast<T *>(::operator new(count * sizeof(T), kLine));
    }
    void deallocate(T *memory, std::size_t) { ::operator delete(memory, kLine); }
    bool operator==(const CacheLineAllocator &) const = default;
};

template <typename T>
using AlignedVector = std::vector<T, CacheLineAllocator<T>>;

} // namespace leptune
