// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/jpeg_decoder.h"

#include "core/data/pictures/exif_orientation.h"
#include "core/data/pictures/picture_checks.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <utility>

#include <jpeglib.h>

#include <jerror.h> // its list of codes depends on jpeglib.h

namespace leptune {

namespace {

constexpr int kExifMarker = JPEG_APP0 + 1;
constexpr int kMostScans = 100; ///< a file of few bytes must not keep a core busy for minutes

/// One run of libjpeg over bytes in memory. Its errors leave by longjmp, so it is called only
/// inside run(), by steps that own nothing.
class JpegReader {
public:
    JpegReader(std::string_view bytes, const std::string &name) : m_name(name)
    {
        m_info.err = jpeg_std_error(&m_errors);
        m_errors.error_exit = onError;
        m_errors.emit_message = onMessage;
        m_info.client_data = this;
        m_progress.progress_monitor = onProgress;
        m_source.next_input_byte = reinterpret_cast<const JOCTET *>(bytes.data());
        m_source.bytes_in_buffer = bytes.size();
        m_source.init_source = [](j_decompress_ptr) {};
        m_source.term_source = [](j_decompress_ptr) {};
        m_source.fill_input_buffer = onEnd;
        m_source.skip_input_data = onSkip;
        m_source.resync_to_restart = jpeg_resync_to_restart;
    }
    ~JpegReader() { jpeg_destroy_decompress(&m_info); }
    JpegReader(const JpegReader &) = delete;
    JpegReader &operator=(const JpegReader &) = delete;

    PictureShape readHead()
    {
        if (!run([this] { start(); }))
            fail();
        requireSides(m_name, m_info.image_height, m_info.image_width);
        m_orientation = storedOrientation();
        PictureShape shape{static_cast<int>(m_info.image_height),
                           static_cast<int>(m_info.image_width),
                           m_info.jpeg_color_space == JCS_GRAYSCALE ? 1 : 3};
        if (swapsSides(m_orientation))
            std::swap(shape.height, shape.width);
        return shape;
    }

    Picture readPicture(PictureShape enough)
    {
        const PictureShape shape = readHead();
        m_info.scale_num = 1;
        m_info.scale_denom = shrinking(shape, enough);
        m_info.dct_method = JDCT_ISLOW;
        m_info.out_color_space = shape.channels == 1 ? JCS_GRAYSCALE : rgbOrInks();
        if (!run([this] { jpeg_start_decompress(&m_info); }))
            fail();
        if (m_ended && jpeg_has_multiple_scans(&m_info) != 0)
            endsEarly(m_name, 0, m_info.image_height); // finer scans are missing
        Picture picture;
        picture.shape = {static_cast<int>(m_info.output_height),
                         static_cast<int>(m_info.output_width), shape.channels};
        picture.shrunk = m_info.scale_denom != 1;
        readRows(picture);
        return turned(std::move(picture), m_orientation);
    }

private:
    template <typename Step>
    bool run(const Step &step)
    {
        if (setjmp(m_jump) != 0)
            return false;
        step();
        return true;
    }

    void start()
    {
        jpeg_create_decompress(&m_info);
        m_info.src = &m_source;
        m_info.progress = &m_progress;
        jpeg_save_markers(&m_info, kExifMarker, 0xFFFF);
        jpeg_read_header(&m_info, TRUE);
    }

    int storedOrientation() const
    {
        for (auto *marker = m_info.marker_list; marker; marker = marker->next) {
            const std::string_view block(reinterpret_cast<const char *>(marker->data),
                                         marker->data_length);
            if (block.substr(0, 4) == "Exif")
                return exifOrientation(block);
        }
        return 1;
    }

    static unsigned shrinking(PictureShape shape, PictureShape enough)
    {
        if (enough.height <= 0 || enough.width <= 0)
            return 1;
        const int most = std::max(shape.height / enough.height, shape.width / enough.width);
        return most >= 8 ? 8 : most >= 4 ? 4 : most >= 2 ? 2 : 1;
    }

    J_COLOR_SPACE rgbOrInks() const
    {
        const bool inks =
            m_info.jpeg_color_space == JCS_CMYK || m_info.jpeg_color_space == JCS_YCCK;
        return inks ? JCS_CMYK : JCS_RGB;
    }

