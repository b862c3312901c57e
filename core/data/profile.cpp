// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/profile.h"

#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/data/column_profile.h"
#include "core/data/leak.h"
#include "core/data/split.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <unordered_map>

namespace leptune {

namespace {

constexpr double kMinorityShare = 0.05;
/// With many classes each is rare; a class is a minority below this part of its even share.
constexpr double kMinorityOfEven = 0.25;

std::uint64_t numberKey(double value)
{
    return std::isnan(value) ? ~0ULL : std::bit_cast<std::uint64_t>(value == 0.0 ? 0.0 : value);
}

std::uint64_t contentHash(const Column &column)
{
    std::vector<std::uint64_t> keys;
    keys.reserve(column.size());
    std::vector<std::uint64_t> spellings;
    for (const std::string &spelling : column.dictionary())
        spellings.push_back(hash64(spelling));
    for (const std::int32_t code : column.codes())
        keys.push_back(code < 0 ? 0 : spellings[static_cast<std::size_t>(code)]);
    for (const double value : column.numbers())
        keys.push_back(numberKey(value));
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(keys.data());
    return hash64(std::span(bytes, keys.size() * sizeof(std::uint64_t)));
}

bool sameCells(const Column &a, const Column &b)
{
    if (a.type() != b.type())
        return false;
    if (!a.isCoded())
        return std::ranges::equal(a.numbers(), b.numbers(), {}, numberKey, numberKey);
    std::unordered_map<std::string, std::int32_t> codes;
    for (std::size_t i = 0; i < b.dictionary().size(); ++i)
        codes.emplace(b.dictionary()[i], static_cast<std::int32_t>(i));
    std::vector<std::int32_t> translated;
    for (const std::string &spelling : a.dictionary()) {
        const auto known = codes.find(spelling);
        translated.push_back(known == codes.end() ? -2 : known->second);
    }
    return std::ranges::equal(a.codes(), b.codes(), [&](std::int32_t x, std::int32_t y) {
        return x < 0 ? y < 0 : translated[static_cast<std::size_t>(x)] == y;
    });
}

void throwIfStopped(const std::stop_token &stop)
{
    if (stop.stop_requested())
        throw Error(ErrorCode::Stopped, {}, "looking at the columns was stopped");
}

bool has(const ColumnProfile &profile, ColumnWarning kind)
{
    return std::ranges::find(profile.warnings, kind, &WarningNote::kind) != profile.warnings.end();
}

void dropWarning(ColumnProfile &profile, ColumnWarning kind)
{
    std::erase_if(profile.warnings, [kind](const auto &note) { return note.kind == kind; });
}

void markDuplicates(const Table &table, const std::string &target,
                    const std::vector<std::uint64_t> &hashes, Profile &profile)
{
    std::multimap<std::uint64_t, std::size_t> earlier;
    for (std::size_t i = 0; i < table.columns(); ++i) {
        if (has(profile.columns[i], ColumnWarning::Constant))
            continue;
        const auto [begin, end] = earlier.equal_range(hashes[i]);
        const auto same = std::find_if(begin, end, [&](const auto &entry) {
            return sameCells(table.column(entry.second), table.column(i));
        });
        if (same == end)
            earlier.emplace(hashes[i], i);
        else if (table.column(i).name() != target)
            profile.columns[i].warnings.push_back(
                {ColumnWarning::Duplicate, "Every cell is the same as in the column " +
                                               table.column(same->second).name() + "."});
    }
}

/// What the target says of itself, and the columns that give it away.
class TargetCheck {
public:
    TargetCheck(const Table &table, const std::string &name, Profile &profile)
        : m_table(table), m_profile(profile)
    {
        m_index = table.indexOf(name);
        try {
            m_target = makeTarget(table.column(m_index),
                                  guessTask(table.column(m_index)).classification, {}, m_rows);
        } catch (const Error &error) {
            profile.warnings.push_back("The target " + name + ": " + error.detail() + ".");
            m_rows.clear(); // nothing can be said of such a target; whoever tunes on it is told why
        }
    }

    void run(int threads, const std::stop_token &stop)
    {
        ColumnProfile &own = m_profile.columns[m_index];
        dropWarning(own, ColumnWarning::IdLike);
        dropWarning(own, ColumnWarning::HighCardinality);
        if (m_rows.empty())
            return;
        if (m_target.isClassification())
            checkBalance(own);
        const LeakDetector detector(m_target, m_rows);
        parallelFor(m_table.columns(), threads, [&](std::size_t i) {
            throwIfStopped(stop);
            ColumnProfile &column = m_profile.columns[i];
            if (i == m_index || has(column, ColumnWarning::Constant))
                return;
            if (const auto why = detector.check(m_table.column(i)))
                column.warnings.push_back({ColumnWarning::Leak, *why});
        });
    }

private:
    void checkBalance(ColumnProfile &own) const
    {
        std::vector<std::uint64_t> counts(m_target.classes.size());
        for (const float value : m_target.values)
            ++counts[static_cast<std::size_t>(value)];
        const auto rarest =
            static_cast<std::size_t>(std::ranges::min_element(counts) - counts.begin());
        const double share =
            static_cast<double>(counts[rarest]) / static_cast<double>(m_rows.size());
        const double even = 1.0 / static_cast<double>(counts.size());
        if (share < std::min(kMinorityShare, kMinorityOfEven * even))
            own.warnings.push_back(
                {ColumnWarning::Imbalance, "The class " + m_target.classes[rarest] + " has only " +
                                               shareText(counts[rarest], m_rows.size()) +
                                               "; accuracy says little then, prefer auc or f1."});
    }

    const Table &m_table;
    Profile &m_profile;
    std::size_t m_index = 0;
    Target m_target;
    std::vector<std::uint32_t> m_rows;
};

void addTableWarnings(const Table &table, Profile &profile)
{
    const std::vector<std::uint32_t> blocks = equalRowBlocks(table);
    const std::uint64_t different =
        blocks.empty() ? 0 : *std::ranges::max_element(blocks) + std::uint64_t{1};
    profile.duplicateRows = profile.rows - different;
    if (profile.duplicateRows > 0)
        profile.warnings.push_back(shareText(profile.duplicateRows, profile.rows) +
                                   " repeat an earlier row.");
}

} // namespace

const char *warningName(ColumnWarning warning)
{
    static constexpr std::array kNames{"constant", "duplicate", "id",         "leak",
                                       "missing",  "imbalance", "cardinality"};
    return kNames[static_cast<std::size_t>(warning)];
}

Profile profileTable(const Table &table, const std::string &target, int threads,
                     const std::stop_token &stop)
{
    const int workers = threads > 0 ? threads : availableCores();
    Profile profile;
    profile.rows = table.rows();
    profile.columns.resize(table.columns());
    std::vector<std::uint64_t> hashes(table.columns());
    parallelFor(table.columns(), workers, [&](std::size_t i) {
        throwIfStopped(stop);
        profile.columns[i] = profileColumn(table.column(i));
        hashes[i] = contentHash(table.column(i));
    });
    markDuplicates(table, target, hashes, profile);
    throwIfStopped(stop);
    addTableWarnings(table, profile);
    throwIfStopped(stop);
    if (!target.empty())
        TargetCheck(table, target, profile).run(workers, stop);
    return profile;
}

} // namespace leptune
