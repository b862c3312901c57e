// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/metalearn/ranking.h"
#include "tests/support/made_portfolios.h"

#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

Portfolio sample()
{
    Portfolio portfolio = testing::twoWorlds();
    portfolio.candidates.push_back({"forest", 2, {}});
    portfolio.provenance = R"({"command":"by hand"})";
    portfolio.tables[0].features.values[3] = std::nan("");
    portfolio.tables[0].features.landmarks["quick"] = 0.25;
    portfolio.tables[1].date = "2026-03-01";
    return portfolio;
}

/// What is wrong with it; "" where it is read.
std::string problemOf(const std::string &text)
{
    try {
        portfolioFromText(text, "p.json");
    } catch (const Error &error) {
        return error.what();
    }
    return {};
}

std::string replaced(std::string text, const std::string &what, const std::string &with)
{
    const std::size_t at = text.find(what);
    if (at == std::string::npos)
        qFatal("the sample has no %s", what.c_str());
    return text.replace(at, what.size(), with);
}

} // namespace

class TestPortfolioFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsWritten()
    {
        const Portfolio written = sample();
        const Portfolio read = portfolioFromText(portfolioText(written), "p.json");
        QVERIFY(read.candidates == written.candidates);
        QCOMPARE(read.provenance, written.provenance);
        QCOMPARE(read.tables.size(), written.tables.size());
        for (std::size_t i = 0; i < read.tables.size(); ++i) {
            const MeasuredTable &a = read.tables[i], &b = written.tables[i];
            QCOMPARE(a.name, b.name);
            QCOMPARE(a.date, b.date);
            QCOMPARE(a.hash, b.hash);
            QCOMPARE(a.candidates, b.candidates);
            QCOMPARE(a.features.landmarks, b.features.landmarks);
            QCOMPARE(a.shape.denseFeatures, b.shape.denseFeatures);
            QVERIFY(std::abs(a.scores[1] - b.scores[1]) < 1e-6);
            for (std::size_t p = 0; p < a.products.size(); ++p)
                QVERIFY(std::abs(a.products[p] - b.products[p]) < 1e-3);
        }
        QVERIFY(std::isnan(read.tables[0].features.values[3]));
        QCOMPARE(portfolioText(read), portfolioText(written));
    }

    void ranksAlikeAfterReading()
    {
        const Portfolio written = sample();
        const Portfolio read = portfolioFromText(portfolioText(written), "p.json");
        RankingRequest request;
        request.features = written.tables[2].features;
        request.shape = written.tables[2].shape;
        const auto a = rankPortfolio(written, request), b = rankPortfolio(read, request);
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY(a[i].configuration == b[i].configuration);
    }

    void everyTruncationIsRefused()
    {
        const std::string text = portfolioText(sample());
        for (std::size_t size = 0; size + 2 < text.size(); size += 1 + size / 40)
            QVERIFY2(problemOf(text.substr(0, size)).starts_with("p.json"),
                     qPrintable(QString::number(size)));
    }

    void saysWhatIsWrong_data()
    {
        const std::string text = portfolioText(sample());
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("why");
        const auto row = [&](const char *name, const char *what, const char *with,
                             const char *why) {
            QTest::newRow(name) << replaced(text, what, with) << std::string(why);
        };
        QTest::newRow("not JSON") << std::string("portfolio") << std::string("not whole JSON");
        QTest::newRow("a list") << std::string("[]") << std::string("no portfolio");
        row("newer", "\"format\": 1", "\"format\": 9", "newer version");
        row("no candidate", "\"candidates\":[0,1,2]", "\"candidates\":[0,1,9]", "table 1");
        row("twice", "\"candidates\":[0,1,2]", "\"candidates\":[0,1,1]", "comes twice");
        row("negative", "\"candidates\":[0,1,2]", "\"candidates\":[0,1,-1]", "table 1");
        row("few scores", "\"candidates\":[0,1,2]", "\"candidates\":[0,1]", "list of 2 numbers");
        row("task", "\"binary\"", "\"guessing\"", "no task");
        row("text for number", "\"constant\":0.5", "\"constant\":\"0.5\"", "finite number");
        row("huge number", "\"constant\":0.5", "\"constant\":1e999", "p.json");
        row("no name", "\"name\"", "\"nome\"", "'name' is missing");
        row("rows", "\"rows\":1000", "\"rows\":-5", "whole number");
        row("parameter", "\"c\":0.01", "\"c\":[1]", "candidate 1, parameters");
    }
    void saysWhatIsWrong()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, why);
        const std::string problem = problemOf(text);
        QVERIFY2(problem.find(why) != std::string::npos, problem.c_str());
    }

    void garbledBytesNeverCrash()
    {
        const std::string text = portfolioText(sample());
        RandomStream random(11);
        for (int round = 0; round < 400; ++round) {
            std::string garbled = text;
            for (int i = 0; i < 3; ++i)
                garbled[random.below(garbled.size())] = static_cast<char>(random.below(256));
            try {
                const Portfolio read = portfolioFromText(garbled, "p.json");
                RankingRequest request;
                request.features = sample().tables[1].features;
                request.shape = sample().tables[1].shape;
                rankPortfolio(read, request);
            } catch (const Error &error) {
                QVERIFY(!error.detail().empty());
            }
        }
    }

    void featuresOfOtherVersionsAreUnknown()
    {
        const std::string text = replaced(portfolioText(sample()), "\"log_rows\"", "\"log_moons\"");
        const Portfolio read = portfolioFromText(text, "p.json");
        QVERIFY(std::isnan(read.tables[0].features.value("log_rows")));
        QVERIFY(!std::isnan(read.tables[1].features.value("log_rows")));
    }
};

QTEST_GUILESS_MAIN(TestPortfolioFile)
#include "tst_portfolio_file.moc"
