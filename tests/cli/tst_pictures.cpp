// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"
#include "tests/core/data/pictures/picture_tree.h"

#include "core/base/random.h"

#include <QJsonArray>
#include <QTest>

using namespace leptune;

namespace {

/// A dark picture with a bright stroke, lying or standing; 24 bits, 12 x 12.
std::string stroke(bool lies, RandomStream &random)
{
    constexpr std::size_t kSide = 12, kHead = 54;
    std::string bytes = plainBmp(kSide, kSide, 20);
    const auto place = static_cast<std::size_t>(1 + random.below(kSide - 2));
    for (std::size_t i = 2; i < kSide - 2; ++i) {
        const std::size_t y = lies ? place : i, x = lies ? i : place;
        for (std::size_t c = 0; c < 3; ++c)
            bytes[kHead + (y * kSide + x) * 3 + c] = static_cast<char>(230);
    }
    return bytes;
}

void addStrokes(const PictureTree &tree, const std::string &folder, int count, std::uint64_t seed)
{
    RandomStream random(seed);
    for (int i = 0; i < count; ++i)
        for (const bool lies : {true, false})
            tree.add(folder + (lies ? "/lying/" : "/standing/") + std::to_string(i) + ".bmp",
                     stroke(lies, random));
}

} // namespace

/// A folder of pictures from reading it to the file that is shipped.
class TestPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFolderOfClassesIsLearntPredictedAndExported()
    {
        const PictureTree tree;
        addStrokes(tree, "train", 150, 1);
        addStrokes(tree, "new", 20, 2);
        tree.add("new/lying/0a.bmp", "BM and nothing else");
        tree.add("train/lying/broken.bmp", "BM and nothing else");
        const auto path = [&](const char *below) {
            return QString::fromStdString(tree.path(below));
        };
        const CliResult tuned = runCli(
            {"tune", path("train"), "--target", "class", "--trials", "2", "--families", "cnn",
             "--metric", "accuracy", "--no-experience", "--json", "--project", path("p.leptune")},
            {}, 200);
        QVERIFY2(tuned.status == 0, qPrintable(tuned.text()));
        QVERIFY2(tuned.error.contains("broken.bmp"), qPrintable(tuned.text()));
        QCOMPARE(tuned.object()["rows"].toInt(), 300);
        QVERIFY2(tuned.object()["score"].toObject()["test"].toDouble() > 0.9,
                 qPrintable(tuned.text()));

        const CliResult told =
            runCli({"predict", path("p.leptune"), path("new"), "--output", path("answers.csv")});
        QVERIFY2(told.status == 0, qPrintable(told.text()));
        QFile answers(path("answers.csv"));
        QVERIFY(answers.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = answers.readAll().split('\n');
        QCOMPARE(lines.size(), 42); // head, 40 rows, the end
        QVERIFY(lines[0].endsWith(",picture") && lines[1].endsWith(",lying/0.bmp") &&
                lines[2].endsWith(",lying/1.bmp"));
        QVERIFY2(told.error.contains("lying/0a.bmp"), qPrintable(told.text()));

        const CliResult single = runCli(
            {"predict", path("p.leptune"), path("new/lying/0.bmp"), "--output", path("one.csv")});
        QVERIFY2(single.status == 0, qPrintable(single.text()));
        const CliResult judged = runCli({"evaluate", path("p.leptune"), path("new"), "--json"});
        QVERIFY2(judged.status == 0, qPrintable(judged.text()));
        QVERIFY(judged.object()["scores"].toObject()["accuracy"].toDouble() > 0.9);
        const CliResult onnx =
            runCli({"export", path("p.leptune"), "--format", "onnx", "--output", path("m.onnx")});
        QVERIFY2(onnx.status == 0, qPrintable(onnx.text()));
    }

    void picturesTooSmallForConvolutionsAreLearntByOthers()
    {
        const PictureTree tree;
        for (int i = 0; i < 30; ++i)
            for (const int bright : {0, 1})
                tree.add((bright ? "light/" : "dark/") + std::to_string(i) + ".bmp",
                         plainBmp(6, 5, static_cast<char>(100 * bright + i)));
        const CliResult tuned =
            runCli({"tune", QString::fromStdString(tree.path()), "--target", "class", "--trials",
                    "3", "--metric", "accuracy", "--no-experience", "--json"},
                   {}, 100);
        QVERIFY2(tuned.status == 0, qPrintable(tuned.text()));
        QVERIFY2(tuned.object()["score"].toObject()["validation"].toDouble() > 0.9,
                 qPrintable(tuned.text()));
    }

    void aTableIsNoPicture()
    {
        const PictureTree tree;
        addStrokes(tree, "train", 30, 1);
        tree.add("table.csv", "picture,class\na.png,lying\nb.png,standing\n");
        const auto path = [&](const char *below) {
            return QString::fromStdString(tree.path(below));
        };
        QCOMPARE(runCli({"tune", path("train"), "--target", "class", "--trials", "1", "--quiet",
                         "--families", "linear", "--no-experience", "--project", path("p.leptune")})
                     .status,
                 0);
        const CliResult refused = runCli(
            {"predict", path("p.leptune"), path("table.csv"), "--output", path("answers.csv")});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.isOneSentence() && refused.error.contains("pictures"),
                 qPrintable(refused.text()));
    }
};

QTEST_GUILESS_MAIN(TestPictures)
#include "tst_pictures.moc"
