// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace leptune {

/// Types of tables; `int` has 32 bits (the exported file refuses to compile elsewhere).
enum class CType { I8, U8, I16, U16, I32, U32, U64, F32 };
/// "unsigned char".
const char *cTypeName(CType type);
/// "u8".
const char *cTypeShort(CType type);
std::size_t cTypeBytes(CType type);
/// The narrowest whole type that holds [low, high].
CType cTypeFor(std::int64_t low, std::int64_t high);

struct CTable {
    std::string name;
    CType type = CType::F32;
};

/// The text of one C99 file: tables, functions that the others call, the lines of the entry. What
/// is equal stands once.
class CWriter {
public:
    /// Of at least one value; an empty one holds a 0.
    std::string floats(std::span<const float> values);
    CTable integers(std::span<const std::int64_t> values);
    CTable integers(std::span<const std::int64_t> values, CType type);
    template <typename T>
    CTable integers(const std::vector<T> &values)
    {
        const std::vector<std::int64_t> wide(values.begin(), values.end());
        return integers(std::span(wide));
    }
    /// Zero-terminated texts one after the other.
    std::string texts(std::span<const std::string> values);

    /// Adds a static function, once a name. In `text`, $NAME is the name.
    std::string function(const std::string &name, const std::string &text);
    /// The same a type of an argument's table, whose name is $TYPE.
    std::string function(const std::string &name, CType type, const std::string &text);

    /// A constant of the entry, once an expression; answers its name.
    std::string value(const std::string &type, const std::string &expression);
    /// A line of the entry.
    void line(const std::string &text) { m_lines += "    " + text + '\n'; }
    void closeBlock() { line("}"); }
    /// Bytes of RAM that the entry's lines declare from here on (`block`: until their block ends).
    void addRam(std::size_t bytes) { m_ram += bytes; }
    void addBlockRam(std::size_t bytes);

    std::string tables() const { return m_tables; }
    std::string functions() const { return m_functions; }
    std::string lines() const { return m_lines; }
    std::size_t tableBytes() const { return m_tableBytes; }
    std::size_t ramBytes() const { return m_ram + m_blockRam; }

private:
    std::string table(CType type, std::span<const std::string> values);
    std::string add(const std::string &declaration, const std::string &body, std::size_t bytes);

    std::string m_tables, m_functions, m_lines;
    std::map<std::string, std::string> m_known;  ///< names of tables by their text
    std::map<std::string, std::string> m_values; ///< names of constants by their expressions
    std::set<std::string> m_named;               ///< functions
    std::size_t m_tableBytes = 0, m_ram = 0, m_blockRam = 0;
};

/// `text` with every `$NAME` replaced.
std::string replaced(std::string text, const std::string &name, const std::string &value);

} // namespace leptune
