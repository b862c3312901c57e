// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace leptune {

/// Appends a value to a stream of pickle, protocol 2 (Python's pickletools), in the words that
/// LibTorch's unpickler knows.
class PickleWriter {
public:
    PickleWriter() { op(0x80), op(2); }

    void boolean(bool value) { op(value ? 0x88 : 0x89); }
    void integer(std::int64_t value);
    void text(std::string_view value);
    void emptyTuple() { op(')'); }
    void global(std::string_view module, std::string_view name);
    void integers(const std::vector<std::int64_t> &values); ///< a tuple

    // Containers that LibTorch types by their name.
    void texts(const std::vector<std::string> &values);
    void numbers(const std::map<std::string, double> &values);
    void facts(const std::map<std::string, std::string> &values);

    /// A contiguous tensor whose values are the archive's record data/`key`; `storage` is
    /// "FloatStorage", ...
    void tensor(std::string_view storage, std::string_view key,
                const std::vector<std::int64_t> &dims);

    /// An object of a class: attributes come between as a name (text) and a value.
    void beginObject(std::string_view module, std::string_view name);
    void endObject();

    /// The stream; nothing may follow.
    std::vector<std::uint8_t> finish();

private:
    void op(int code) { m_bytes.push_back(static_cast<std::uint8_t>(code)); }
    void real(double value);
    void beginTyped(int emptyContainer);
    void endTyped(int endOfItems, std::string_view type);

    std::vector<std::uint8_t> m_bytes;
};

} // namespace leptune
