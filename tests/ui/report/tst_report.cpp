// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_writer.h"

#include "core/tuning/study.h"
#include "tests/support/ui_sandbox.h"
#include "ui/report/report_document.h"

#include <QAbstractTextDocumentLayout>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QXmlStreamReader>

using namespace leptune;

namespace {

constexpr int kPatience = 60'000;

Project tuned(const QString &path, const std::string &target)
{
    Project project;
    project.data.path = path.toStdString();
    project.table = readTable(path.toStdString()).table;
    StudyInput input;
    input.table = *project.table;
    input.options.target = target;
    input.options.trials = 4;
    input.options.families = {"linear", "knn"};
    Study study(std::move(input));
    study.start();
    project.study = study.wait();
    project.notes = "Half of them <b>moved</b> & left.\nAsk Ada.";
    return project;
}

std::shared_ptr<const Table> tableOf(const Project &project)
{
    return project.table ? std::make_shared<const Table>(*project.table) : nullptr;
}

ReportSource sourceOf(const Project &project)
{
    ReportSource source{project, {}, QStringLiteral("a")};
    workOut(source, tableOf(project));
    return source;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestReport : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    Project m_classes, m_numbers;

    /// The report as a file; empty where it failed.
    QByteArray write(const Project &project, const QString &name)
    {
        ReportWriter writer;
        QSignalSpy written(&writer, &ReportWriter::written);
        writer.write(project, tableOf(project), m_sandbox.path(name));
        return written.wait(kPatience) ? contentOf(m_sandbox.path(name)) : QByteArray();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString path = m_sandbox.write(QStringLiteral("people <1>.csv"), yesNoTable(600));
        m_classes = tuned(path, "answer");
        m_numbers = tuned(path, "x");
    }

    void theWebPageHoldsEverythingAndNeedsNothing()
    {
        const QString html = QString::fromUtf8(write(m_classes, QStringLiteral("people.html")));
        QVERIFY(!html.isEmpty());
        for (const char *part :
             {"<h1>people &lt;1&gt;</h1>", "never seen", "cross-validation",
              "&lt;b&gt;moved&lt;/b&gt; &amp; left.<br>Ask Ada.", "leptune-cli tune",
              "--families linear,knn", "linear model", "Precision"})
            QVERIFY2(html.contains(QString::fromUtf8(part)), part);
        QVERIFY(html.count(QStringLiteral("<svg")) >= 4);
        QVERIFY(!html.contains(QStringLiteral("chart:")));
        for (const char *reach : {"src=", "@import", "url(http", "<script"})
            QVERIFY2(!html.contains(QLatin1String(reach)), reach);
    }

    void everyChartIsAWholeDrawing()
    {
        const ReportSource source = sourceOf(m_classes);
        int drawn = 0;
        QStringList titles;
        for (const auto &chart : reportCharts(source)) {
            const ReportChart one = chart();
            titles << one.title.section(u'“', 0, 0);
            QVERIFY(!one.title.isEmpty());
            QXmlStreamReader reader(one.svg);
            int shapes = 0;
            while (!reader.atEnd())
                if (reader.readNext() == QXmlStreamReader::StartElement)
                    ++shapes;
            QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
            QVERIFY2(shapes > 20, qPrintable(one.title));
            static const QRegularExpression kNothing(QStringLiteral("<g [^>]*>\\s*</g>"));
            QVERIFY2(!QString::fromUtf8(one.svg).contains(kNothing), qPrintable(one.title));
            ++drawn;
        }
        QVERIFY(drawn >= 4);
        for (const char *curve : {"ROC of ", "Precision and recall of ", "Calibration of "})
            QVERIFY2(titles.contains(QLatin1String(curve)), curve);
    }

    void numbersHaveTheirResiduals()
    {
        const ReportSource source = sourceOf(m_numbers);
        QStringList titles;
        for (const auto &chart : reportCharts(source))
            titles << chart().title;
        QVERIFY2(titles.contains(QStringLiteral("Residuals")), qPrintable(titles.join(u'\n')));
        QVERIFY(write(m_numbers, QStringLiteral("numbers.html")).contains("Residuals"));
    }

    void thePdfHasPagesWithLines()
    {
        const QByteArray pdf = write(m_classes, QStringLiteral("people.pdf"));
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.contains("%%EOF"));
        QVERIFY(pdf.count("/Type /Page\n") >= 2);
        QVERIFY(pdf.size() < 2'000'000);
        QVERIFY(!pdf.contains("/Subtype /Image")); // charts are vectors
    }

