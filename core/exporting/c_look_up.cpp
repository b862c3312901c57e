// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_ops.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace leptune {
namespace {

/// Keys in ascending order, then the values of unseen and missing cells. Searching takes the first
/// of equal keys, as the interpreter does.
template <typename Key>
struct SortedKeys {
    std::vector<Key> keys;
    std::vector<float> values;

    SortedKeys(const std::map<Key, float> &known, const LookUp &op)
    {
        for (const auto &[key, value] : known) {
            keys.push_back(key);
            values.push_back(value);
        }
        values.insert(values.end(), {op.unseen, op.missing});
    }
};

/// Look-ups of one column by the same keys share the search.
std::string searched(CWriter &to, const std::string &search, const std::string &field,
                     const std::string &keys, std::size_t count)
{
    return to.value("unsigned int",
                    search + '(' + field + ", " + keys + ", " + std::to_string(count) + "U)");
}

std::string searchNumbers(CWriter &to, const std::vector<float> &keys, const std::string &field)
{
    const std::string search = to.function("lept_find_number", R"(
/* Place among ascending keys; count: unseen, count + 1: missing. */
static unsigned int $NAME(float cell, const float *keys, unsigned int count)
{
    unsigned int low = 0U, high = count;
    if (cell != cell)
        return count + 1U;
    while (low < high) {
        const unsigned int middle = low + (high - low) / 2U;
        if (keys[middle] < cell)
            low = middle + 1U;
        else
            high = middle;
    }
    return low < count && keys[low] <= cell ? low : count;
}
)");
    return searched(to, search, field, to.floats(keys), keys.size());
}

} // namespace

std::string writeTextSearch(CWriter &to, const std::vector<std::string> &keys,
                            const std::string &field)
{
    std::vector<std::int64_t> starts;
    std::int64_t next = 0;
    for (const std::string &key : keys) {
        starts.push_back(next);
        next += static_cast<std::int64_t>(key.size()) + 1;
    }
    const CTable table = to.integers(starts);
    const std::string search = to.function("lept_find_text", table.type, R"(
/* Place among ascending keys; count: unseen, count + 1: missing. */
static unsigned int $NAME(const char *cell, const char *keys, const $TYPE *starts,
                          unsigned int count)
{
    unsigned int low = 0U, high = count;
    if (cell == NULL || cell[0] == '\0')
        return count + 1U;
    while (low < high) {
        const unsigned int middle = low + (high - low) / 2U;
        const int order = strcmp(cell, keys + starts[middle]);
        if (order == 0)
            return middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1U;
    }
    return count;
}
)");
    return searched(to, search, field, to.texts(keys) + ", " + table.name, keys.size());
}

void writeLookUp(CWriter &to, const LookUp &op, const CValue &out, const std::string &field,
                 bool asNumber)
{
    std::string place;
    std::vector<float> values;
    if (asNumber) {
        std::map<float, float> known;
        for (std::size_t i = 0; i < op.numberKeys.size(); ++i)
            if (!std::isnan(op.numberKeys[i]))
                known.emplace(op.numberKeys[i], op.values[i]);
        SortedKeys sorted(known, op);
        place = searchNumbers(to, sorted.keys, field);
        values = std::move(sorted.values);
    } else {
        // No text of C is empty and a key, or goes on behind a zero.
        std::map<std::string, float> known;
        for (std::size_t i = 0; i < op.keys.size(); ++i)
            if (!op.keys[i].empty() && op.keys[i].find('\0') == std::string::npos)
                known.emplace(op.keys[i], op.values[i]);
        SortedKeys sorted(known, op);
        place = writeTextSearch(to, sorted.keys, field);
        values = std::move(sorted.values);
    }
    to.line(out.at() + " = " + to.floats(values) + '[' + place + "];");
}

} // namespace leptune
