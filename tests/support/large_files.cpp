// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/large_files.h"

#include "core/base/checksum.h"
#include "tests/support/workbook_file.h"

#include <QDir>
#include <QFile>

#include <array>
#include <span>
#include <unistd.h>
#include <vector>

namespace leptune::testing {

namespace {

/// Little end first.
QByteArray word(quint32 value, int bytes)
{
    QByteArray text;
    for (int i = 0; i < bytes; ++i)
        text.append(static_cast<char>(value >> (8 * i)));
    return text;
}

quint32 crcOf(const QByteArray &bytes)
{
    return crc32(std::span(reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                           static_cast<std::size_t>(bytes.size())));
}

/// 8 x 8 grey points of 24 bits.
QByteArray smallBitmap()
{
    constexpr quint32 kSide = 8, kPixels = kSide * kSide * 3, kHead = 54;
    return "BM" + word(kHead + kPixels, 4) + word(0, 4) + word(kHead, 4) + word(40, 4) +
           word(kSide, 4) + word(kSide, 4) + word(1, 2) + word(24, 2) + word(0, 4) +
           word(kPixels, 4) + word(0, 16) + QByteArray(kPixels, '\x7f');
}

} // namespace

QByteArray wordTable(int rows)
{
    QByteArray text = "w0,w1,w2,w3,answer\n";
    text.reserve(rows * 64LL);
    unsigned state = 4711;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < 4; ++column) {
            state = state * 1664525U + 1013904223U;
            text += "word " + QByteArray::number(state, 36) + ',';
        }
        text += state % 3 == 0 ? "yes\n" : "no\n";
    }
    return text;
}

QByteArray numberTable(int rows, int columns)
{
    QByteArray text;
    for (int column = 0; column < columns; ++column)
        text += 'n' + QByteArray::number(column) + ',';
    text += "answer\n";
    text.reserve(rows * (columns * 11LL + 4));
    unsigned state = 815;
    for (int row = 0; row < rows; ++row) {
        bool yes = false;
        for (int column = 0; column < columns; ++column) {
            state = state * 1664525U + 1013904223U;
            yes = column == 0 ? (state >> 31) != 0 : yes;
            text += QByteArray::number(state) + ',';
        }
        text += yes ? "yes\n" : "no\n";
    }
    return text;
}

QByteArray gzipped(const QByteArray &bytes, int times)
{
    const QByteArray packed = qCompress(bytes, 1); // length, zlib's head, deflate, Adler-32
    const QByteArray member = QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) +
                              packed.mid(6, packed.size() - 10) + word(crcOf(bytes), 4) +
                              word(static_cast<quint32>(bytes.size()), 4);
    return member.repeated(times);
}

QByteArray workbook(int rows)
{
    QByteArray sheet = sheetRow({"a", "b", "c", "d", "e", "answer"});
    for (int row = 0; row < rows; ++row) {
        QList<QByteArray> cells;
        for (int column = 1; column < 6; ++column)
            cells << QByteArray::number((row * column) % 9973);
        sheet += sheetRow(cells << (row % 3 == 0 ? "yes" : "no"));
    }
    return workbookFile({{"one", sheet}});
}

bool installSlowCompiler(const QString &folder)
{
    QFile script(folder + QStringLiteral("/cc"));
    const QByteArray text = "#!/bin/sh\nsleep 10\nexec gcc \"$@\"\n";
    if (!QDir().mkpath(folder) || !script.open(QIODevice::WriteOnly) || script.write(text) < 0 ||
        !script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return false;
    return qputenv("PATH", QFile::encodeName(folder) + ':' + qgetenv("PATH"));
}

bool writeManyPictures(const QString &folder, int perClass)
{
    for (const char *name : {"dark", "light"}) {
        const QString path = folder + u'/' + QLatin1String(name);
        QFile first(path + QStringLiteral("/0.bmp"));
        if (!QDir().mkpath(path) || !first.open(QIODevice::WriteOnly) ||
            first.write(smallBitmap()) < 0)
            return false;
        first.close();
        for (int i = 1; i < perClass; ++i) {
            const QByteArray other = QFile::encodeName(path) + '/' + QByteArray::number(i) + ".bmp";
            if (link(QFile::encodeName(first.fileName()).constData(), other.constData()) != 0)
                return false;
        }
    }
    return true;
}

} // namespace leptune::testing
