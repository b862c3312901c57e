// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/table_copy.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/project/describe_record.h"

#include <atomic>
#include <cstring>
#include <set>
#include <zlib.h>

namespace leptune {

namespace {

/// Columns of numbers hardly ever pack better: no time is spent on what can't fit.
constexpr std::uint64_t kHopelessRatio = 30;
/// Pixels pack to a fifth at best.
constexpr std::uint64_t kPixelsAsNumbers = kHopelessRatio / 5;
/// Deflate can't do better than 1032 to 1.
constexpr std::uint64_t kMostRatio = 1032;

using Bytes = std::vector<std::uint8_t>;

/// All first bytes of the values, then all second bytes, ...: signs and exponents repeat.
Bytes planesOf(const std::uint8_t *values, std::size_t count, std::size_t width)
{
    Bytes planes(count * width);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t byte = 0; byte < width; ++byte)
            planes[byte * count + i] = values[i * width + byte];
    return planes;
}

template <typename T>
std::vector<T> fromPlanes(const Bytes &planes)
{
    const std::size_t count = planes.size() / sizeof(T);
    std::vector<T> values(count);
    auto *bytes = reinterpret_cast<std::uint8_t *>(values.data());
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t byte = 0; byte < sizeof(T); ++byte)
            bytes[i * sizeof(T) + byte] = planes[byte * count + i];
    return values;
}

[[noreturn]] void failToPack()
{
    throw Error(ErrorCode::OutOfMemory, "",
                "the copy of the data can't be compressed: not enough memory");
}

/// zlib's compress2(), which can't be stopped, part by part.
class Deflater {
public:
    Deflater()
    {
        if (deflateInit(&m_stream, Z_BEST_SPEED) != Z_OK)
            failToPack();
    }
    ~Deflater() { deflateEnd(&m_stream); }
    Deflater(const Deflater &) = delete;
    Deflater &operator=(const Deflater &) = delete;

