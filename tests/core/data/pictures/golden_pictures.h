// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/data/pictures/picture.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <nlohmann/json.hpp>

#include <functional>
#include <string>

/// Files of tests/golden/pictures (make_pictures.py) and the pixels that Pillow sees in them.
inline std::string goldenPicture(const std::string &name)
{
    QFile file(QStringLiteral(LEPTUNE_GOLDEN "/pictures/") + QString::fromStdString(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", name.c_str());
    return file.readAll().toStdString();
}

inline const nlohmann::json &goldenPictures()
{
    static const nlohmann::json pictures = nlohmann::json::parse(goldenPicture("pictures.json"));
    return pictures;
}

inline leptune::Picture expectedPicture(const std::string &name)
{
    const nlohmann::json &golden = goldenPictures().at(name);
    const auto sides = golden.at("shape").get<std::vector<int>>();
    const auto hex = golden.at("pixels").get<std::string>();
    const QByteArray bytes = QByteArray::fromHex(QByteArray::fromStdString(hex));
    return {{sides[0], sides[1], sides[2]}, {bytes.begin(), bytes.end()}, false};
}

/// The sentence of the Error(BadFormat) that a call throws, "none" where it throws none.
inline QByteArray pictureError(const std::function<void()> &call)
{
    try {
        call();
    } catch (const leptune::Error &error) {
        return error.code() == leptune::ErrorCode::BadFormat ? QByteArray(error.what())
                                                             : QByteArray("another code");
    }
    return "none";
}
