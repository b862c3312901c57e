// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/data/pictures/picture_data.h"

#include <QByteArray>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <string>

/// A folder with files in folders that goes with its object.
class PictureTree {
public:
    PictureTree() = default;
    /// QTemporaryDir leaves what is not called by UTF-8.
    ~PictureTree() { std::filesystem::remove_all(path()); }
    PictureTree(const PictureTree &) = delete;
    PictureTree &operator=(const PictureTree &) = delete;

    std::string path(const std::string &below = "") const
    {
        return m_folder.path().toStdString() + (below.empty() ? "" : "/" + below);
    }
    void add(const std::string &below, const std::string &bytes) const
    {
        const std::string file = path(below);
        std::filesystem::create_directories(file.substr(0, file.rfind('/')));
        std::ofstream(file, std::ios::binary) << bytes;
    }

private:
    QTemporaryDir m_folder;
};

/// A BMP of one colour with 24 bits.
inline std::string plainBmp(int width, int height, char value)
{
    const auto number = [](int value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i, value >>= 8)
            text += static_cast<char>(value & 0xFF);
        return text;
    };
    const int stride = (width * 3 + 3) / 4 * 4;
    return "BM" + number(54 + stride * height, 4) + number(0, 4) + number(54, 4) + number(40, 4) +
           number(width, 4) + number(height, 4) + number(1, 2) + number(24, 2) + number(0, 24) +
           std::string(static_cast<std::size_t>(stride * height), value);
}

/// "cat/1.png cat | 2.png -": names and classes of the rows.
inline QByteArray rowsOf(const leptune::PictureData &data)
{
    std::string text;
    for (std::size_t row = 0; row < data.labels.size(); ++row) {
        const std::int32_t label = data.labels[row];
        text += row ? " | " : "";
        text += data.block->names[row] + " ";
        text += label < 0 ? "-" : data.classes[static_cast<std::size_t>(label)];
    }
    return QByteArray::fromStdString(text);
}

inline QByteArray linesOf(const leptune::ImportReport &report)
{
    std::string text;
    for (const std::string &note : report.assumed)
        text += "assumed: " + note + "\n";
    for (const std::string &note : report.repaired)
        text += "repaired: " + note + "\n";
    for (const leptune::BadCell &cell : report.badCells)
        text += "bad: " + cell.column + " " + cell.text + "\n";
    return QByteArray::fromStdString(text);
}
