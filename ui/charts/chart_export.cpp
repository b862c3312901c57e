// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_export.h"

#include "ui/charts/chart_access.h"
#include "ui/shared/file_places.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QSvgGenerator>
#include <QTimer>
#include <QWidget>

namespace leptune {

namespace {

QString cell(const QString &text, QChar separator)
{
    const bool quote = text.contains(separator) || text.contains(QLatin1Char('"')) ||
                       text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\r'));
    if (!quote)
        return text;
    QString doubled = text;
    doubled.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + doubled + QLatin1Char('"');
}

QString line(const QStringList &cells, QChar separator)
{
    QStringList quoted;
    for (const QString &text : cells)
        quoted << cell(text, separator);
    return quoted.join(separator) + QLatin1Char('\n');
}

QByteArray pngBytes(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

QByteArray chartSvg(ChartSource &chart, const QSize &size)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(chart.chartName());
    QPainter painter(&generator);
    painter.setRenderHint(QPainter::Antialiasing);
    chart.paintChart(painter, QRectF(QPointF(0, 0), size));
    painter.end();
    return bytes;
}

QString ChartTable::text(QChar separator) const
{
    QString text = line(header, separator);
    for (const QStringList &row : rows)
        text += line(row, separator);
    return text;
}

ChartActions::ChartActions(QWidget *widget, ChartSource *chart)
    : QObject(widget), m_widget(widget), m_chart(chart)
{
    makeChartsAccessible();
    QAction *copy = add(tr("Copy picture"), "chartCopy");
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &ChartActions::copyPicture);
    connect(add(tr("Copy numbers"), "chartCopyNumbers"), &QAction::triggered, this,
            &ChartActions::copyNumbers);
    connect(add(tr("Save as PNG…"), "chartPng"), &QAction::triggered, this,
            [this] { askAndSave(QStringLiteral("png"), tr("PNG picture (*.png)")); });
    connect(add(tr("Save as SVG…"), "chartSvg"), &QAction::triggered, this,
            [this] { askAndSave(QStringLiteral("svg"), tr("SVG drawing (*.svg)")); });
    connect(add(tr("Save numbers as CSV…"), "chartCsv"), &QAction::triggered, this,
            [this] { askAndSave(QStringLiteral("csv"), tr("Table (*.csv)")); });
    widget->addActions(m_actions);
    widget->setContextMenuPolicy(Qt::ActionsContextMenu);
    widget->setFocusPolicy(Qt::StrongFocus);
}

void ChartActions::offerReset()
{
    if (m_reset)
        return;
    m_reset = add(tr("Show everything"), "chartReset");
    m_reset->setShortcut(QKeySequence(Qt::Key_0));
    m_reset->setShortcutContext(Qt::WidgetShortcut);
    connect(m_reset, &QAction::triggered, this, [this] { m_chart->resetZoom(); });
    m_widget->addAction(m_reset);
}

QAction *ChartActions::add(const QString &text, const char *name)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    m_actions << action;
    return action;
}

QImage ChartActions::image(qreal scale) const
{
    const QSize size = m_widget->size();
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    m_chart->paintChart(painter, QRectF(QPointF(0, 0), size));
    return image;
}

void ChartActions::copyPicture()
{
    auto *data = new QMimeData;
    data->setImageData(image());
    QApplication::clipboard()->setMimeData(data);
}

void ChartActions::copyNumbers()
{
    QApplication::clipboard()->setText(m_chart->chartTable().text(QLatin1Char('\t')));
}

bool ChartActions::saveTo(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    QByteArray bytes;
    if (suffix == QLatin1String("svg"))
        bytes = chartSvg(*m_chart, m_widget->size());
    else if (suffix == QLatin1String("csv"))
        bytes = m_chart->chartTable().text(QLatin1Char(',')).toUtf8();
    else
        bytes = pngBytes(image());

    const QString problem = writeWhole(path, bytes);
    if (!problem.isEmpty())
        note(problem);
    return problem.isEmpty();
}

void ChartActions::askAndSave(const QString &suffix, const QString &filter)
{
    const QString proposed =
        QDir(fileFolder()).filePath(m_chart->chartName() + QLatin1Char('.') + suffix);
    QString path = QFileDialog::getSaveFileName(m_widget, tr("Save chart"), proposed, filter);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1Char('.') + suffix;
    rememberFolder(path);
    if (saveTo(path))
        note(tr("Saved %1.").arg(QDir::toNativeSeparators(path)));
}

void ChartActions::note(const QString &text)
{
    constexpr int kShownMilliseconds = 8000;
    if (!m_note) {
        m_note = new QLabel(m_widget);
        m_note->setObjectName(QStringLiteral("chartNote"));
        m_note->setWordWrap(true);
        m_note->setMargin(6);
        m_note->setAutoFillBackground(true);
        m_note->setBackgroundRole(QPalette::ToolTipBase);
        m_note->setForegroundRole(QPalette::ToolTipText);
    }
    m_note->setText(text);
    m_note->setFixedWidth(std::max(80, m_widget->width() - 16));
    m_note->adjustSize();
    m_note->move(8, std::max(0, m_widget->height() - m_note->height() - 8));
    m_note->show();
    m_note->raise();
    QTimer::singleShot(kShownMilliseconds, m_note, &QWidget::hide);
}

} // namespace leptune
