// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_page.h"

#include "ui/data/column_panel.h"
#include "ui/data/import_dialog.h"
#include "ui/data/import_words.h"
#include "ui/data/picture_delegate.h"
#include "ui/data/report_dialog.h"
#include "ui/data/rows_bar.h"
#include "ui/models/table_model.h"
#include "ui/session/session.h"
#include "ui/shared/format.h"
#include "ui/shared/picture_image.h"
#include "ui/shared/tab_order.h"
#include "ui/shared/table_copy.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

namespace {

constexpr int kMeasuredColumns = 60;
constexpr int kMeasuredRows = 60;
constexpr int kThumbnailLines = 4; ///< sides of a thumbnail in lines of text

QString link(const char *target, const QString &text)
{
    return QStringLiteral("<a href='%1'>%2</a>").arg(QLatin1String(target), text);
}

QString badCellWords(const ImportReport &report)
{
    return leftFilesOut(report)
               ? DataPage::tr("%1 left out").arg(formatCount(report.badCellCount))
               : DataPage::tr("%n bad cell(s)", nullptr, static_cast<int>(report.badCellCount));
}

} // namespace

DataPage::DataPage(Session &session, QWidget *parent)
    : Page(session, parent),
      m_continue(new QAction(tr("Continue"), this)),
      m_facts(new QLabel(this)),
      m_view(new QTableView(this)),
      m_model(new TableModel(this)),
      m_delegate(new PictureDelegate(this)),
      m_panel(new ColumnPanel(session, this))
{
    connect(m_continue, &QAction::triggered, this, &Page::nextRequested);
    m_facts->setObjectName(QStringLiteral("dataFacts"));
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_facts->setContentsMargins(24, 0, 24, 8);
    m_facts->setWordWrap(true);
    connect(m_facts, &QLabel::linkActivated, this, [this](const QString &target) {
        if (target == u"change")
            changeImport();
        else if (target == u"report")
            showReport();
        else
            showNextOf(flaggedColumns(target == u"leaks"));
    });

    m_view->setObjectName(QStringLiteral("dataTable"));
    m_view->setAccessibleName(tr("Table"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setHighlightSections(true);
    installTableCopy(m_view);
    m_rows = new RowsBar(m_view, m_model, this);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                const QString name =
                    m_model->headerData(current.column(), Qt::Horizontal, Qt::EditRole).toString();
                if (name != m_panel->columnName()) // other rows of it tell nothing new
                    m_panel->showColumn(name);
            });
    connect(m_panel, &ColumnPanel::typeChosen, this, &DataPage::changeType);

    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_panel);
    scroll->setAccessibleName(tr("About the column"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(fontMetrics().averageCharWidth() * 44);
    tabThrough({m_facts, m_rows->focusProxy(), m_view});
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_view);
    splitter->addWidget(scroll);
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_facts);
    layout->addWidget(m_rows);
    layout->addWidget(splitter, 1);

    connect(&session, &Session::dataChanged, this, &DataPage::showData);
    connect(&session, &Session::profileChanged, this, &DataPage::showProfile);
    connect(&session, &Session::optionsChanged, this, &DataPage::showRoles);
    connect(&session, &Session::optionsChanged, this, &DataPage::refreshHeader);
    showData();
}

QString DataPage::title() const
{
    return tr("Data");
}

Page::Progress DataPage::progress() const
{
    return session().hasData() ? Progress::Done : Progress::Current;
}

void DataPage::showData()
{
    const QString current = m_panel->columnName();
    m_model->setTable(session().sharedTable());
    m_rows->setTable(session().sharedTable());
    m_continue->setEnabled(session().hasData());
    showPictures();
    if (session().hasData()) {
        m_model->setRoles(rolesOf(session().options(), session().table()));
        fitColumns();
        const auto kept = session().table().find(current.toStdString());
        m_view->setCurrentIndex(m_model->index(0, kept ? static_cast<int>(*kept) : 0));
        m_panel->showColumn(m_panel->columnName());
    }
    showProfile();
    Q_EMIT progressChanged();
}

void DataPage::showProfile()
{
    m_model->setProfile(session().profile());
    refreshHeader();
}

/// A head that says more now is made wide enough.
void DataPage::showRoles()
{
    if (!session().hasData() || !m_model->setRoles(rolesOf(session().options(), session().table())))
        return;
    for (int column = 0; column < std::min(kMeasuredColumns, m_model->columnCount()); ++column)
        m_view->setColumnWidth(column, std::max(m_view->columnWidth(column), headWidth(column)));
}

void DataPage::refreshHeader()
{
    if (!session().hasData()) {
        m_facts->clear();
        return;
    }
    const ImportReport &report = session().report();
    QStringList parts{
        tr("<b>%Ln</b> row(s)", nullptr, static_cast<int>(session().table().rows())) +
        QStringLiteral(" × ") +
        tr("<b>%Ln</b> column(s)", nullptr, static_cast<int>(session().table().columns()))};
    if (report.badCellCount > 0)
        parts.append(link("report", badCellWords(report)));
    if (!report.repaired.empty())
        parts.append(
            link("report", tr("%n repair(s)", nullptr, static_cast<int>(report.repaired.size()))));
    if (report.badCellCount == 0 && report.repaired.empty())
        parts.append(link("report", tr("nothing to repair")));
    if (session().profile() && session().profile()->duplicateRows > 0)
        parts.append(tr("%1 rows twice").arg(formatCount(session().profile()->duplicateRows)));
    parts += warningLinks();
    const QString summary = importSummary(report).toHtmlEscaped();
    parts.append(pictureColumn(session().table()) // there is one way only to read them
                     ? tr("read as %1").arg(summary)
                     : tr("read as %1 – %2").arg(summary, link("change", tr("change…"))));
    m_facts->setText(parts.join(QStringLiteral(" &nbsp;·&nbsp; ")));
}

