// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/picture_files.h"

#include "core/base/error.h"
#include "core/base/text_encoding.h"
#include "core/data/pictures/picture.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <sys/stat.h>
#include <tuple>
#include <utility>

namespace leptune {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostDepth = 32;
constexpr std::size_t kMostLookedAt = 10000;

std::string lower(std::string text)
{
    for (char &letter : text)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter + ('a' - 'A'));
    return text;
}

template <std::size_t kCount>
bool isOneOf(const std::string &name, const std::array<std::string_view, kCount> &names)
{
    return std::find(names.begin(), names.end(), lower(name)) != names.end();
}

bool isPassedOver(const std::string &name)
{
    static constexpr std::array<std::string_view, 5> kNames{"__macosx", "thumbs.db", "ehthumbs.db",
                                                            "desktop.ini", "@eadir"};
    return name.front() == '.' || isOneOf(name, kNames);
}

/// Other formats count as well, so that they are named rather than passed over.
bool isCalledPicture(const fs::path &path)
{
    static constexpr std::array<std::string_view, 15> kEndings{
        ".png",  ".jpg", ".jpeg", ".jpe",  ".jfif", ".bmp", ".dib", ".gif",
        ".webp", ".tif", ".tiff", ".heic", ".avif", ".jp2", ".ppm"};
    return isOneOf(path.extension().string(), kEndings);
}

bool startsAsPicture(const fs::path &path)
{
    std::array<char, 32> start{};
    std::ifstream file(path, std::ios::binary);
    file.read(start.data(), start.size());
    return isPictureFile({start.data(), static_cast<std::size_t>(file.gcount())});
}

bool isPicture(const fs::path &path, fs::file_type type)
{
    if (type == fs::file_type::regular)
        return isCalledPicture(path) || startsAsPicture(path);
    return type == fs::file_type::not_found && isCalledPicture(path); // a broken link
}

/// Goes through a folder and those below it. `found` says whether to go on.
class Walk {
public:
    using Found = std::function<bool(const std::string &below, bool picture)>;

    Walk(std::string root, std::stop_token stop, Found found)
        : m_root(std::move(root)), m_stop(std::move(stop)), m_found(std::move(found))
    {
    }

    void run() { enter("", 0); }
    std::vector<std::string> closed;

private:
    std::string pathOf(const std::string &below) const
    {
        return below.empty() ? m_root : m_root + "/" + below;
    }

    void requireGoingOn() const
    {
        if (m_stop.stop_requested())
            throw Error(ErrorCode::Stopped, m_root, "reading was stopped");
    }

    std::vector<std::string> namesIn(const std::string &below)
    {
        std::vector<std::string> names;
        std::error_code error;
        fs::directory_iterator entry(pathOf(below), error);
        for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
            requireGoingOn();
            std::string name = entry->path().filename().string();
            if (!isPassedOver(name))
                names.push_back(std::move(name));
        }
        if (error)
            closed.push_back(below);
        std::sort(names.begin(), names.end());
        return names;
    }

    /// False for a folder that was entered before, through a link.
    bool isNew(const std::string &path)
    {
        struct stat info {};
        return stat(path.c_str(), &info) == 0 && m_entered.emplace(info.st_dev, info.st_ino).second;
    }

    bool enter(const std::string &below, std::size_t depth)
    {
        if (depth > kMostDepth || !isNew(pathOf(below)))
            return true;
        const std::string before = below.empty() ? "" : below + "/";
        for (const std::string &name : namesIn(below))
            if (!visit(before + name, depth))
                return false;
        return true;
    }

    bool visit(const std::string &below, std::size_t depth)
    {
        requireGoingOn();
        std::error_code error;
        const fs::path path = pathOf(below);
        const fs::file_type type = fs::status(path, error).type();
        if (type == fs::file_type::directory)
            return enter(below, depth + 1);
        return m_found(below, isPicture(path, type));
    }

    std::string m_root;
    std::stop_token m_stop;
    Found m_found;
    std::set<std::pair<dev_t, ino_t>> m_entered;
};

