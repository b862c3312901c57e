// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_document.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QSvgRenderer>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextLayout>
#include <QTextObjectInterface>
#include <QTextTable>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr int kChartObject = QTextFormat::UserObject + 1;
constexpr int kChartIndex = QTextFormat::UserProperty + 1;
constexpr double kTitle = 24.0; ///< room above a chart
constexpr double kCaptionGap = 6.0;
constexpr double kCaptionShare = 0.95; ///< of the width
constexpr QColor kCaptionColor(0x50, 0x54, 0x58);
constexpr int kShortTable = 14; ///< rows
constexpr double kTextPoints = 9.5;

/// In pixels of the document, as a painter that is scaled to it needs it.
QFont titleFont()
{
    QFont font;
    font.setPixelSize(13);
    font.setBold(true);
    return font;
}

QFont captionFont()
{
    QFont font;
    font.setPixelSize(12);
    return font;
}

/// Draws charts within the text as what they are: lines, not pixels; title and caption with their
/// chart, so that no page parts them.
class ChartObjects : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    ChartObjects(const std::vector<ReportChart> &charts, double width, QObject *parent)
        : QObject(parent), m_charts(charts), m_width(width)
    {
    }

    QSizeF intrinsicSize(QTextDocument *, int, const QTextFormat &format) override
    {
        const QSizeF drawn = drawnSize(chart(format));
        return {drawn.width(), kTitle + drawn.height() + captionHeight(chart(format))};
    }

    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument *, int,
                    const QTextFormat &format) override
    {
        if (!painter->clipBoundingRect().intersects(rect))
            return; // its block begins on this page, it stands on the next
        const ReportChart &drawn = chart(format);
        const double below = captionHeight(drawn);
        painter->setFont(titleFont());
        painter->setPen(Qt::black);
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignTop, drawn.title);
        const QRectF picture = rect.adjusted(0.0, kTitle, 0.0, -below);
        painter->save();
        painter->setClipRect(picture, Qt::IntersectClip); // lines may lead out of their chart
        QSvgRenderer(drawn.svg).render(painter, picture);
        painter->restore();
        painter->setFont(captionFont());
        painter->setPen(kCaptionColor);
        painter->drawText(rect.adjusted(0.0, rect.height() - below, 0.0, 0.0),
                          Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, drawn.caption);
    }

private:
    QSizeF drawnSize(const ReportChart &chart) const
    {
        const QSizeF size = chart.size;
        return size * std::min(1.0, m_width / size.width());
    }
    double captionHeight(const ReportChart &chart) const
    {
        if (chart.caption.isEmpty())
            return 0.0;
        // A printer's letters are a little wider than a screen's.
        const QRectF room(0.0, 0.0, kCaptionShare * drawnSize(chart).width(), 1000.0);
        return QFontMetricsF(captionFont())
                   .boundingRect(room, Qt::AlignLeft | Qt::TextWordWrap, chart.caption)
                   .height() +
               kCaptionGap;
    }
    const ReportChart &chart(const QTextFormat &format) const
    {
        return m_charts[static_cast<std::size_t>(format.intProperty(kChartIndex))];
    }

    const std::vector<ReportChart> &m_charts;
    double m_width;
};

/// Where the n-th chart's image stands; -1 = nowhere.
int placeOf(const QTextDocument &document, std::size_t chart)
{
    const QString name = QStringLiteral("chart:%1").arg(chart);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part)
            if (part.fragment().charFormat().toImageFormat().name() == name)
                return part.fragment().position();
    return -1;
}

void putCharts(QTextDocument &document, std::size_t charts)
{
    for (std::size_t i = 0; i < charts; ++i) {
        const int place = placeOf(document, i);
        if (place < 0)
            continue;
        QTextCharFormat format;
        format.setObjectType(kChartObject);
        format.setProperty(kChartIndex, static_cast<int>(i));
        QTextCursor cursor(&document);
        cursor.setPosition(place);
        cursor.setPosition(place + 1, QTextCursor::KeepAnchor);
        cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
    }
}

/// What has to stand on a heading's page: the next line; of a short table all rows, of a long one
/// the head and a row.
QTextBlock headed(const QTextBlock &heading)
{
    const QTextBlock next = heading.next();
    const QTextTable *table = QTextCursor(next).currentTable();
    if (!table || table->rows() < 2)
        return next;
    const int last = table->rows() <= kShortTable ? table->rows() - 1 : 1;
    return table->cellAt(last, 0).firstCursorPosition().block();
}

/// A pixel into its first line, which goes to the next page where it finds no room, its block does
/// not; Qt rounds the line's place down.
double topOf(const QTextDocument &document, const QTextBlock &block)
{
    const double top = document.documentLayout()->blockBoundingRect(block).top() + 1.0;
    return block.layout()->lineCount() > 0 ? top + block.layout()->lineAt(0).y() : top;
}

/// No heading stands at the foot of a page, away from what it heads.
void keepHeadings(QTextDocument &document)
{
    const auto pageOf = [&](const QTextBlock &block) {
        return std::floor(topOf(document, block) / document.pageSize().height());
    };
    for (QTextBlock block = document.begin(); block.next().isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 || pageOf(block) == pageOf(headed(block)))
            continue;
        QTextBlockFormat format;
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        QTextCursor(block).mergeBlockFormat(format);
        document.setPageSize(
            document.pageSize()); // else Qt may leave the last block without a line
    }
}

} // namespace

std::unique_ptr<QTextDocument> reportDocument(const ReportSource &source,
                                              const std::vector<ReportChart> &charts,
                                              const QSizeF &page)
{
    auto document = std::make_unique<QTextDocument>();
    QFont font;
    font.setPointSizeF(kTextPoints);
    document->setDefaultFont(font);
    document->setDocumentMargin(0.0);
    auto *objects = new ChartObjects(charts, page.width(), document.get());
    document->documentLayout()->registerHandler(kChartObject, objects);
    document->setHtml(reportBody(source, charts));
    putCharts(*document, charts.size());
    document->setPageSize(page); // pages are cut anew, with the charts in their places
    keepHeadings(*document);
    return document;
}

} // namespace leptune

#include "report_document.moc"
