// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_text.h"

#include <QLocale>

#include <algorithm>

namespace leptune {

namespace {

const char *const kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;color:#1b1e21;background:#fff;max-width:60rem;"
    "margin:2rem auto;padding:0 1.5rem}\n"
    "h1{font-size:1.8rem;margin-bottom:0}h2{font-size:1.25rem;margin-top:2rem;"
    "border-bottom:1px solid #c9ccd0}h3{font-size:1rem;margin:1.5rem 0 0}\n"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "td,th{padding:.3rem .6rem;border-bottom:1px solid #e3e5e8;vertical-align:top}\n"
    "figure{margin:0}figcaption{font-size:.9rem;color:#63676b}svg{width:100%;height:auto}"
    "code{display:block;overflow-wrap:anywhere;"
    "background:#f3f4f5;padding:.8rem;border-radius:4px}\n"
    "@media print{body{margin:0;max-width:none}figure,table{break-inside:avoid}}\n";

/// The title, the drawing without the XML declaration, which HTML knows only at the head of a file,
/// and the caption.
QString drawing(const ReportChart &chart)
{
    const QString svg = QString::fromUtf8(chart.svg);
    QString figure = QStringLiteral("<figure>\n<h3>%1</h3>\n").arg(chart.title.toHtmlEscaped()) +
                     svg.mid(std::max<qsizetype>(0, svg.indexOf(QLatin1String("<svg"))));
    if (!chart.caption.isEmpty())
        figure +=
            QStringLiteral("<figcaption>%1</figcaption>\n").arg(chart.caption.toHtmlEscaped());
    return figure + QStringLiteral("</figure>");
}

} // namespace

QByteArray reportHtml(const ReportSource &source, const std::vector<ReportChart> &charts)
{
    QString body = reportBody(source, charts);
    for (std::size_t i = 0; i < charts.size(); ++i)
        body.replace(QStringLiteral("<p><img src=\"chart:%1\"></p>").arg(i), drawing(charts[i]));
    const QString page =
        QStringLiteral(
            "<!DOCTYPE html>\n<html lang=\"%1\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n<title>%2</title>\n"
            "<style>\n%3</style>\n</head>\n<body>\n")
            .arg(QLocale().name().section(u'_', 0, 0), source.name.toHtmlEscaped(),
                 QLatin1String(kStyle));
    return (page + body + QStringLiteral("</body>\n</html>\n")).toUtf8();
}

} // namespace leptune