void requireFolder(const std::string &root)
{
    std::error_code error;
    if (!fs::exists(root, error))
        throw Error(ErrorCode::NotFound, root, "there is no such folder");
    if (!fs::is_directory(root, error))
        throw Error(ErrorCode::BadFormat, root, "is no folder");
    fs::directory_iterator open(root, error);
    if (error)
        throw Error(ErrorCode::Unreadable, root, "can't be opened: " + error.message());
}

/// "cat" of "cat/b/1.png", "" of "1.png".
std::string topOf(const std::string &below)
{
    const std::size_t slash = below.find('/');
    return slash == std::string::npos ? "" : below.substr(0, slash);
}

bool isTrainingPart(const std::string &name)
{
    static constexpr std::array<std::string_view, 2> kNames{"train", "training"};
    return isOneOf(name, kNames);
}

bool isTestPart(const std::string &name)
{
    static constexpr std::array<std::string_view, 6> kNames{"test", "testing",    "valid",
                                                            "val",  "validation", "eval"};
    return isOneOf(name, kNames);
}

/// A training part that holds classes, beside a test part, is one data set cut in two.
void refuseParts(const std::string &root, const std::vector<std::string> &pictures)
{
    std::string training;
    std::string test;
    for (const std::string &below : pictures) {
        const std::string top = topOf(below);
        if (isTrainingPart(top) && below.find('/', top.size() + 1) != std::string::npos)
            training = top;
        else if (isTestPart(top))
            test = top;
    }
    if (!training.empty() && !test.empty())
        throw Error(ErrorCode::BadOption, root,
                    "holds the parts " + training + " and " + test + ", not classes; choose " +
                        root + "/" + training + " as the data and give the other with --test " +
                        root + "/" + test);
}

PictureFiles sorted(const std::vector<std::string> &pictures)
{
    PictureFiles result;
    std::set<std::string> tops;
    for (const std::string &below : pictures)
        tops.insert(topOf(below));
    const bool labelled = !tops.rbegin()->empty();
    tops.erase("");
    for (const std::string &top : tops)
        result.classes.push_back(readableName(top));
    for (const std::string &below : pictures) {
        const std::string top = topOf(below);
        const auto place = std::distance(tops.begin(), tops.lower_bound(top));
        if (labelled && top.empty())
            ++result.outside;
        else
            result.files.push_back({below, labelled ? static_cast<std::int32_t>(place) : -1});
    }
    std::sort(result.files.begin(), result.files.end(), [](const auto &a, const auto &b) {
        return std::tie(a.label, a.path) < std::tie(b.label, b.path);
    });
    return result;
}

} // namespace

PictureFiles listPictureFiles(const std::string &root, const std::stop_token &stop)
{
    requireFolder(root);
    std::vector<std::string> pictures;
    std::size_t others = 0;
    Walk walk(root, stop, [&](const std::string &below, bool picture) {
        if (picture)
            pictures.push_back(below);
        else
            ++others;
        return true;
    });
    walk.run();
    refuseParts(root, pictures);
    PictureFiles result = pictures.empty() ? PictureFiles() : sorted(pictures);
    result.others = others;
    result.closed = std::move(walk.closed);
    return result;
}

bool holdsPicture(const std::string &root)
{
    std::error_code error;
    if (!fs::is_directory(root, error))
        return false;
    bool found = false;
    std::size_t seen = 0;
    Walk walk(root, {}, [&](const std::string &, bool picture) {
        found = picture;
        return !found && ++seen < kMostLookedAt;
    });
    walk.run();
    return found;
}

std::string readableName(const std::string &path)
{
    return isValidUtf8(path) ? path : decodeText(path, guessNarrowEncoding(path)).text;
}

} // namespace leptune