QStringList DataPage::warningLinks() const
{
    const QStringList leaks = flaggedColumns(true), others = flaggedColumns(false);
    QStringList links;
    if (leaks.size() == 1)
        links.append(
            link("leaks",
                 QStringLiteral("<b>⚠ %1</b>")
                     .arg(tr("“%1” may give the answer away").arg(leaks.first().toHtmlEscaped()))));
    else if (!leaks.isEmpty())
        links.append(link("leaks", QStringLiteral("<b>⚠ %1</b>")
                                       .arg(tr("%n column(s) may give the answer away", nullptr,
                                               static_cast<int>(leaks.size())))));
    if (!others.isEmpty())
        links.append(link("flagged", tr("%n column(s) with a warning", nullptr,
                                        static_cast<int>(others.size()))));
    return links;
}

/// Of the columns that models may use those that give the answer away, or that have other warnings.
QStringList DataPage::flaggedColumns(bool areLeaks) const
{
    QStringList names;
    if (!session().profile())
        return names;
    const std::vector<std::string> &ignored = session().options().ignore;
    for (const ColumnProfile &column : session().profile()->columns) {
        if (column.warnings.empty() || std::ranges::find(ignored, column.name) != ignored.end())
            continue;
        const bool isLeak = std::ranges::find(column.warnings, ColumnWarning::Leak,
                                              &WarningNote::kind) != column.warnings.end();
        if (isLeak == areLeaks)
            names.append(QString::fromStdString(column.name));
    }
    return names;
}

/// The first of them after the current column.
void DataPage::showNextOf(const QStringList &columns)
{
    if (columns.isEmpty())
        return;
    const qsizetype next = (columns.indexOf(m_panel->columnName()) + 1) % columns.size();
    if (const auto place = session().table().find(columns[next].toStdString())) {
        const int row = std::max(0, m_view->currentIndex().row());
        m_view->setCurrentIndex(m_model->index(row, static_cast<int>(*place)));
        m_view->scrollTo(m_view->currentIndex());
    }
}

/// By the header and the first rows; measuring everything would take seconds on wide tables.
void DataPage::fitColumns()
{
    for (int column = 0; column < std::min(kMeasuredColumns, m_model->columnCount()); ++column)
        m_view->setColumnWidth(column,
                               std::min(std::max(headWidth(column), widthOf(column)), mostWidth()));
}

int DataPage::mostWidth() const
{
    return m_view->fontMetrics().averageCharWidth() * 32;
}

int DataPage::headWidth(int column) const
{
    const QFontMetrics metrics(m_view->font());
    const int room = metrics.height() + 28; // icon and paddings of the header
    const QString name = m_model->headerData(column, Qt::Horizontal).toString();
    return std::min(mostWidth(), metrics.horizontalAdvance(name + QStringLiteral(" ⚠")) + room);
}

int DataPage::widthOf(int column) const
{
    const QFontMetrics metrics(m_view->font());
    int width = 0;
    for (int row = 0; row < std::min(kMeasuredRows, m_model->rowCount()); ++row)
        width = std::max(
            width, metrics.horizontalAdvance(m_model->index(row, column).data().toString()) + 16);
    const bool pictures =
        m_model->headerData(column, Qt::Horizontal, TableModel::TypeRole).toInt() ==
        static_cast<int>(ColumnType::Picture);
    return pictures ? width + m_delegate->roomForThumbnail().width() : width;
}

/// Rows are as high as a thumbnail where the table has pictures.
void DataPage::showPictures()
{
    const Column *pictures = session().hasData() ? pictureColumn(session().table()) : nullptr;
    const int line = fontMetrics().height();
    m_delegate->setPictures(pictures ? pictures->pictures() : nullptr);
    m_delegate->setBox({kThumbnailLines * line, kThumbnailLines * line});
    m_view->verticalHeader()->setDefaultSectionSize(
        std::max(line + 8, m_delegate->roomForThumbnail().height()));
}

void DataPage::changeImport()
{
    if (!session().hasData() || pictureColumn(session().table()))
        return;
    ImportDialog dialog(session().dataPath(), session().readOptions(), session().report(), this);
    if (dialog.exec() == QDialog::Accepted)
        session().reread(dialog.options());
}

void DataPage::showReport()
{
    ReportDialog dialog(session().dataName(), session().report(), this);
    connect(&dialog, &ReportDialog::cellChosen, this, &DataPage::showCell);
    connect(&dialog, &ReportDialog::cellChosen, &dialog, &QDialog::accept);
    dialog.exec();
}

/// Links keep the colour of the moment in which they were set.
void DataPage::changeEvent(QEvent *event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange ||
        event->type() == QEvent::PaletteChange) {
        m_facts->clear();
        refreshHeader();
    }
}

void DataPage::showCell(qulonglong row, const QString &column)
{
    const auto index = session().table().find(column.toStdString());
    if (!index)
        return;
    if (m_model->shownRow(row) < 0)
        m_rows->showAll();
    const QModelIndex cell = m_model->index(m_model->shownRow(row), static_cast<int>(*index));
    m_view->setCurrentIndex(cell);
    m_view->scrollTo(cell, QAbstractItemView::PositionAtCenter);
}

void DataPage::changeType(const QString &column, ColumnType type)
{
    ReadOptions options = session().readOptions();
    options.types[column.toStdString()] = type;
    session().reread(options);
}

} // namespace leptune
