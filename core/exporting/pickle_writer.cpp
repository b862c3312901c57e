// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/pickle_writer.h"

#include <bit>
#include <functional>
#include <numeric>

namespace leptune {
namespace {

// Opcodes as pickletools lists them.
constexpr int kMark = '(', kTuple = 't', kTwo = 0x86, kReduce = 'R', kNewObject = 0x81,
              kBuild = 'b', kEmptyDict = '}', kSetItems = 'u', kEmptyList = ']', kAppends = 'e',
              kGlobal = 'c', kPersistentId = 'Q', kText = 'X', kReal = 'G', kByte = 'K', kInt = 'J',
              kLong = 0x8a, kStop = '.';

} // namespace

void PickleWriter::integer(std::int64_t value)
{
    int bytes = 8;
    if (value >= 0 && value < 256) {
        op(kByte);
        bytes = 1;
    } else if (value >= INT32_MIN && value <= INT32_MAX) {
        op(kInt);
        bytes = 4;
    } else {
        op(kLong);
        op(bytes);
    }
    for (int i = 0; i < bytes; ++i)
        op(static_cast<int>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xFFU));
}

void PickleWriter::real(double value)
{
    op(kReal);
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (int shift = 56; shift >= 0; shift -= 8)
        op(static_cast<int>((bits >> shift) & 0xFFU));
}

void PickleWriter::text(std::string_view value)
{
    op(kText);
    for (int i = 0; i < 4; ++i)
        op(static_cast<int>((value.size() >> (8 * i)) & 0xFFU));
    m_bytes.insert(m_bytes.end(), value.begin(), value.end());
}

void PickleWriter::global(std::string_view module, std::string_view name)
{
    op(kGlobal);
    for (const std::string_view part : {module, name}) {
        m_bytes.insert(m_bytes.end(), part.begin(), part.end());
        op('\n');
    }
}

void PickleWriter::integers(const std::vector<std::int64_t> &values)
{
    op(kMark);
    for (const std::int64_t value : values)
        integer(value);
    op(kTuple);
}

void PickleWriter::beginTyped(int emptyContainer)
{
    global("torch.jit._pickle", "restore_type_tag");
    op(emptyContainer);
    op(kMark);
}

void PickleWriter::endTyped(int endOfItems, std::string_view type)
{
    op(endOfItems);
    text(type);
    op(kTwo);
    op(kReduce);
}

void PickleWriter::texts(const std::vector<std::string> &values)
{
    beginTyped(kEmptyList);
    for (const std::string &value : values)
        text(value);
    endTyped(kAppends, "List[str]");
}

void PickleWriter::numbers(const std::map<std::string, double> &values)
{
    beginTyped(kEmptyDict);
    for (const auto &[key, value] : values) {
        text(key);
        real(value);
    }
    endTyped(kSetItems, "Dict[str, float]");
}

void PickleWriter::facts(const std::map<std::string, std::string> &values)
{
    beginTyped(kEmptyDict);
    for (const auto &[key, value] : values) {
        text(key);
        text(value);
    }
    endTyped(kSetItems, "Dict[str, str]");
}

void PickleWriter::tensor(std::string_view storage, std::string_view key,
                          const std::vector<std::int64_t> &dims)
{
    std::vector<std::int64_t> strides(dims.size(), 1);
    for (std::size_t i = dims.size(); i-- > 1;)
        strides[i - 1] = strides[i] * dims[i];
    global("torch._utils", "_rebuild_tensor_v2");
    op(kMark);
    op(kMark);
    text("storage");
    global("torch", storage);
    text(key);
    text("cpu");
    integer(std::accumulate(dims.begin(), dims.end(), std::int64_t{1}, std::multiplies<>()));
    op(kTuple);
    op(kPersistentId);
    integer(0);
    integers(dims);
    integers(strides);
    boolean(false);
    global("collections", "OrderedDict");
    emptyTuple();
    op(kReduce);
    op(kTuple);
    op(kReduce);
}

void PickleWriter::beginObject(std::string_view module, std::string_view name)
{
    global(module, name);
    emptyTuple();
    op(kNewObject);
    op(kEmptyDict);
    op(kMark);
}

void PickleWriter::endObject()
{
    op(kSetItems);
    op(kBuild);
}

std::vector<std::uint8_t> PickleWriter::finish()
{
    op(kStop);
    return std::move(m_bytes);
}

} // namespace leptune
