// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/picture.h"

#include "core/base/error.h"
#include "core/data/pictures/bmp_decoder.h"
#include "core/data/pictures/jpeg_decoder.h"
#include "core/data/pictures/png_decoder.h"

namespace leptune {

namespace {

[[noreturn]] void refuse(std::string_view bytes, const std::string &name)
{
    throw Error(ErrorCode::BadFormat, name,
                bytes.empty()
                    ? "is empty; copy or download it again"
                    : "is not a PNG, JPEG or BMP picture; save it in one of these formats");
}

} // namespace

bool isPictureFile(std::string_view bytes)
{
    return isPng(bytes) || isJpeg(bytes) || isBmp(bytes);
}

PictureShape pictureShape(std::string_view bytes, const std::string &name)
{
    if (isPng(bytes))
        return pngShape(bytes, name);
    if (isJpeg(bytes))
        return jpegShape(bytes, name);
    if (isBmp(bytes))
        return bmpShape(bytes, name);
    refuse(bytes, name);
}

Picture decodePicture(std::string_view bytes, const std::string &name, PictureShape enough)
{
    if (isPng(bytes))
        return decodePng(bytes, name);
    if (isJpeg(bytes))
        return decodeJpeg(bytes, name, enough);
    if (isBmp(bytes))
        return decodeBmp(bytes, name);
    refuse(bytes, name);
}

} // namespace leptune
