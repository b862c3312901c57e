// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/preprocess/steps.h"

#include <cmath>
#include <string_view>
#include <unordered_map>

namespace leptune {

namespace {

/// Up to this many comparisons a hash table of the keys would cost more than it saves.
constexpr std::size_t kFewComparisons = 8192;

/// Finds the value of a key, by looking at all of them or through a hash table for many rows. The
/// first of equal keys counts.
template <typename Key, typename Stored>
class Finder {
public:
    Finder(const std::vector<Stored> &keys, const LookUp &step, std::size_t lookUps)
        : m_keys(keys), m_step(step)
    {
        if (keys.size() < 4 || lookUps * keys.size() <= kFewComparisons)
            return;
        m_positions.reserve(keys.size());
        for (std::size_t i = 0; i < keys.size(); ++i)
            m_positions.emplace(Key(keys[i]), i);
    }
    float operator()(const Key &key) const
    {
        if (!m_positions.empty()) {
            const auto found = m_positions.find(key);
            return found == m_positions.end() ? m_step.unseen : m_step.values[found->second];
        }
        for (std::size_t i = 0; i < m_keys.size(); ++i)
            if (m_keys[i] == key)
                return m_step.values[i];
        return m_step.unseen;
    }

private:
    const std::vector<Stored> &m_keys;
    const LookUp &m_step;
    std::unordered_map<Key, std::size_t> m_positions;
};

void lookUpNumbers(const LookUp &step, const RawCells &cells, std::size_t rows, float *out)
{
    const Finder<float, float> find(step.numberKeys, step, rows);
    for (std::size_t row = 0; row < rows; ++row)
        out[row] = std::isnan(cells.numbers[row]) ? step.missing : find(cells.numbers[row]);
}

void lookUpSpellings(const LookUp &step, const RawCells &cells, std::size_t rows, float *out)
{
    const std::vector<std::string> &dictionary = *cells.dictionary;
    const bool translateAll = dictionary.size() < rows;
    const Finder<std::string_view, std::string> find(step.keys, step,
                                                     translateAll ? dictionary.size() : rows);
    // An empty spelling is how files other than ours write "missing".
    const auto valueOf = [&](const std::string &key) {
        return key.empty() ? step.missing : find(key);
    };
    std::vector<float> translated;
    if (translateAll)
        for (const std::string &key : dictionary)
            translated.push_back(valueOf(key));
    for (std::size_t row = 0; row < rows; ++row) {
        const std::int32_t code = cells.codes[row];
        const auto index = static_cast<std::size_t>(code);
        if (code < 0)
            out[row] = step.missing;
        else
            out[row] = translateAll ? translated[index] : valueOf(dictionary[index]);
    }
}

} // namespace

void applyLookUp(const LookUp &step, const RawCells &cells, std::size_t rows, float *out)
{
    const std::size_t keys = step.keys.size() + step.numberKeys.size();
    if (keys != step.values.size() || (!step.keys.empty() && !step.numberKeys.empty()))
        throw Error(ErrorCode::Internal, "look_up", "keys and values do not fit together");
    if (cells.numbers.size() >= rows && step.keys.empty() && rows > 0)
        lookUpNumbers(step, cells, rows, out);
    else if (cells.codes.size() >= rows && cells.dictionary && step.numberKeys.empty())
        lookUpSpellings(step, cells, rows, out);
    else if (rows > 0)
        throw Error(ErrorCode::Internal, "look_up", "the cells are not of the kind of its keys");
}

} // namespace leptune
