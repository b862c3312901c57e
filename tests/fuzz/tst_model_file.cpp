// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/graph_builder.h"
#include "core/model/model.h"
#include "tests/support/model_samples.h"

#include <QTest>

#include <cstring>

using namespace leptune;

/// Damaged and hostile model files are refused by an Error or read as some valid model; never
/// worse.
class TestModelFile : public QObject {
    Q_OBJECT
private:
    static constexpr std::size_t kHeader = 24;

    /// Makes the header fit the payload, so that the damage is met by the parser.
    static void seal(std::vector<std::uint8_t> &file)
    {
        const std::uint32_t crc = crc32(std::span(file).subspan(kHeader));
        const std::uint64_t length = file.size() - kHeader;
        std::memcpy(file.data() + 12, &crc, sizeof crc);
        std::memcpy(file.data() + 16, &length, sizeof length);
    }
    static void mutate(std::vector<std::uint8_t> &file, RandomStream &random)
    {
        constexpr std::uint8_t kNasty[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
        for (std::uint64_t i = 0; i <= random.below(4); ++i) {
            const auto at = kHeader + random.below(file.size() - kHeader);
            switch (random.below(4)) {
            case 0:
                file[at] ^= static_cast<std::uint8_t>(1U << random.below(8));
                break;
            case 1:
                file[at] = kNasty[random.below(std::size(kNasty))];
                break;
            case 2:
                file.erase(file.begin() + static_cast<std::ptrdiff_t>(at));
                break;
            default:
                file.insert(file.begin() + static_cast<std::ptrdiff_t>(at),
                            kNasty[random.below(std::size(kNasty))]);
            }
            if (file.size() < kHeader + 2)
                return;
        }
    }
    static std::shared_ptr<const PictureBlock> onePicture(const RawColumn &column)
    {
        auto block = std::make_shared<PictureBlock>();
        block->shape = column.picture;
        if (column.used) // or any size may stand there
            block->pixels.assign(column.picture.bytes(), 77);
        return block;
    }
    /// Reads the file and, where it is one, predicts with it.
    static bool survives(const std::vector<std::uint8_t> &file, int &accepted)
    {
        try {
            const auto model = unpack(file, "mutant");
            ++accepted;
            RawBatch batch;
            batch.rows = 2;
            for (const RawColumn &column : model->schema().columns) {
                RawCells cells;
                if (column.type == ColumnType::Picture) {
                    cells.codes = {0, -1};
                    cells.pictures = onePicture(column);
                } else if (column.asNumber) {
                    cells.numbers = {1.0F, -1.0F};
                } else {
                    cells.codes = {0, -1};
                    cells.dictionary = std::make_shared<const std::vector<std::string>>(1, "red");
                }
                batch.columns.push_back(cells);
            }
            model->predict(batch);
        } catch (const Error &error) {
            return error.code() == ErrorCode::BadFormat || error.code() == ErrorCode::NewerFormat;
        }
        return true;
    }

private Q_SLOTS:
    void survivesMutations_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"ensemble", "boosted trees of classes", "kernel machine", "network mish",
              "weighted neighbours on a grid", "constant", "leaves only", "integer network",
              "shrunk network", "picture network", "residual picture network",
              "integer picture network", "embedded network", "rounded embedded network"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void survivesMutations()
    {
        QFETCH(QString, name);
        const auto original = pack(*samples::named(name.toStdString()));
        RandomStream random(qHash(name, 5));
        int accepted = 0;
        for (int i = 0; i < 1500; ++i) {
            std::vector<std::uint8_t> file = original;
            mutate(file, random);
            seal(file);
            QVERIFY2(survives(file, accepted), qPrintable(QStringLiteral("mutant %1").arg(i)));
        }
        // Most mutants change a name, a weight or a leaf; the parser itself was reached by all.
        QVERIFY(accepted > 0 && accepted < 1500);
    }

    /// A width costs a byte in the file and megabytes in every row.
    void aSmallFileCannotAskForGigabytes()
    {
        constexpr int kNodes = 200, kWide = 1 << 20;
        Schema schema;
        schema.target = "y";
        schema.task = TaskKind::Regression;
        RawColumn column;
        column.name = "x";
        column.type = ColumnType::Numeric;
        schema.columns = {column};
        GraphBuilder builder(schema);
        const NodeId number = builder.addColumn(0);
        std::vector<NodeId> wide;
        for (int i = 0; i < kNodes; ++i)
            wide.push_back(builder.add(OneHot{kWide}, {number}));
        const NodeId sum = builder.add(WeightedSum{std::vector<float>(kNodes, 1.0F)}, wide);
        const NodeId answer = builder.add(Select{{0}}, {sum});
        const auto file = pack(Model("wide", schema, std::move(builder).finish(answer)));
        QVERIFY(file.size() < 20'000);
        try {
            unpack(file, "wide")->graph();
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::BadFormat);
            QVERIFY(QString::fromStdString(error.detail()).contains(QStringLiteral("memory")));
        }
    }

    void refusesRandomBytes()
    {
        const auto original = pack(*samples::named("constant"));
        RandomStream random(3);
        int accepted = 0;
        for (int i = 0; i < 2000; ++i) {
            std::vector<std::uint8_t> file = original;
            file.resize(kHeader + random.below(200));
            for (std::size_t at = kHeader; at < file.size(); ++at)
                file[at] = static_cast<std::uint8_t>(random.below(4) == 0 ? random.below(256)
                                                                          : random.below(4));
            seal(file);
            QVERIFY(survives(file, accepted));
        }
    }
};

QTEST_GUILESS_MAIN(TestModelFile)
#include "tst_model_file.moc"
