// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/column_roles.h"

#include <QTest>

#include <algorithm>

using namespace leptune;

class TestColumnRoles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aColumnHasOneRole()
    {
        TuneOptions options;
        options.target = "y";
        for (const ColumnRole role : rolesFor(ColumnType::Numeric)) {
            if (role == ColumnRole::Target)
                continue;
            setRole(options, "a", role);
            QCOMPARE(roleOf(options, "a"), role);
        }
        setRole(options, "a", ColumnRole::LeftOut);
        QVERIFY(options.group.empty() && options.time.empty() && options.weight.empty());
        QCOMPARE(options.ignore, std::vector<std::string>{"a"});
    }

    void aRoleOfOneColumnIsTakenFromTheOther()
    {
        TuneOptions options;
        options.target = "y";
        setRole(options, "a", ColumnRole::Group);
        setRole(options, "b", ColumnRole::Group);
        QCOMPARE(roleOf(options, "a"), ColumnRole::Input);
        QCOMPARE(roleOf(options, "b"), ColumnRole::Group);
    }

    void rolesOfATableAreThoseOfItsColumns()
    {
        std::vector<Column> columns;
        for (const char *name : {"a", "b", "c", "d", "y"})
            columns.push_back(Column::numeric(name, {1.0, 2.0}));
        const Table table(std::move(columns));
        TuneOptions options;
        options.target = "y";
        options.ignore = {"a", "d", "gone"};
        options.time = "d"; // left out, too: its own role counts
        const std::vector<ColumnRole> roles = rolesOf(options, table);
        for (std::size_t i = 0; i < table.columns(); ++i)
            QCOMPARE(roles[i], roleOf(options, table.column(i).name()));
        QCOMPARE(roles[0], ColumnRole::LeftOut);
        QCOMPARE(roles[3], ColumnRole::Time);
        QCOMPARE(roleOf(options, ""), ColumnRole::Input); // a column without a name
    }

    void anotherTargetIsChosenAnew()
    {
        TuneOptions options;
        options.target = "y";
        options.task = TaskChoice::Classification;
        options.metric = "auc";
        options.positive = "yes";
        options.ignore = {"z"};
        setRole(options, "z", ColumnRole::Target);
        QCOMPARE(options.target, std::string("z"));
        QCOMPARE(options.task, TaskChoice::Auto);
        QVERIFY(options.metric.empty() && options.positive.empty() && options.ignore.empty());
        QCOMPARE(roleOf(options, "y"), ColumnRole::Input);
        setRole(options, "z", ColumnRole::LeftOut); // something has to be predicted
        QCOMPARE(roleOf(options, "z"), ColumnRole::Target);
    }

    void onlyWhatATypeCanBeIsOffered()
    {
        const auto offers = [](ColumnType type, ColumnRole role) {
            const auto roles = rolesFor(type);
            return std::ranges::find(roles, role) != roles.end();
        };
        QVERIFY(!offers(ColumnType::Categorical, ColumnRole::Weight));
        QVERIFY(offers(ColumnType::Categorical, ColumnRole::Target));
        QVERIFY(!offers(ColumnType::DateTime, ColumnRole::Target));
        QVERIFY(offers(ColumnType::DateTime, ColumnRole::Time));
        QVERIFY(!offers(ColumnType::Picture, ColumnRole::Group));
    }
};

QTEST_GUILESS_MAIN(TestColumnRoles)
#include "tst_column_roles.moc"
