// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/search/count_space.h"
#include "core/search/search_space.h"

#include <QTest>

#include <set>

using namespace leptune;

namespace {

SearchSpace conditionalSpace()
{
    return SearchSpace(
        {Parameter::real("momentum", 0.0, 1.0).onlyWhen("optimiser", {"sgd"}),
         Parameter::categorical("optimiser", {"sgd", "adam", "none"}),
         Parameter::real("rate", 1e-5, 1.0, true).onlyWhen("optimiser", {"sgd", "adam"}),
         Parameter::integer("layers", 1, 3)});
}

Parameter broken(Parameter parameter, double low, double high, bool log = false)
{
    parameter.low = low;
    parameter.high = high;
    parameter.log = log;
    return parameter;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<Parameter>)

class TestSearchSpace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesBadParametersByName_data()
    {
        QTest::addColumn<std::vector<Parameter>>("parameters");
        using P = std::vector<Parameter>;
        const Parameter x = Parameter::real("x", 0, 1);
        const Parameter n = Parameter::integer("x", 0, 1);
        QTest::newRow("low above high") << P{broken(x, 2, 1)};
        QTest::newRow("infinite") << P{broken(x, 0, HUGE_VAL)};
        QTest::newRow("nan") << P{broken(x, std::nan(""), 1)};
        QTest::newRow("width overflows") << P{broken(x, -1e308, 1e308)};
        QTest::newRow("log of zero") << P{broken(x, 0, 1, true)};
        QTest::newRow("log of a negative integer") << P{broken(n, -2, 4, true)};
        QTest::newRow("integer with a fraction") << P{broken(n, 0.5, 4)};
        QTest::newRow("integer beyond 2^53") << P{broken(n, 0, 1e17)};
        QTest::newRow("no choices") << P{Parameter::categorical("x", {})};
        QTest::newRow("choice twice") << P{Parameter::categorical("x", {"a", "b", "a"})};
        QTest::newRow("name twice") << P{x, Parameter::categorical("x", {"a"})};
        QTest::newRow("unknown parent") << P{Parameter::real("x", 0, 1).onlyWhen("y", {"a"})};
        QTest::newRow("its own parent")
            << P{Parameter::categorical("x", {"a"}).onlyWhen("x", {"a"})};
        QTest::newRow("circle") << P{Parameter::categorical("x", {"a"}).onlyWhen("y", {"a"}),
                                     Parameter::categorical("y", {"a"}).onlyWhen("x", {"a"})};
        QTest::newRow("float parent")
            << P{Parameter::real("y", 0, 1), Parameter::real("x", 0, 1).onlyWhen("y", {"0"})};
        QTest::newRow("no value named")
            << P{Parameter::integer("y", 0, 1), Parameter::real("x", 0, 1).onlyWhen("y", {})};
    }
    void refusesBadParametersByName()
    {
        QFETCH(std::vector<Parameter>, parameters);
        try {
            const SearchSpace space(parameters);
            QFAIL("accepted");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::BadOption);
            QCOMPARE(error.subject(), std::string("parameter x"));
        }
    }

    void putsParentsBeforeChildren()
    {
        const SearchSpace space = conditionalSpace();
        QCOMPARE(space.parameters()[0].name, std::string("optimiser"));
        QCOMPARE(space.size(), std::size_t{4});
    }

    void samplesOnlyActiveParametersWithinTheirRanges()
    {
        const SearchSpace space = conditionalSpace();
        RandomStream random(1);
        std::map<std::string, int> drawn;
        for (int i = 0; i < 600; ++i) {
            const Configuration configuration = space.sample(random);
            space.validate(configuration);
            const std::string optimiser = configuration.choice("optimiser", "");
            QCOMPARE(configuration.has("momentum"), optimiser == "sgd");
            QCOMPARE(configuration.has("rate"), optimiser != "none");
            ++drawn[optimiser];
            ++drawn[std::to_string(configuration.integer("layers", 0))];
        }
        for (const char *value : {"sgd", "adam", "none", "1", "2", "3"})
            QVERIFY2(drawn[value] > 150 && drawn[value] < 250, value);
    }

    void drawsLogRangesByTheirLogarithm()
    {
        const SearchSpace space({Parameter::real("x", 1e-4, 1.0, true)});
        RandomStream random(2);
        int below = 0;
        for (int i = 0; i < 1000; ++i)
            below += space.sample(random).number("x", 0) < 1e-2 ? 1 : 0;
        QVERIFY(below > 430 && below < 570);
    }

    void decodesWhatItEncoded()
    {
        const SearchSpace space(
            {Parameter::real("a", -5, 10), Parameter::real("b", 1e-8, 1e-1, true),
             Parameter::integer("c", 4, 1024, true), Parameter::integer("d", -3, 3),
             Parameter::categorical("e", {"x", "y", "z"}), Parameter::real("f", 2, 2)});
        RandomStream random(3);
        for (int i = 0; i < 300; ++i) {
            const Configuration before = space.sample(random);
            const std::vector<double> unit = space.encode(before);
            const Configuration after = space.decode(unit);
            for (const char *name : {"c", "d", "e", "f"})
                QCOMPARE(after.values().at(name), before.values().at(name));
            QVERIFY(std::abs(after.number("a", 0) - before.number("a", 0)) < 1e-12);
            QVERIFY(std::abs(after.number("b", 0) / before.number("b", 0) - 1) < 1e-12);
            for (const double u : unit)
                QVERIFY(u >= 0.0 && u <= 1.0);
        }
    }

    void decodesTheEndsOfTheCubeInsideTheRanges()
    {
        const SearchSpace space({Parameter::real("a", 1e-8, 0.1, true),
                                 Parameter::integer("b", 1, 7, true),
                                 Parameter::categorical("c", {"x", "y"})});
        for (const double unit : {0.0, 1.0, -0.5, 1.5, std::nan("")}) {
            const Configuration configuration = space.decode({unit, unit, unit});
            space.validate(configuration);
        }
        QCOMPARE(space.decode({1, 1, 1}).integer("b", 0), std::int64_t{7});
    }

    void encodesInactiveParametersInTheMiddle()
    {
        const SearchSpace space = conditionalSpace();
        Configuration configuration;
        configuration.set("optimiser", std::string("none"));
        configuration.set("layers", std::int64_t{2});
        configuration.set("rate", 1e-5); // left over from another choice
        const std::vector<double> unit = space.encode(configuration);
        QCOMPARE(unit[1], 0.5);
        QCOMPARE(unit[2], 0.5);
    }

    void countsConfigurations_data()
    {
        QTest::addColumn<std::vector<Parameter>>("parameters");
        QTest::addColumn<qint64>("count");
        using P = std::vector<Parameter>;
        const auto ab = Parameter::categorical("p", {"a", "b"});
        QTest::newRow("none") << P{} << qint64(1);
        QTest::newRow("product") << P{ab, Parameter::integer("n", -2, 7)} << qint64(20);
        QTest::newRow("float") << P{ab, Parameter::real("x", 0, 1)} << qint64(-1);
        QTest::newRow("float of one value") << P{ab, Parameter::real("x", 1, 1)} << qint64(2);
        QTest::newRow("condition")
            << P{ab, Parameter::integer("n", 1, 5).onlyWhen("p", {"b"})} << qint64(6);
        QTest::newRow("chain") << P{ab, Parameter::integer("n", 1, 5).onlyWhen("p", {"b"}),
                                    Parameter::integer("m", 1, 3).onlyWhen("n", {"2", "3"})}
                               << qint64(1 + 3 + 3 * 2);
        QTest::newRow("wide parent")
            << P{Parameter::integer("n", 1, 1000000),
                 Parameter::integer("m", 1, 3).onlyWhen("n", {"1", "999999", "7000000", "x"})}
            << qint64(1000000 + 4);
        QTest::newRow("above 2^40")
            << P{Parameter::integer("n", 0, 1 << 30), Parameter::integer("m", 0, 1 << 30)}
            << qint64(-1);
        QTest::newRow("2^40") << P{Parameter::integer("n", 1, 1 << 20),
                                   Parameter::integer("m", 1, 1 << 20)}
                              << (qint64(1) << 40);
    }
    void countsConfigurations()
    {
        QFETCH(std::vector<Parameter>, parameters);
        QFETCH(qint64, count);
        const auto found = SearchSpace(parameters).cardinality();
        QCOMPARE(found ? static_cast<qint64>(*found) : qint64(-1), count);
    }

    void walksEveryConfigurationOnce()
    {
        const SearchSpace space({Parameter::categorical("p", {"a", "b"}),
                                 Parameter::integer("n", 1, 5).onlyWhen("p", {"b"}),
                                 Parameter::integer("k", 0, 2)});
        RandomStream random(5);
        std::set<std::string> keys;
        int visits = 0;
        walkConfigurations(space, random, [&](const Configuration &configuration) {
            space.validate(configuration);
            keys.insert(configurationKey(space, configuration));
            ++visits;
            return false;
        });
        QCOMPARE(keys.size(), std::size_t{18});
        QCOMPARE(visits, 18);
    }

    void refusesConfigurationsThatDoNotFit_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::newRow("above") << "x"
                               << "2";
        QTest::newRow("not a number") << "x"
                                      << "high";
        QTest::newRow("missing") << "x"
                                 << "";
        QTest::newRow("unknown choice") << "p"
                                        << "c";
        QTest::newRow("fraction") << "n"
                                  << "1.5";
    }
    void refusesConfigurationsThatDoNotFit()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        const SearchSpace space({Parameter::real("x", 0, 1),
                                 Parameter::categorical("p", {"a", "b"}),
                                 Parameter::integer("n", 1, 5)});
        std::map<std::string, ParameterValue> values{
            {"x", 0.5}, {"p", std::string("a")}, {"n", std::int64_t{2}}};
        bool isNumber = false;
        const double number = text.toDouble(&isNumber);
        values[name.toStdString()] =
            isNumber ? ParameterValue(number) : ParameterValue(text.toStdString());
        if (text.isEmpty())
            values.erase(name.toStdString());
        Configuration configuration;
        for (const auto &[key, value] : values)
            configuration.set(key, value);
        QVERIFY_THROWS_EXCEPTION(Error, space.validate(configuration));
    }

    void readsNumbersAcrossTypes()
    {
        Configuration configuration;
        configuration.set("whole", 3.0);
        configuration.set("count", std::int64_t{4});
        configuration.set("part", 0.5);
        configuration.set("word", std::string("relu"));
        QCOMPARE(configuration.integer("whole", 0), std::int64_t{3});
        QCOMPARE(configuration.number("count", 0), 4.0);
        QCOMPARE(configuration.number("absent", 7.0), 7.0);
        QCOMPARE(configuration.choice("word", ""), std::string("relu"));
        QVERIFY_THROWS_EXCEPTION(Error, configuration.integer("part", 0));
        QVERIFY_THROWS_EXCEPTION(Error, configuration.number("word", 0));
        QVERIFY_THROWS_EXCEPTION(Error, configuration.choice("part", ""));
    }
};

QTEST_GUILESS_MAIN(TestSearchSpace)
#include "tst_search_space.moc"
