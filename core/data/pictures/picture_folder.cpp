// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/input_reader.h"
#include "core/data/pictures/picture.h"
#include "core/data/pictures/picture_data.h"
#include "core/data/pictures/picture_files.h"
#include "core/data/pictures/picture_report.h"
#include "core/data/pictures/resize_picture.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <new>
#include <utility>

namespace leptune {

namespace {

constexpr std::size_t kStart = 64U << 10; ///< nearly every head ends before
constexpr std::size_t kMostNamed = 1000;

/// Reads the files of a listing: heads first where the shape is open, then the pictures themselves.
/// A file that can't be read gets a reason and no row.
class FolderReader {
public:
    FolderReader(const std::string &root, PictureFiles files, const PictureOptions &options)
        : m_root(root), m_list(std::move(files)), m_options(options), m_reasons(m_list.files.size())
    {
    }

    PictureData read()
    {
        PictureBlock block;
        block.shape = m_options.shape ? *m_options.shape : commonShape();
        requireRoom(m_root, m_list.files.size(), block.shape);
        block.pixels.resize(m_list.files.size() * block.shape.bytes());
        std::vector<std::uint8_t> resized(m_list.files.size());
        forEach([&](std::size_t i) { resized[i] = readInto(block, i); });
        PictureData data = kept(std::move(block));
        data.report =
            report(data, static_cast<std::uint64_t>(std::count(resized.begin(), resized.end(), 1)));
        return data;
    }

private:
    /// Every file that has no reason against it yet, in parallel; an Error becomes its reason.
    void forEach(const std::function<void(std::size_t)> &task)
    {
        const int threads = m_options.threads > 0 ? m_options.threads : availableCores();
        parallelFor(m_list.files.size(), threads, [&](std::size_t i) {
            if (m_options.stop.stop_requested())
                throw Error(ErrorCode::Stopped, m_root, "reading was stopped");
            try {
                if (m_reasons[i].empty())
                    task(i);
            } catch (const Error &error) {
                m_reasons[i] = error.detail();
            } catch (const std::bad_alloc &) {
                m_reasons[i] = "there is not enough memory to decode it";
            }
        });
        requireSome();
    }

    std::string pathOf(std::size_t i) const { return m_root + "/" + m_list.files[i].path; }

    PictureShape shapeOf(std::size_t i) const
    {
        std::string start(kStart, '\0');
        std::ifstream file(pathOf(i), std::ios::binary);
        file.read(start.data(), static_cast<std::streamsize>(start.size()));
        start.resize(static_cast<std::size_t>(file.gcount()));
        try {
            if (start.size() == kStart)
                return pictureShape(start, m_root);
        } catch (const Error &) { // the head may be longer than that
        }
        return pictureShape(InputBytes::open(pathOf(i)).view(), m_root);
    }

    PictureShape commonShape()
    {
        std::vector<PictureShape> shapes(m_list.files.size());
        forEach([&](std::size_t i) { shapes[i] = shapeOf(i); });
        std::vector<int> heights;
        std::vector<int> widths;
        int channels = 1;
        for (const PictureShape &shape : shapes) {
            if (shape.height == 0)
                continue; // has a reason
            heights.push_back(shape.height);
            widths.push_back(shape.width);
            channels = std::max(channels, shape.channels);
        }
        return shrunkToLimit({median(heights), median(widths), channels}, m_options.limit);
    }

    /// The lower of the two in the middle, where there are two.
    static int median(std::vector<int> &sides)
    {
        const auto middle = sides.begin() + static_cast<std::ptrdiff_t>((sides.size() - 1) / 2);
        std::nth_element(sides.begin(), middle, sides.end());
        return *middle;
    }

    /// Whether it had to be resized.
    bool readInto(PictureBlock &block, std::size_t i) const
    {
        const InputBytes bytes = InputBytes::open(pathOf(i));
        const Picture picture = decodePicture(bytes.view(), m_root, block.shape);
        resizePixels(picture.pixels, picture.shape, block.shape,
                     {block.pixels.data() + i * block.shape.bytes(), block.shape.bytes()});
        return picture.shrunk || picture.shape.height != block.shape.height ||
               picture.shape.width != block.shape.width;
    }