    /// Memory grows with the rows that are really there.
    void readRows(Picture &picture)
    {
        const std::size_t bytes = picture.shape.bytes() / m_info.output_height;
        const std::size_t stored = static_cast<std::size_t>(m_info.output_width) *
                                   static_cast<std::size_t>(m_info.output_components);
        picture.pixels.reserve(std::min<std::size_t>(picture.shape.bytes(), 4U << 20));
        std::vector<JSAMPLE> inks(stored == bytes ? 0 : stored);
        for (std::size_t y = 0; y < m_info.output_height; ++y) {
            picture.pixels.resize((y + 1) * bytes);
            std::uint8_t *target = picture.pixels.data() + y * bytes;
            JSAMPROW row = inks.empty() ? target : inks.data();
            if (!run([&] { jpeg_read_scanlines(&m_info, &row, 1); }))
                fail();
            if (!inks.empty())
                mixInks(inks, target);
        }
    }

    /// Adobe's inverted inks: each colour is darkened by black.
    static void mixInks(const std::vector<JSAMPLE> &inks, std::uint8_t *target)
    {
        for (std::size_t i = 0; i + 3 < inks.size(); i += 4)
            for (std::size_t c = 0; c < 3; ++c)
                *target++ = static_cast<std::uint8_t>((inks[i + c] * inks[i + 3] + 127U) / 255U);
    }

    [[noreturn]] void fail()
    {
        if (m_ended && m_info.image_height > 0) {
            const std::uint64_t rows = m_info.output_height == 0
                                           ? 0
                                           : std::uint64_t{m_info.output_scanline} *
                                                 m_info.image_height / m_info.output_height;
            endsEarly(m_name, rows, m_info.image_height);
        }
        damagedPicture(m_name, "JPEG", m_ended ? "it ends inside its head" : m_message.data());
    }

    static JpegReader &of(j_common_ptr info)
    {
        return *static_cast<JpegReader *>(info->client_data);
    }

    [[noreturn]] static void onError(j_common_ptr info)
    {
        JpegReader &reader = of(info);
        info->err->format_message(info, reader.m_message.data());
        std::longjmp(reader.m_jump, 1);
    }

    /// libjpeg goes on with grey after these; a picture half of which was made up is no picture.
    static void onMessage(j_common_ptr info, int level)
    {
        const int code = info->err->msg_code;
        if (level < 0 &&
            (code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE || code == JWRN_ARITH_BAD_CODE ||
             code == JWRN_MUST_RESYNC || code == JWRN_BOGUS_PROGRESSION))
            onError(info);
    }

    static void onProgress(j_common_ptr info)
    {
        JpegReader &reader = of(info);
        if (reader.m_info.input_scan_number <= kMostScans)
            return;
        std::snprintf(reader.m_message.data(), reader.m_message.size(), "it has more than %d scans",
                      kMostScans);
        std::longjmp(reader.m_jump, 1);
    }

    /// The end comes as an end marker: a complete picture may lack its own.
    static boolean onEnd(j_decompress_ptr info)
    {
        static constexpr JOCTET kEnd[] = {0xFF, JPEG_EOI};
        of(reinterpret_cast<j_common_ptr>(info)).m_ended = true;
        info->src->next_input_byte = kEnd;
        info->src->bytes_in_buffer = sizeof kEnd;
        return TRUE;
    }

    static void onSkip(j_decompress_ptr info, long count)
    {
        jpeg_source_mgr &source = *info->src;
        if (count <= 0)
            return;
        if (static_cast<std::size_t>(count) > source.bytes_in_buffer) {
            onEnd(info);
            return;
        }
        source.next_input_byte += count;
        source.bytes_in_buffer -= static_cast<std::size_t>(count);
    }

    const std::string &m_name;
    jpeg_decompress_struct m_info{};
    jpeg_error_mgr m_errors{};
    jpeg_source_mgr m_source{};
    jpeg_progress_mgr m_progress{};
    std::jmp_buf m_jump{};
    int m_orientation = 1;
    bool m_ended = false;
    std::array<char, JMSG_LENGTH_MAX> m_message{};
};

} // namespace

bool isJpeg(std::string_view bytes)
{
    return bytes.substr(0, 3) == "\xFF\xD8\xFF";
}

PictureShape jpegShape(std::string_view bytes, const std::string &name)
{
    return JpegReader(bytes, name).readHead();
}

Picture decodeJpeg(std::string_view bytes, const std::string &name, PictureShape enough)
{
    return JpegReader(bytes, name).readPicture(enough);
}

} // namespace leptune
