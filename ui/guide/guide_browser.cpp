// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/guide/guide_browser.h"

#include "ui/shared/language.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QScrollBar>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>

namespace leptune {

namespace {

constexpr int kSettleMilliseconds = 150;

QString folder()
{
    return QStringLiteral(":/guide/");
}

QTextTableFormat plainTable(QTextTableFormat format)
{
    format.setBorder(0.0);
    format.setCellSpacing(0.0);
    format.setCellPadding(4.0);
    return format;
}

} // namespace

QString guidePath(const QString &page)
{
    const QString own = folder() + spokenLanguage() + u'/' + page + QStringLiteral(".md");
    return QFile::exists(own) ? own : folder() + page + QStringLiteral(".md");
}

GuideBrowser::GuideBrowser(QWidget *parent) : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("guideText"));
    setAccessibleName(tr("Page of the guide"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // pictures keep their width
    document()->setDocumentMargin(24);
    m_resized.setSingleShot(true);
    m_resized.setInterval(kSettleMilliseconds);
    connect(&m_resized, &QTimer::timeout, this, [this] {
        if (m_width != viewport()->width())
            render();
    });
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &link) {
        if (link.fileName().endsWith(QStringLiteral(".md")))
            Q_EMIT pageWanted(QFileInfo(link.fileName()).completeBaseName());
    });
}

void GuideBrowser::showPage(const QString &name)
{
    m_page = name;
    render();
    verticalScrollBar()->setValue(0);
}

void GuideBrowser::render()
{
    QFile file(guidePath(m_page));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const int place = verticalScrollBar()->value();
    m_width = viewport()->width();
    document()->clear();
    setMarkdown(QString::fromUtf8(file.readAll()));
    for (QTextFrame *frame : document()->rootFrame()->childFrames())
        if (auto *table = qobject_cast<QTextTable *>(frame))
            table->setFormat(plainTable(table->format()));
    mark(m_marked);
    verticalScrollBar()->setValue(place);
}

void GuideBrowser::mark(const QStringList &words)
{
    m_marked = words;
    QList<ExtraSelection> places;
    for (const QString &word : words) {
        for (QTextCursor at = document()->find(word); !at.isNull();
             at = document()->find(word, at)) {
            ExtraSelection place;
            place.cursor = at;
            place.format.setBackground(palette().brush(QPalette::Highlight));
            place.format.setForeground(palette().brush(QPalette::HighlightedText));
            places.append(place);
        }
    }
    setExtraSelections(places);
    if (places.isEmpty())
        return;
    const auto first = std::min_element(places.begin(), places.end(), [](auto &a, auto &b) {
        return a.cursor.position() < b.cursor.position();
    });
    QTextCursor cursor = first->cursor;
    cursor.clearSelection();
    setTextCursor(cursor);
}

QVariant GuideBrowser::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::ImageResource)
        return QTextBrowser::loadResource(type, name);
    const QString own = folder() + spokenLanguage() + u'/' + name.fileName();
    QImage picture(QFile::exists(own) ? own : folder() + name.fileName());
    const int room = std::max(200, m_width - 48);
    if (picture.width() <= room)
        return picture;
    const qreal ratio = devicePixelRatioF();
    picture = picture.scaledToWidth(std::min(picture.width(), qRound(room * ratio)),
                                    Qt::SmoothTransformation);
    picture.setDevicePixelRatio(static_cast<qreal>(picture.width()) / room);
    return picture;
}

void GuideBrowser::showEvent(QShowEvent *event)
{
    QTextBrowser::showEvent(event);
    render(); // the width is known now
}

void GuideBrowser::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    m_resized.start();
}

} // namespace leptune