    void requireSome() const
    {
        const auto isEmpty = [](const std::string &reason) { return reason.empty(); };
        if (std::any_of(m_reasons.begin(), m_reasons.end(), isEmpty))
            return;
        throw Error(ErrorCode::BadFormat, m_root,
                    "none of its " + countText(m_reasons.size()) +
                        " pictures can be read; the first, " + readableName(m_list.files[0].path) +
                        ", " + m_reasons[0]);
    }

    /// Moves the pictures that could be read together, and drops classes of which none could.
    PictureData kept(PictureBlock block) const
    {
        PictureData data;
        std::vector<std::int32_t> codes(m_list.classes.size(), -1);
        const std::size_t size = block.shape.bytes();
        for (std::size_t i = 0; i < m_list.files.size(); ++i) {
            if (!m_reasons[i].empty())
                continue;
            const std::size_t row = data.labels.size();
            if (row != i)
                std::copy_n(block.pixels.begin() + static_cast<std::ptrdiff_t>(i * size), size,
                            block.pixels.begin() + static_cast<std::ptrdiff_t>(row * size));
            block.names.push_back(readableName(m_list.files[i].path));
            data.labels.push_back(codeOf(m_list.files[i].label, codes, data.classes));
        }
        block.pixels.resize(data.labels.size() * size);
        data.block = std::make_shared<const PictureBlock>(std::move(block));
        return data;
    }

    std::int32_t codeOf(std::int32_t label, std::vector<std::int32_t> &codes,
                        std::vector<std::string> &classes) const
    {
        if (label < 0)
            return -1;
        std::int32_t &code = codes[static_cast<std::size_t>(label)];
        if (code < 0) {
            code = static_cast<std::int32_t>(classes.size());
            classes.push_back(m_list.classes[static_cast<std::size_t>(label)]);
        }
        return code;
    }

    ImportReport report(const PictureData &data, std::uint64_t resized) const
    {
        ImportReport report = pictureReport("folder of pictures", data, resized);
        report.assumed.push_back(data.classes.empty()
                                     ? "labels: none; the folder has no subfolders with pictures"
                                     : "labels: the names of " + countText(data.classes.size()) +
                                           " subfolders");
        if (m_list.others > 0)
            report.assumed.push_back("other files passed over: " + countText(m_list.others));
        if (m_list.outside > 0)
            report.repaired.push_back("pictures outside the class folders left out: " +
                                      countText(m_list.outside));
        nameLeftOut(report);
        return report;
    }

    void nameLeftOut(ImportReport &report) const
    {
        const auto add = [&](const std::string &path, const std::string &reason) {
            if (++report.badCellCount <= kMostNamed)
                report.badCells.push_back({0, 0, "picture", readableName(path) + ": " + reason});
        };
        for (const std::string &folder : m_list.closed)
            add(folder, "the folder can't be opened");
        for (std::size_t i = 0; i < m_reasons.size(); ++i)
            if (!m_reasons[i].empty())
                add(m_list.files[i].path, m_reasons[i]);
        const std::uint64_t files = report.badCellCount - m_list.closed.size();
        if (files > 0)
            report.repaired.push_back(countedText(files, m_reasons.size()) +
                                      " pictures can't be read and were left out");
    }

    const std::string &m_root;
    PictureFiles m_list;
    const PictureOptions &m_options;
    std::vector<std::string> m_reasons; ///< why a file has no row; "" where it has one
};

} // namespace

PictureData readPictureFolder(const std::string &path, const PictureOptions &options)
{
    PictureFiles files = listPictureFiles(path, options.stop);
    if (files.files.empty())
        throw Error(ErrorCode::BadFormat, path,
                    "holds no PNG, JPEG or BMP pictures; give a folder with one subfolder a class");
    return FolderReader(path, std::move(files), options).read();
}

bool isPictureFolder(const std::string &path)
{
    return holdsPicture(path);
}

} // namespace leptune
