// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace leptune {

/// A weighted mean of predictions known only by the products of their errors (errorProducts), grown
/// greedily like Caruana's ensembles, with the best share of each newcomer in closed form. Errors
/// are squared ones relative to the constant answer, which is what an empty mixture gives.
class Mixture {
public:
    /// `products` is [count, count] row-major and has to outlive the mixture.
    Mixture(std::span<const double> products, std::size_t count);

    /// 1 while empty.
    double error() const { return m_error; }
    /// What add(candidate) would bring it to; never above error().
    double errorWith(std::size_t candidate) const;
    /// Takes it in with its best share, then balances the shares of all members.
    void add(std::size_t candidate);
    const std::vector<double> &shares() const { return m_shares; }

private:
    double product(std::size_t a, std::size_t b) const { return m_products[a * m_count + b]; }
    double bestStep(std::size_t candidate) const;
    void move(std::size_t candidate, double step);

    std::span<const double> m_products;
    std::size_t m_count;
    std::vector<double> m_shares;
    std::vector<double> m_cross; ///< products of each candidate with the mixture
    double m_error = 1.0;
    bool m_empty = true;
};

/// Least error that growing a mixture from these candidates reaches.
double bestMixtureError(std::span<const double> products, std::size_t count);

} // namespace leptune
