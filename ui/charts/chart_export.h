// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QRectF>
#include <QSize>
#include <QString>
#include <QStringList>

#include <vector>

class QAction;
class QImage;
class QLabel;
class QMenu;
class QPainter;
class QWidget;

namespace leptune {

/// The numbers behind a chart.
struct ChartTable {
    QStringList header;
    std::vector<QStringList> rows;

    /// RFC 4180 with ',' or tab-separated; numbers must already be in the C locale.
    QString text(QChar separator) const;
};

/// What a chart gives to be copied and saved.
class ChartSource {
public:
    virtual ~ChartSource() = default;
    /// Draws the whole chart, ground included, into `target`.
    virtual void paintChart(QPainter &painter, const QRectF &target) = 0;
    virtual ChartTable chartTable() const = 0;
    /// File name to propose, without suffix.
    virtual QString chartName() const = 0;
    /// What it shows, for who can't see it: how much, from where to where, and what matters most.
    virtual QString chartWords() const = 0;
    /// Shows everything again.
    virtual void resetZoom() = 0;
};

/// The chart as a drawing of that size in pixels.
QByteArray chartSvg(ChartSource &chart, const QSize &size);

/// Copy, PNG, SVG and CSV of one chart: as actions, as a context menu and as calls. Problems are
/// shown in a note on the chart itself.
class ChartActions : public QObject {
    Q_OBJECT
public:
    /// `chart` is drawn by `widget`, which owns this object.
    ChartActions(QWidget *widget, ChartSource *chart);

    const QList<QAction *> &actions() const { return m_actions; }
    QImage image(qreal scale = 2.0) const;
    /// From now on the menu has a way back from zooming.
    void offerReset();

public Q_SLOTS:
    void copyPicture();
    void copyNumbers();
    /// By the suffix: .png, .svg or .csv. False (and a note) where it could not be written.
    bool saveTo(const QString &path);

private:
    void askAndSave(const QString &suffix, const QString &filter);
    void note(const QString &text);
    QAction *add(const QString &text, const char *name);

    QWidget *m_widget;
    ChartSource *m_chart;
    QLabel *m_note = nullptr;
    QAction *m_reset = nullptr;
    QList<QAction *> m_actions;
};

} // namespace leptune