    SharedBytes run(const Bytes &bytes, const std::stop_token &stop)
    {
        auto packed = std::make_shared<Bytes>(compressBound(bytes.size()));
        std::size_t offered = 0;
        for (int status = Z_OK; status != Z_STREAM_END;) {
            if (stop.stop_requested())
                throw Error(ErrorCode::Stopped, "", "packing the data was cancelled");
            const std::size_t part = std::min(kPart, bytes.size() - offered);
            m_stream.next_in = const_cast<Bytef *>(bytes.data() + offered);
            m_stream.avail_in = static_cast<uInt>(part);
            m_stream.next_out = packed->data() + m_stream.total_out;
            m_stream.avail_out = static_cast<uInt>(
                std::min<std::size_t>(2 * kPart, packed->size() - m_stream.total_out));
            offered += part;
            status = deflate(&m_stream, offered == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
            offered -= m_stream.avail_in;
            if (status != Z_OK && status != Z_STREAM_END)
                failToPack();
        }
        packed->resize(m_stream.total_out);
        packed->shrink_to_fit();
        return packed;
    }

private:
    static constexpr std::size_t kPart = std::size_t{1} << 20; ///< a hundredth of a second
    z_stream m_stream{};
};

SharedBytes deflated(const Bytes &bytes, const std::stop_token &stop)
{
    return Deflater().run(bytes, stop);
}

Bytes inflated(const Container &container, std::span<const std::uint8_t> packed,
               std::uint64_t wanted)
{
    if (wanted / kMostRatio > packed.size() + 16)
        container.damaged("a column in it is cut");
    Bytes bytes(static_cast<std::size_t>(wanted));
    auto size = static_cast<uLongf>(wanted);
    std::uint8_t none = 0; // zlib wants an address even for no bytes
    const int result =
        uncompress(bytes.empty() ? &none : bytes.data(), &size, packed.data(), packed.size());
    if (result != Z_OK || size != wanted)
        container.damaged("a column in it can't be unpacked");
    return bytes;
}

Bytes spellingBytes(const std::vector<std::string> &dictionary)
{
    Bytes bytes;
    for (const std::string &spelling : dictionary) {
        const auto length = static_cast<std::uint32_t>(spelling.size());
        const auto *start = reinterpret_cast<const std::uint8_t *>(&length);
        bytes.insert(bytes.end(), start, start + sizeof length);
        bytes.insert(bytes.end(), spelling.begin(), spelling.end());
    }
    return bytes;
}

std::vector<std::string> spellingsOf(const Container &container,
                                     std::span<const std::uint8_t> bytes)
{
    std::vector<std::string> dictionary;
    while (!bytes.empty()) {
        std::uint32_t length = 0;
        if (bytes.size() < sizeof length)
            container.damaged("the spellings of a column in it are cut");
        std::memcpy(&length, bytes.data(), sizeof length);
        bytes = bytes.subspan(sizeof length);
        if (bytes.size() < length)
            container.damaged("the spellings of a column in it are cut");
        dictionary.emplace_back(bytes.begin(), bytes.begin() + length);
        bytes = bytes.subspan(length);
    }
    return dictionary;
}

PackedColumn packColumn(const Column &column, const std::stop_token &stop)
{
    PackedColumn packed;
    packed.name = column.name();
    packed.type = column.type();
    if (!column.isCoded()) {
        const auto *cells = reinterpret_cast<const std::uint8_t *>(column.numbers().data());
        packed.cells = deflated(planesOf(cells, column.size(), sizeof(double)), stop);
        return packed;
    }
    const auto *cells = reinterpret_cast<const std::uint8_t *>(column.codes().data());
    packed.cells = deflated(planesOf(cells, column.size(), sizeof(std::int32_t)), stop);
    const Bytes spellings = spellingBytes(column.dictionary());
    packed.spellings = deflated(spellings, stop);
    packed.spellingBytes = spellings.size();
    if (const auto &pictures = column.pictures()) {
        packed.pixels = deflated(pictures->pixels, stop);
        packed.pixelBytes = pictures->pixels.size();
        packed.picture = pictures->shape;
    }
    return packed;
}

std::uint64_t plainBytes(const Table &table)
{
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < table.columns(); ++i) {
        const Column &column = table.column(i);
        bytes += table.rows() * (column.isCoded() ? sizeof(std::int32_t) : sizeof(double));
        bytes += column.pictures() ? kPixelsAsNumbers * column.pictures()->pixels.size() : 0;
    }
    return bytes;
}

/// What is needed to make a column again, before the slow part.
struct StoredColumn {
    std::string name;
    ColumnType type = ColumnType::Numeric;
    std::span<const std::uint8_t> cells;
    std::span<const std::uint8_t> spellings;
    std::uint64_t spellingBytes = 0;
    std::span<const std::uint8_t> pixels;
    std::uint64_t pixelBytes = 0;
    PictureShape picture;
    bool isCoded() const { return type != ColumnType::Numeric && type != ColumnType::DateTime; }
};

StoredColumn readStored(RecordReader &archive)
{
    StoredColumn stored;
    std::uint64_t index = 0;
    describe(archive, stored.name);
    describeChoice(archive, stored.type, ColumnType::Picture);
    stored.cells = archive.sharedBytes(index);
    if (stored.isCoded()) {
        stored.spellings = archive.sharedBytes(index);
        describe(archive, stored.spellingBytes);
    }
    if (stored.type == ColumnType::Picture) {
        stored.pixels = archive.sharedBytes(index);
        describeAll(archive, stored.pixelBytes, stored.picture);
        requirePictures(archive, stored.picture);
    }
    return stored;
}

Column unpackPictures(const Container &container, const StoredColumn &stored,
                      std::vector<std::int32_t> codes, std::vector<std::string> names)
{
    const PictureShape &shape = stored.picture;
    if (stored.pixelBytes != names.size() * shape.bytes())
        container.damaged("the pictures in it are cut");
    auto pictures = std::make_shared<PictureBlock>();
    pictures->shape = shape;
    pictures->names = std::move(names);
    pictures->pixels = inflated(container, stored.pixels, stored.pixelBytes);
    return Column::pictures(stored.name, std::move(codes), std::move(pictures));
}

