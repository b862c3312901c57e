// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/project/container.h"

#include <QTest>

using namespace leptune;
using Bytes = std::vector<std::uint8_t>;

namespace {

Bytes twoChunks(std::uint32_t version = 1)
{
    ContainerWriter writer;
    writer.add("first", ChunkType::Bytes, std::make_shared<Bytes>(Bytes{1, 2, 3}));
    writer.add("", ChunkType::Float32, std::make_shared<Bytes>());
    return writer.finish(version);
}

ErrorCode codeOf(const Bytes &bytes, std::uint32_t newest = 1)
{
    try {
        Container(bytes, newest, "p.leptune");
    } catch (const Error &error) {
        return error.subject() == "p.leptune" ? error.code() : ErrorCode::Internal;
    }
    return ErrorCode::Internal;
}

} // namespace

class TestContainer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void chunksAreFoundByNameAndType()
    {
        const Bytes bytes = twoChunks();
        const Container container(bytes, 1, "p");
        const auto first = container.chunk("first", ChunkType::Bytes);
        QCOMPARE(Bytes(first.begin(), first.end()), (Bytes{1, 2, 3}));
        QVERIFY(container.chunk("", ChunkType::Float32).empty());
        QVERIFY_THROWS_EXCEPTION(Error, container.chunk("first", ChunkType::Float32));
        QVERIFY_THROWS_EXCEPTION(Error, container.chunk("second", ChunkType::Bytes));
    }

    void newerFormatIsRefusedByBothVersions()
    {
        try {
            const Bytes bytes = twoChunks(7);
            Container(bytes, 2, "p.leptune");
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::NewerFormat);
            QVERIFY(error.detail().find("format 7") != std::string::npos);
            QVERIFY(error.detail().find("up to 2") != std::string::npos);
        }
        QCOMPARE(codeOf(twoChunks(0)), ErrorCode::BadFormat);
    }

    void everyFlippedBitIsNoticed()
    {
        Bytes bytes = twoChunks();
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                bytes[i] ^= static_cast<std::uint8_t>(1 << bit);
                const ErrorCode code = codeOf(bytes);
                QVERIFY(code == ErrorCode::BadFormat ||
                        (code == ErrorCode::NewerFormat && i >= 8 && i < 12));
                bytes[i] ^= static_cast<std::uint8_t>(1 << bit);
            }
        }
    }

    void everyTruncationAndExtensionIsNoticed()
    {
        const Bytes whole = twoChunks();
        for (std::size_t length = 0; length < whole.size(); ++length)
            QCOMPARE(
                codeOf(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))),
                ErrorCode::BadFormat);
        Bytes longer = whole;
        longer.push_back(0);
        QCOMPARE(codeOf(longer), ErrorCode::BadFormat);
    }

    void otherFilesAreNoProjects()
    {
        const Bytes text{'a', ',', 'b', '\n', '1', ',', '2', '\n', '3'};
        QVERIFY(!Container::isContainer(text));
        QVERIFY(!Container::isContainer({}));
        QVERIFY(Container::isContainer(twoChunks()));
        QCOMPARE(codeOf(text), ErrorCode::BadFormat);
    }
};

QTEST_GUILESS_MAIN(TestContainer)
#include "tst_container.moc"
