// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/data_name.h"

#include <QTest>

using namespace leptune;

class TestDataName : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isTheFilesNameWithoutItsFolderAndItsEnding_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *path, const char *name) {
            QTest::newRow(path) << QString::fromLatin1(path) << QString::fromLatin1(name);
        };
        row("customers.csv", "customers");
        row("/home/ada/customers.csv.gz", "customers");
        row("../sales.2024.xlsx", "sales.2024");
        row("train-images-idx3-ubyte.gz", "train-images-idx3-ubyte");
        row("pictures/digits/", "digits");
        row("plain", "plain");
        row("", "");
    }
    void isTheFilesNameWithoutItsFolderAndItsEnding()
    {
        QFETCH(QString, path);
        QFETCH(QString, name);
        QCOMPARE(QString::fromStdString(dataNameOf(path.toStdString())), name);
    }
};

QTEST_GUILESS_MAIN(TestDataName)
#include "tst_data_name.moc"
