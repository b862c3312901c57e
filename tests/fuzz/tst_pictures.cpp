// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/data/pictures/golden_pictures.h"

#include "core/base/checksum.h"
#include "core/base/random.h"
#include "core/data/pictures/resize_picture.h"

#include <QTest>

using namespace leptune;

/// Seeded mutations of pictures in all formats: decoding gives a picture of the shape that its head
/// says or an Error with a sentence, never anything else. LEPTUNE_FUZZ_ROUNDS asks for more rounds.
class TestPictures : public QObject {
    Q_OBJECT

    static void mutate(std::string &bytes, RandomStream &random)
    {
        for (std::uint64_t times = 1 + random.below(5); times > 0 && !bytes.empty(); --times) {
            const std::uint64_t at = random.below(bytes.size());
            const std::uint64_t length = 1 + random.below(8);
            switch (random.below(7)) {
            case 0:
                bytes[at] = static_cast<char>(random.next());
                break;
            case 1:
                bytes[at] = "\0\1\x7F\x80\xFF\x02\x04"[random.below(7)];
                break;
            case 2:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
                break;
            case 3:
                bytes.erase(at, length);
                break;
            case 4:
                bytes.insert(at, bytes.substr(at, length));
                break;
            case 5: // heads are short, and most of what matters stands there
                bytes[random.below(std::min<std::size_t>(bytes.size(), 64))] =
                    static_cast<char>(random.next());
                break;
            default:
                if (random.below(4) == 0)
                    bytes.resize(at);
            }
        }
    }

    /// libpng and we must judge a mutated chunk by what it says, not by its checksum.
    static void repairChecksums(std::string &bytes)
    {
        for (std::size_t at = 8; at + 12 <= bytes.size();) {
            std::uint32_t length = 0;
            for (std::size_t i = 0; i < 4; ++i)
                length = length << 8 | static_cast<unsigned char>(bytes[at + i]);
            if (length > bytes.size() - at - 12)
                return;
            const auto *data = reinterpret_cast<const std::uint8_t *>(bytes.data()) + at + 4;
            const std::uint32_t sum = crc32({data, std::size_t{length} + 4});
            for (std::size_t i = 0; i < 4; ++i)
                bytes[at + 8 + length + i] = static_cast<char>(sum >> (24 - 8 * i));
            at += 12 + length;
        }
    }

    /// "" or what went wrong.
    static std::string verdict(const std::string &bytes, PictureShape enough)
    {
        try {
            const Picture picture = decodePicture(bytes, "it", enough);
            if (picture.pixels.size() != picture.shape.bytes() || picture.pixels.empty())
                return "an unsound picture";
            if (!picture.shrunk && !(picture.shape == pictureShape(bytes, "it")))
                return "another shape than the head says";
            resizePicture(picture, {5, 7, 3});
            return {};
        } catch (const Error &error) {
            return error.code() == ErrorCode::BadFormat && error.detail().size() > 10
                       ? std::string()
                       : std::string("a poor error: ") + error.what();
        } catch (const std::exception &error) {
            return std::string("a foreign exception: ") + error.what();
        }
    }

private Q_SLOTS:
    void survivesMutatedPictures_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &[name, golden] : goldenPictures().items())
            if (name.find('/') == std::string::npos)
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void survivesMutatedPictures()
    {
        QFETCH(QString, name);
        const std::string seedFile = goldenPicture(name.toStdString());
        const int factor = std::max(1, qEnvironmentVariableIntValue("LEPTUNE_FUZZ_ROUNDS"));
        for (int round = 0; round < 1000 * factor; ++round) {
            RandomStream random(2025, static_cast<std::uint64_t>(round));
            std::string bytes = seedFile;
            mutate(bytes, random);
            if (random.below(2) == 0)
                repairChecksums(bytes);
            const int side = static_cast<int>(random.below(20));
            const std::string problem = verdict(bytes, {side, side, 1});
            QVERIFY2(problem.empty(), (problem + " in round " + std::to_string(round)).c_str());
        }
    }

    void survivesNoise()
    {
        for (const char *start : {"\x89PNG\r\n\x1A\n", "\xFF\xD8\xFF", "BM"}) {
            for (std::uint64_t round = 0; round < 500; ++round) {
                RandomStream random(8, round);
                std::string bytes = start;
                for (std::uint64_t length = random.below(300); length > 0; --length)
                    bytes += static_cast<char>(random.next());
                const std::string problem = verdict(bytes, {});
                QVERIFY2(problem.empty(), (problem + " in round " + std::to_string(round)).c_str());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestPictures)
#include "tst_pictures.moc"
