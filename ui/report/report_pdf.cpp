// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_document.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>

namespace leptune {

namespace {

constexpr double kInch = 96.0; ///< pixels of the document
constexpr double kMarginMillimetres = 16.0;
constexpr double kFooter = 28.0;

void drawPage(QPainter &painter, QTextDocument &document, int page, const QSizeF &size)
{
    const QRectF view(0.0, page * size.height(), size.width(), size.height());
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = view;
    context.palette.setColor(QPalette::Text, Qt::black);
    painter.save();
    painter.translate(0.0, -view.top());
    painter.setClipRect(view);
    document.documentLayout()->draw(&painter, context);
    painter.restore();
    painter.setPen(QColor(0x63, 0x67, 0x6B));
    QFont font;
    font.setPixelSize(11);
    painter.setFont(font);
    painter.drawText(QRectF(0.0, size.height(), size.width(), kFooter),
                     Qt::AlignRight | Qt::AlignBottom,
                     QStringLiteral("%1 / %2").arg(page + 1).arg(document.pageCount()));
}

} // namespace

QByteArray reportPdf(const ReportSource &source, const std::vector<ReportChart> &charts)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(source.name);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(
        {kMarginMillimetres, kMarginMillimetres, kMarginMillimetres, kMarginMillimetres},
        QPageLayout::Millimeter);
    const double scale = writer.resolution() / kInch;
    const QSizeF page(writer.width() / scale, writer.height() / scale - kFooter);

    const auto document = reportDocument(source, charts, page);
    QPainter painter(&writer);
    painter.scale(scale, scale);
    for (int i = 0; i < document->pageCount(); ++i) {
        if (i > 0)
            writer.newPage();
        drawPage(painter, *document, i, page);
    }
    painter.end();
    buffer.close();
    return bytes;
}

} // namespace leptune
