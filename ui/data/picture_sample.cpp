// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/picture_sample.h"

#include <algorithm>

namespace leptune {

namespace {

using Rows = std::vector<std::uint32_t>;

/// Rows with a picture, by class; one group where there are no classes.
std::vector<Rows> rowsByClass(const Table &table, const Column &pictures, const std::string &target)
{
    const auto found = table.find(target);
    const Column *classes = found ? &table.column(*found) : nullptr;
    const bool known = classes && classes->isCoded() && classes->type() != ColumnType::Picture;
    std::vector<Rows> groups(known ? classes->dictionary().size() : 1);
    for (std::uint32_t row = 0; row < pictures.size(); ++row) {
        const std::int32_t code = known ? classes->codes()[row] : 0;
        if (code >= 0 && !pictures.isMissing(row))
            groups[static_cast<std::size_t>(code)].push_back(row);
    }
    std::erase_if(groups, [](const Rows &rows) { return rows.empty(); });
    return groups;
}

/// How many of each group: as equal as the sizes allow, one more for the first ones.
std::vector<std::size_t> sharesOf(const std::vector<Rows> &groups, std::size_t most)
{
    std::vector<std::size_t> shares(groups.size());
    for (bool more = true; more && most > 0;) {
        more = false;
        for (std::size_t g = 0; g < groups.size() && most > 0; ++g) {
            if (shares[g] == groups[g].size())
                continue;
            ++shares[g];
            --most;
            more = true;
        }
    }
    return shares;
}

} // namespace

std::vector<std::uint32_t> samplePictures(const Table &table, const Column &pictures,
                                          const std::string &target, std::size_t most)
{
    const std::vector<Rows> groups = rowsByClass(table, pictures, target);
    const std::vector<std::size_t> shares = sharesOf(groups, most);
    Rows chosen;
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (std::size_t i = 0; i < shares[g]; ++i)
            chosen.push_back(groups[g][i * groups[g].size() / shares[g]]);
    return chosen;
}

} // namespace leptune