    void noPagePartsAHeadingFromWhatItHeadsOrAChart_data()
    {
        QTest::addColumn<double>("height");
        for (int height = 560; height <= 1060; height += 20)
            QTest::addRow("%d high", height) << height + 0.52; // as millimetres give
    }
    void noPagePartsAHeadingFromWhatItHeadsOrAChart()
    {
        QFETCH(double, height);
        const ReportSource source = sourceOf(m_classes);
        std::vector<ReportChart> charts;
        for (const auto &chart : reportCharts(source))
            charts.push_back(chart());
        QVERIFY(charts.size() >= 6);
        QVERIFY(!charts.back().caption.isEmpty());
        const auto document = reportDocument(source, charts, {640.0, height});
        const auto pageOf = [&](double y) { return static_cast<int>(y / height); };
        const auto boxOf = [&](const QTextBlock &block) {
            return document->documentLayout()->blockBoundingRect(block);
        };
        // A line that finds no room goes to the next page without its block.
        const auto firstLine = [&](const QTextBlock &block) {
            const double top = boxOf(block).top();
            return top + block.layout()->lineAt(0).y() + 1.0;
        };
        QVERIFY(document->pageCount() >= 2); // and all is laid out
        int headings = 0, drawn = 0;
        for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
            if (block.blockFormat().headingLevel() > 0 && block.next().isValid()) {
                ++headings;
                QCOMPARE(pageOf(firstLine(block)), pageOf(firstLine(block.next())));
            }
            if (block.text().contains(QChar::ObjectReplacementCharacter)) {
                ++drawn;
                boxOf(block);
                QCOMPARE(block.layout()->lineCount(), 1);
                const QRectF box =
                    block.layout()->lineAt(0).rect().translated(block.layout()->position());
                QCOMPARE(pageOf(box.top() + 1.0), pageOf(box.bottom() - 1.0));
            }
        }
        QVERIFY(headings >= 4);
        QCOMPARE(drawn, static_cast<int>(charts.size()));
    }

    /// "38.1 kB" does not break before its unit.
    void numbersStayInALine()
    {
        const ReportSource source = sourceOf(m_classes);
        QTextDocument document;
        document.setHtml(reportBody(source, {}));
        document.setPageSize({420.0, 2000.0}); // narrow
        int numbers = 0;
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
            if (block.text().endsWith(QStringLiteral("kB"))) {
                document.documentLayout()->blockBoundingRect(block);
                QCOMPARE(block.layout()->lineCount(), 1);
                ++numbers;
            }
        QVERIFY(numbers > 0);
    }

    void aCaptionStandsBelowItsChart()
    {
        const QString html = QString::fromUtf8(write(m_classes, QStringLiteral("caption.html")));
        const qsizetype chart = html.indexOf(QStringLiteral("How the answer goes with “x”"));
        const qsizetype end = html.indexOf(QStringLiteral("</svg>"), chart);
        const qsizetype caption = html.indexOf(QStringLiteral("<figcaption>Thick: the mean"), end);
        QVERIFY(chart > 0 && end > chart && caption > end);
        QVERIFY(caption - end < 20);
    }

    void aCaptionTakesItsRoomOnThePage()
    {
        const ReportSource source = sourceOf(m_classes);
        const QByteArray svg = reportCharts(source)[0]().svg;
        const auto heightWith = [&](const QString &caption) {
            const std::vector<ReportChart> charts{
                {QStringLiteral("a"), svg, {680, 300}, ReportPart::Search, caption}};
            return reportDocument(source, charts, {640.0, 100'000.0})->size().height();
        };
        const double without = heightWith({});
        QVERIFY(heightWith(QStringLiteral("word ")) > without + 10.0);
        QVERIFY(heightWith(QStringLiteral("word ").repeated(100)) > without + 50.0);
    }

    void aSetupWithoutModelsHasAReportToo()
    {
        Project project;
        project.data.path = "/data/people.csv";
        project.study.options.target = "answer";
        const QByteArray html = write(project, QStringLiteral("setup.html"));
        QVERIFY(html.contains("There are no results yet"));
    }

    void whatCanNotBeWrittenIsToldAndLeavesNothing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("another kind") << QStringLiteral("people.docx");
        QTest::newRow("no folder") << QStringLiteral("no/such/people.html");
    }
    void whatCanNotBeWrittenIsToldAndLeavesNothing()
    {
        QFETCH(QString, name);
        ReportWriter writer;
        QSignalSpy failed(&writer, &ReportWriter::failed);
        writer.write(m_classes, nullptr, m_sandbox.path(name));
        QVERIFY(failed.wait(kPatience));
        QVERIFY(failed[0][1].toString().contains(QStringLiteral("people")));
        QVERIFY(!QFile::exists(m_sandbox.path(name)));
    }

    void aReportIsCancelledAtAnyTime_data()
    {
        QTest::addColumn<int>("after"); // milliseconds
        QTest::newRow("at once") << 0;
        QTest::newRow("soon") << 20;
        QTest::newRow("late") << 400;
    }
    void aReportIsCancelledAtAnyTime()
    {
        QFETCH(int, after);
        ReportWriter writer;
        QSignalSpy cancelled(&writer, &ReportWriter::cancelled);
        QSignalSpy written(&writer, &ReportWriter::written);
        const QString path = m_sandbox.path(QStringLiteral("cancelled%1.pdf").arg(after));
        writer.write(m_classes, nullptr, path);
        QTest::qWait(after);
        writer.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!writer.isRunning(), kPatience);
        QTest::qWait(50);
        QCOMPARE(cancelled.size() + written.size(), 1);
        QCOMPARE(QFile::exists(path), written.size() == 1); // it may have been too late
        if (after == 0)
            QCOMPARE(cancelled.size(), 1);
    }

    void theLastWishIsTheOneThatIsWritten()
    {
        ReportWriter writer;
        QSignalSpy written(&writer, &ReportWriter::written);
        writer.write(m_classes, nullptr, m_sandbox.path(QStringLiteral("first.html")));
        writer.write(m_classes, nullptr, m_sandbox.path(QStringLiteral("second.html")));
        QVERIFY(written.wait(kPatience));
        QCOMPARE(written[0][0].toString(), m_sandbox.path(QStringLiteral("second.html")));
        QVERIFY(!QFile::exists(m_sandbox.path(QStringLiteral("first.html"))));
    }
};

QTEST_MAIN(TestReport)
#include "tst_report.moc"
