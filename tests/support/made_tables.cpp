// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_tables.h"

#include "core/base/random.h"

#include <cmath>

namespace leptune::testing {

Table binaryTable(std::size_t rows, std::uint64_t seed)
{
    RandomStream random(seed, 1);
    const char *shades[] = {"red", "green", "blue"};
    std::vector<double> a, b, c;
    std::vector<std::string> shade, answer;
    for (std::size_t i = 0; i < rows; ++i) {
        a.push_back(random.normal());
        b.push_back(random.uniform(0, 100));
        c.push_back(random.uniform() < 0.1 ? std::nan("") : random.normal());
        const auto which = random.below(3);
        shade.emplace_back(shades[which]);
        const double lean = 6.0 * a.back() + 3.0 * (static_cast<double>(which) - 1.0);
        answer.emplace_back(random.uniform() < 1.0 / (1.0 + std::exp(-lean)) ? "yes" : "no");
    }
    return Table({Column::numeric("a", a), Column::numeric("b", b), Column::numeric("c", c),
                  Column::fromTexts("shade", ColumnType::Categorical, shade),
                  Column::fromTexts("answer", ColumnType::Boolean, answer)});
}

Table regressionTable(std::size_t rows, std::uint64_t seed)
{
    RandomStream random(seed, 2);
    const char *kinds[] = {"low", "middle", "high"};
    std::vector<double> x, y, value;
    std::vector<std::string> kind;
    for (std::size_t i = 0; i < rows; ++i) {
        x.push_back(random.uniform(-2, 2));
        y.push_back(random.uniform(-2, 2));
        const auto which = random.below(3);
        kind.emplace_back(kinds[which]);
        value.push_back(3 * x.back() - 2 * y.back() + 2.0 * static_cast<double>(which) + 0.3 * random.normal());
    }
    return Table({Column::numeric("x", x), Column::numeric("y", y),
                  Column::fromTexts("kind", ColumnType::Categorical, kind), Column::numeric("value", value)});
}

Table multiClassTable(std::size_t rows, std::uint64_t seed)
{
    RandomStream random(seed, 3);
    const char *corners[] = {"north", "east", "south", "west"};
    std::vector<double> p, q;
    std::vector<std::string> corner;
    for (std::size_t i = 0; i < rows; ++i) {
        p.push_back(random.uniform(-1, 1));
        q.push_back(random.uniform(-1, 1));
        std::size_t which = (p.back() > 0 ? 1U : 0U) + (q.back() > 0 ? 2U : 0U);
        if (random.uniform() < 0.03)
            which = random.below(4);
        corner.emplace_back(corners[which]);
    }
    return Table({Column::numeric("p", p), Column::numeric("q", q),
                  Column::fromTexts("corner", ColumnType::Categorical, corner)});
}

} // namespace leptune::testing
