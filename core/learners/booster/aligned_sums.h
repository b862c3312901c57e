// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <new>

namespace leptune {

/// Room for histograms, at the start of a cache line. Grows without keeping what it held.
class AlignedSums {
public:
    void resize(std::size_t count)
    {
        if (count <= m_count)
            return;
        m_values.reset();
        m_count = 0;
        m_values.reset(static_cast<std::int32_t *>(
            ::operator new (count * sizeof(std::int32_t), std::align_val_t{64})));
        m_count = count;
    }
    std::int32_t *data() const { return m_values.get(); }

private:
    struct Free {
        void operator()(std::int32_t *values) const
        {
            ::operator delete (values, std::align_val_t{64});
        }
    };
    std::unique_ptr<std::int32_t, Free> m_values;
    std::size_t m_count = 0;
};

} // namespace leptune
