// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/png_decoder.h"

#include "core/data/pictures/picture_checks.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>
#include <new>
#include <png.h>

namespace leptune {

namespace {

/// deflate never packs more than this many bytes into one (zlib.net/zlib_tech.html).
constexpr std::uint64_t kMostPacking = 1032;

/// One run of libpng over bytes in memory. libpng leaves its functions by longjmp on an error, so
/// they are called only inside run(), by steps that own nothing.
class PngReader {
public:
    PngReader(std::string_view bytes, const std::string &name) : m_rest(bytes), m_name(name)
    {
        m_png = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, onError, onWarning);
        m_info = m_png ? png_create_info_struct(m_png) : nullptr;
        if (!m_info) {
            png_destroy_read_struct(&m_png, nullptr, nullptr);
            throw std::bad_alloc();
        }
        png_set_read_fn(m_png, this, onRead);
    }
    ~PngReader() { png_destroy_read_struct(&m_png, &m_info, nullptr); }
    PngReader(const PngReader &) = delete;
    PngReader &operator=(const PngReader &) = delete;

    PictureShape readHead()
    {
        if (!run([this] { png_read_info(m_png, m_info); }))
            fail(0, 0);
        const std::uint64_t height = png_get_image_height(m_png, m_info);
        const std::uint64_t width = png_get_image_width(m_png, m_info);
        requireSides(m_name, height, width);
        const bool grey =
            (png_get_color_type(m_png, m_info) & PNG_COLOR_MASK_COLOR) == 0 || hasGreyPalette();
        return {static_cast<int>(height), static_cast<int>(width), grey ? 1 : 3};
    }

    Picture readPicture()
    {
        const std::size_t size = m_rest.size();
        Picture picture;
        picture.shape = readHead();
        requireRoomFor(picture.shape, size);
        if (!run([this] { startRows(); }))
            fail(0, picture.shape.height);
        picture.pixels.resize(picture.shape.bytes());
        readRows(picture);
        return picture;
    }

private:
    template <typename Step>
    bool run(const Step &step)
    {
        if (setjmp(png_jmpbuf(m_png)) != 0)
            return false;
        step();
        return true;
    }

    bool hasGreyPalette()
    {
        png_colorp palette = nullptr;
        int count = 0;
        if (png_get_PLTE(m_png, m_info, &palette, &count) == 0 ||
            png_get_color_type(m_png, m_info) != PNG_COLOR_TYPE_PALETTE)
            return false;
        return std::all_of(palette, palette + count, [](const png_color &color) {
            return color.red == color.green && color.red == color.blue;
        });
    }

    /// A head of a few bytes must not claim memory that its file can't fill.
    void requireRoomFor(PictureShape shape, std::uint64_t size)
    {
        const std::uint64_t packed = png_get_rowbytes(m_png, m_info) *
                                     static_cast<std::uint64_t>(shape.height) / kMostPacking;
        if (packed > size)
            endsEarly(m_name, 0, static_cast<std::uint64_t>(shape.height));
    }

    void startRows()
    {
        png_set_expand(m_png);
        png_set_scale_16(m_png);
        m_passes = png_set_interlace_handling(m_png);
        png_read_update_info(m_png, m_info);
    }

    void readRows(Picture &picture)
    {
        const auto height = static_cast<std::size_t>(picture.shape.height);
        const std::size_t rowBytes = png_get_rowbytes(m_png, m_info);
        // Each pass of an interlaced picture adds to the rows of the one before.
        const std::size_t kept = m_passes > 1 ? rowBytes : 0;
        std::vector<png_byte> rows(kept == 0 ? rowBytes : rowBytes * height);
        for (int pass = 1; pass <= m_passes; ++pass) {
            for (std::size_t y = 0; y < height; ++y) {
                png_bytep row = rows.data() + y * kept;
                if (!run([&] { png_read_row(m_png, row, nullptr); }))
                    fail(pass == m_passes ? y : 0, picture.shape.height);
                if (pass == m_passes)
                    writeRow(row, picture, y);
            }
        }
    }

    void writeRow(const png_byte *row, Picture &picture, std::size_t y)
    {
        const std::size_t from = png_get_channels(m_png, m_info);
        const auto to = static_cast<std::size_t>(picture.shape.channels);
        const auto width = static_cast<std::size_t>(picture.shape.width);
        std::uint8_t *target = picture.pixels.data() + y * width * to;
        if (from == to) {
            std::copy_n(row, width * to, target);
            return;
        }
        const bool alpha = from % 2 == 0;
        for (std::size_t x = 0; x < width; ++x, row += from)
            for (std::size_t c = 0; c < to; ++c)
                *target++ = alpha ? overWhite(row[c], row[from - 1]) : row[c];
    }

    [[noreturn]] void fail(std::uint64_t rows, int height)
    {
        if (m_ended && height > 0)
            endsEarly(m_name, rows, static_cast<std::uint64_t>(height));
        damagedPicture(m_name, "PNG", m_ended ? "it ends inside its head" : m_message.data());
    }

    [[noreturn]] static void onError(png_structp png, png_const_charp message)
    {
        auto &reader = *static_cast<PngReader *>(png_get_error_ptr(png));
        std::strncpy(reader.m_message.data(), message, reader.m_message.size() - 1);
        png_longjmp(png, 1);
    }

    static void onWarning(png_structp, png_const_charp) {}

    static void onRead(png_structp png, png_bytep target, std::size_t count)
    {
        auto &reader = *static_cast<PngReader *>(png_get_io_ptr(png));
        if (count > reader.m_rest.size()) {
            reader.m_ended = true;
            png_error(png, "it ends early");
        }
        std::memcpy(target, reader.m_rest.data(), count);
        reader.m_rest.remove_prefix(count);
    }

    std::string_view m_rest;
    const std::string &m_name;
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
    int m_passes = 1;
    bool m_ended = false;
    std::array<char, 128> m_message{};
};

} // namespace

bool isPng(std::string_view bytes)
{
    return bytes.substr(0, 8) == "\x89PNG\r\n\x1A\n";
}

PictureShape pngShape(std::string_view bytes, const std::string &name)
{
    return PngReader(bytes, name).readHead();
}

Picture decodePng(std::string_view bytes, const std::string &name)
{
    return PngReader(bytes, name).readPicture();
}

} // namespace leptune
