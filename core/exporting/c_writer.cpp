// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_writer.h"

#include "core/exporting/c_names.h"

#include <algorithm>
#include <array>

namespace leptune {
namespace {

constexpr std::size_t kLineWidth = 100;
/// C99 promises no longer string literals.
constexpr std::size_t kLongestLiteral = 4000;

struct TypeFacts {
    const char *name;
    const char *shortName;
    std::size_t bytes;
    std::int64_t low, high;
};
constexpr std::array<TypeFacts, 8> kTypes{{{"signed char", "i8", 1, -128, 127},
                                           {"unsigned char", "u8", 1, 0, 255},
                                           {"short", "i16", 2, -32768, 32767},
                                           {"unsigned short", "u16", 2, 0, 65535},
                                           {"int", "i32", 4, INT32_MIN, INT32_MAX},
                                           {"unsigned int", "u32", 4, 0, UINT32_MAX},
                                           {"unsigned long long", "u64", 8, 0, INT64_MAX},
                                           {"float", "f32", 4, 0, 0}}};

const TypeFacts &factsOf(CType type)
{
    return kTypes[static_cast<std::size_t>(type)];
}

std::string wholeConstant(std::int64_t value, CType type)
{
    if (type == CType::I32 && value == INT32_MIN)
        return "-2147483647 - 1";
    return std::to_string(value) + (type == CType::U32 ? "U" : type == CType::U64 ? "ULL" : "");
}

std::string joined(std::span<const std::string> values)
{
    std::string body, line = "   ";
    for (const std::string &value : values) {
        if (line.size() + value.size() + 2 > kLineWidth) {
            body += line + '\n';
            line = "   ";
        }
        line += ' ';
        line += value;
        line += ',';
    }
    return body + line + '\n';
}

} // namespace

const char *cTypeName(CType type)
{
    return factsOf(type).name;
}

const char *cTypeShort(CType type)
{
    return factsOf(type).shortName;
}

std::size_t cTypeBytes(CType type)
{
    return factsOf(type).bytes;
}

CType cTypeFor(std::int64_t low, std::int64_t high)
{
    for (const CType type : {CType::U8, CType::I8, CType::U16, CType::I16, CType::U32, CType::I32})
        if (low >= factsOf(type).low && high <= factsOf(type).high)
            return type;
    return CType::U64;
}

std::string replaced(std::string text, const std::string &name, const std::string &value)
{
    for (std::size_t at = text.find(name); at != std::string::npos;
         at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
    return text;
}

std::string CWriter::add(const std::string &declaration, const std::string &body, std::size_t bytes)
{
    const auto [known, fresh] = m_known.emplace(declaration + body, std::string());
    if (fresh) {
        known->second = "lept_t" + std::to_string(m_known.size());
        m_tables += replaced(declaration, "$NAME", known->second) + body + '\n';
        m_tableBytes += bytes;
    }
    return known->second;
}

std::string CWriter::table(CType type, std::span<const std::string> values)
{
    const std::string zero[] = {type == CType::F32 ? "0.0F" : "0"};
    if (values.empty())
        values = zero;
    const std::string count = std::to_string(values.size());
    return add(std::string("static const ") + cTypeName(type) + " $NAME[" + count + "] = {\n",
               joined(values) + "};\n", values.size() * cTypeBytes(type));
}

std::string CWriter::floats(std::span<const float> values)
{
    std::vector<std::string> words(values.size());
    std::ranges::transform(values, words.begin(), cFloat);
    return table(CType::F32, words);
}

CTable CWriter::integers(std::span<const std::int64_t> values, CType type)
{
    std::vector<std::string> words(values.size());
    std::ranges::transform(values, words.begin(),
                           [&](std::int64_t value) { return wholeConstant(value, type); });
    return {table(type, words), type};
}

CTable CWriter::integers(std::span<const std::int64_t> values)
{
    if (values.empty())
        return integers(values, CType::U8);
    return integers(values,
                    cTypeFor(*std::ranges::min_element(values), *std::ranges::max_element(values)));
}

std::string CWriter::texts(std::span<const std::string> values)
{
    std::size_t bytes = 0;
    for (const std::string &value : values)
        bytes += value.size() + 1;
    if (bytes <= kLongestLiteral && !values.empty()) {
        std::string body;
        for (const std::string &value : values)
            body += "    " + cText(value + '\0') + '\n';
        return add("static const char $NAME[" + std::to_string(bytes + 1) + "] =\n",
                   body.substr(0, body.size() - 1) + ";\n", bytes + 1);
    }
    std::vector<std::string> letters;
    for (const std::string &value : values)
        for (const char c : value + '\0')
            letters.push_back(cLetter(c));
    if (letters.empty())
        letters.emplace_back("0");
    return add("static const char $NAME[" + std::to_string(letters.size()) + "] = {\n",
               joined(letters) + "};\n", letters.size());
}

std::string CWriter::function(const std::string &name, const std::string &text)
{
    if (m_named.insert(name).second)
        m_functions += replaced(text, "$NAME", name) + '\n';
    return name;
}

std::string CWriter::function(const std::string &name, CType type, const std::string &text)
{
    return function(name + '_' + cTypeShort(type), replaced(text, "$TYPE", cTypeName(type)));
}

std::string CWriter::value(const std::string &type, const std::string &expression)
{
    const auto [known, fresh] = m_values.emplace(expression, std::string());
    if (fresh) {
        known->second = 'v';
        known->second += std::to_string(m_values.size());
        line("const " + type + ' ' + known->second + " = " + expression + ';');
    }
    return known->second;
}

void CWriter::addBlockRam(std::size_t bytes)
{
    m_blockRam = std::max(m_blockRam, bytes);
}

} // namespace leptune
