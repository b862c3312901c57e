// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leptune {

/// Cosine and sine of 2 pi r for turns r, of floats or vectors of them: within 1e-7 (and what the
/// last bit of r is worth) for |turns| below 2^22; NaN stays.
template <typename Number>
class Turns {
public:
    explicit Turns(Number turns)
    {
        constexpr float kMagic = 12582912.0F; // 1.5 * 2^23: adding it rounds
        m_rest = turns - ((turns + kMagic) - kMagic);
    }
    Number cosine() const { return sineOfQuarter(0.25F - (m_rest < 0.0F ? -m_rest : m_rest)); }
    Number sine() const
    {
        const Number above = 0.5F - m_rest, below = -0.5F - m_rest;
        const Number folded = above < m_rest ? above : m_rest;
        return sineOfQuarter(folded < below ? below : folded);
    }

private:
    /// sin(2 pi q) for |q| <= 1/4: the polynomial of least error, 4e-9.
    static Number sineOfQuarter(Number q)
    {
        const Number square = q * q;
        Number sum = 39.536705F * square - 76.549782F;
        sum = sum * square + 81.601005F;
        sum = sum * square - 41.341656F;
        sum = sum * square + 6.283185F;
        return sum * q;
    }

    Number m_rest; ///< in [-1/2, 1/2]
};

} // namespace leptune
