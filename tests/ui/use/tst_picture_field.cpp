// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/picture_field.h"

#include "tests/support/drop_file.h"
#include "tests/support/ui_sandbox.h"
#include "tests/ui/picture_files.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace leptune;

namespace {

constexpr PictureShape kShape{4, 4, 1};

/// Two rows of the data: all pixels 7, and a missing picture.
Column twoCells()
{
    auto block = std::make_shared<PictureBlock>();
    block->shape = kShape;
    block->names = {"seven.png"};
    block->pixels.assign(kShape.bytes(), 7);
    return Column::pictures("picture", {0, -1}, block);
}

std::span<const std::uint8_t> pixelsOf(const Column &rows, std::size_t row)
{
    return rows.pictures()->picture(static_cast<std::size_t>(rows.codes()[row]));
}

} // namespace

class TestPictureField : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    QString white(const char *name) const
    {
        QImage picture(9, 9, QImage::Format_RGB888);
        picture.fill(Qt::white);
        const QString path = m_sandbox.path(QLatin1String(name));
        return picture.save(path) ? path : QString();
    }

private Q_SLOTS:
    void aRowOfTheDataIsBothRows()
    {
        PictureField field("picture", kShape);
        QVERIFY(!field.hasAny());
        field.showCell(twoCells(), 0);
        QVERIFY(field.hasAny() && !field.hasFile());
        const Column rows = field.rows();
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows.pictures()->count(), std::size_t(1)); // not all of the data
        QCOMPARE(pixelsOf(rows, 1)[0], std::uint8_t(7));
        QVERIFY(!field.findChild<QLabel *>()->pixmap().isNull());
    }

    void aDroppedFileIsTheSecondRowInTheShapeOfTheModel()
    {
        PictureField field("picture", kShape);
        field.showCell(twoCells(), 0);
        QSignalSpy edited(&field, &PictureField::edited);
        field.show();
        QVERIFY(QTest::qWaitForWindowExposed(&field));
        QVERIFY(dropFile(field, white("white.png")));
        QVERIFY(edited.wait(10'000));
        QVERIFY(field.hasFile() && field.remark().isEmpty());
        const Column rows = field.rows();
        QVERIFY(rows.pictures()->shape == kShape);
        QCOMPARE(pixelsOf(rows, 0)[0], std::uint8_t(7));
        QCOMPARE(pixelsOf(rows, 1)[0], std::uint8_t(255));
        field.forgetFile();
        QCOMPARE(pixelsOf(field.rows(), 1)[0], std::uint8_t(7));
    }

    void aTableThatIsDroppedIsLeftToTheWindow()
    {
        PictureField field("picture", kShape);
        field.show();
        QVERIFY(QTest::qWaitForWindowExposed(&field));
        QVERIFY(!dropFile(field, m_sandbox.write(QStringLiteral("rows.csv"), "a,b\n1,2\n")));
    }

    void aFileStandsUnderAMissingCellAndAlone()
    {
        PictureField field("picture", kShape);
        QSignalSpy edited(&field, &PictureField::edited);
        field.readFile(white("white.png")); // without the data
        QVERIFY(edited.wait(10'000));
        QCOMPARE(pixelsOf(field.rows(), 0)[0], std::uint8_t(255));
        field.showCell(twoCells(), 1);
        QVERIFY(field.rows().isMissing(0) && field.rows().isMissing(1));
        field.readFile(white("white.png"));
        QVERIFY(edited.wait(10'000));
        QVERIFY(field.rows().isMissing(0));
        QCOMPARE(pixelsOf(field.rows(), 1)[0], std::uint8_t(255));
    }

    void whatIsNoPictureIsSaidAndChangesNothing()
    {
        PictureField field("picture", kShape);
        field.showCell(twoCells(), 0);
        QSignalSpy edited(&field, &PictureField::edited);
        for (const auto &[name, content] :
             {std::pair{"table.csv", QByteArray("a,b\n1,2\n")},
              std::pair{"cut.png", QByteArray("\x89PNG\r\n\x1a\n", 8)},
              std::pair{"none.png", QByteArray()}}) {
            field.readFile(m_sandbox.write(QLatin1String(name), content));
            QVERIFY(edited.wait(10'000));
            QVERIFY2(!field.hasFile() && !field.remark().isEmpty(), name);
        }
        QCOMPARE(pixelsOf(field.rows(), 1)[0], std::uint8_t(7));
    }

    void itIsReachedByKeyboardAndNamed()
    {
        PictureField field("sign", kShape);
        const auto *choose = field.findChild<QPushButton *>(QStringLiteral("choosePicture"));
        QVERIFY(choose->accessibleName().contains(QStringLiteral("sign")));
        QCOMPARE(field.focusProxy(), choose);
    }
};

QTEST_MAIN(TestPictureField)
#include "tst_picture_field.moc"