Column unpackColumn(const Container &container, const StoredColumn &stored, std::uint64_t rows)
{
    if (!stored.isCoded()) {
        std::vector<double> numbers =
            fromPlanes<double>(inflated(container, stored.cells, rows * sizeof(double)));
        return stored.type == ColumnType::Numeric
                   ? Column::numeric(stored.name, std::move(numbers))
                   : Column::dateTime(stored.name, std::move(numbers));
    }
    auto codes =
        fromPlanes<std::int32_t>(inflated(container, stored.cells, rows * sizeof(std::int32_t)));
    auto dictionary =
        spellingsOf(container, inflated(container, stored.spellings, stored.spellingBytes));
    for (const std::int32_t code : codes)
        if (code < -1 || code >= static_cast<std::int64_t>(dictionary.size()))
            container.damaged("a cell in it has no spelling");
    if (stored.type == ColumnType::Picture)
        return unpackPictures(container, stored, std::move(codes), std::move(dictionary));
    return Column::coded(stored.name, stored.type, std::move(codes), std::move(dictionary));
}

} // namespace

std::shared_ptr<const PackedTable> packTable(const Table &table, std::uint64_t limitBytes,
                                             int threads, const std::stop_token &stop)
{
    if (plainBytes(table) / kHopelessRatio > limitBytes)
        return nullptr;
    auto packed = std::make_shared<PackedTable>();
    packed->rows = table.rows();
    packed->columns.resize(table.columns());
    std::atomic<std::uint64_t> total = 0;
    parallelFor(table.columns(), threads > 0 ? threads : availableCores(), [&](std::size_t i) {
        if (total > limitBytes)
            return;
        packed->columns[i] = packColumn(table.column(i), stop);
        total += packed->columns[i].cells->size();
        for (const SharedBytes &part : {packed->columns[i].spellings, packed->columns[i].pixels})
            total += part ? part->size() : 0;
    });
    return total > limitBytes ? nullptr : packed;
}

void writeTable(RecordWriter &archive, const PackedTable *table)
{
    bool present = table != nullptr;
    describe(archive, present);
    if (!present)
        return;
    std::uint64_t rows = table->rows;
    describe(archive, rows);
    archive.count(table->columns.size());
    for (PackedColumn column : table->columns) {
        describe(archive, column.name);
        describeChoice(archive, column.type, ColumnType::Picture);
        archive.sharedBytes(column.cells.get(), [&] { return column.cells; });
        if (column.spellings) {
            archive.sharedBytes(column.spellings.get(), [&] { return column.spellings; });
            describe(archive, column.spellingBytes);
        }
        if (column.type == ColumnType::Picture) {
            archive.sharedBytes(column.pixels.get(), [&] { return column.pixels; });
            describeAll(archive, column.pixelBytes, column.picture);
        }
    }
}

std::optional<Table> readTableCopy(RecordReader &archive)
{
    bool present = false;
    describe(archive, present);
    if (!present)
        return std::nullopt;
    std::uint64_t rows = 0;
    describe(archive, rows);
    if (rows > std::numeric_limits<std::uint32_t>::max())
        archive.container().damaged("it has too many rows");
    std::vector<StoredColumn> stored;
    std::set<const std::uint8_t *> parts; // one that serves many columns would unpack without end
    for (std::size_t left = archive.count(0); left > 0; --left) {
        stored.push_back(readStored(archive));
        if (!parts.insert(stored.back().cells.data()).second)
            archive.container().damaged("two columns share their cells");
        if (stored.back().isCoded() && !parts.insert(stored.back().spellings.data()).second)
            archive.container().damaged("two columns share their spellings");
        if (stored.back().type == ColumnType::Picture &&
            !parts.insert(stored.back().pixels.data()).second)
            archive.container().damaged("two columns share their pictures");
    }
    std::vector<std::optional<Column>> columns(stored.size());
    parallelFor(stored.size(), availableCores(), [&](std::size_t i) {
        columns[i] = unpackColumn(archive.container(), stored[i], rows);
    });
    std::vector<Column> made;
    for (auto &column : columns)
        made.push_back(std::move(*column));
    return Table(std::move(made));
}

} // namespace leptune
