// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/report_dialog.h"

#include "ui/data/import_words.h"
#include "ui/shared/format.h"
#include "ui/shared/table_copy.h"
#include "ui/shared/table_filter.h"
#include "ui/words/core_words.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace leptune {

namespace {

QString bulletList(const std::vector<std::string> &lines)
{
    QString html = QStringLiteral("<ul style='margin:0'>");
    for (const std::string &line : lines)
        html += QStringLiteral("<li>%1</li>").arg(coreWords(line).toHtmlEscaped());
    return html + QStringLiteral("</ul>");
}

void addPart(QVBoxLayout *layout, const QString &title, const std::vector<std::string> &lines,
             QWidget *parent)
{
    if (lines.empty())
        return;
    auto *label = new QLabel(QStringLiteral("<b>%1</b>%2").arg(title, bulletList(lines)), parent);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(label);
}

QStandardItemModel *makeFiles(const ImportReport &report, QObject *parent)
{
    auto *model = new QStandardItemModel(static_cast<int>(report.badCells.size()), 1, parent);
    model->setHorizontalHeaderLabels({ReportDialog::tr("Left out, and why")});
    for (int row = 0; row < model->rowCount(); ++row) {
        const BadCell &file = report.badCells[static_cast<std::size_t>(row)];
        auto *item = new QStandardItem(coreWords(file.text));
        item->setEditable(false);
        model->setItem(row, 0, item);
    }
    return model;
}

QStandardItemModel *makeModel(const ImportReport &report, QObject *parent)
{
    if (leftFilesOut(report))
        return makeFiles(report, parent);
    auto *model = new QStandardItemModel(static_cast<int>(report.badCells.size()), 4, parent);
    model->setHorizontalHeaderLabels({ReportDialog::tr("Row"), ReportDialog::tr("Line of the file"),
                                      ReportDialog::tr("Column"),
                                      ReportDialog::tr("What stands there")});
    for (int row = 0; row < model->rowCount(); ++row) {
        const BadCell &cell = report.badCells[static_cast<std::size_t>(row)];
        const QStringList texts{
            formatCount(cell.row), cell.line > 0 ? formatCount(cell.line) : QString(),
            QString::fromStdString(cell.column), QString::fromStdString(cell.text)};
        for (int column = 0; column < texts.size(); ++column) {
            auto *item = new QStandardItem(texts[column]);
            item->setEditable(false);
            if (column < 2)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            model->setItem(row, column, item);
        }
    }
    return model;
}

} // namespace

ReportDialog::ReportDialog(const QString &name, const ImportReport &report, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("reportDialog"));
    setWindowTitle(tr("How %1 was read").arg(name));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    addPart(layout, tr("Repaired"), report.repaired, this);
    addPart(layout, tr("Assumed"), report.assumed, this);
    if (report.badCellCount > 0) {
        const QString words =
            leftFilesOut(report)
                ? tr("<b>Files that can't be read: %1.</b> They were left out and have no row.")
                : tr("<b>Cells that do not fit their column: %1.</b> They count as missing. "
                     "Double-click one to see it in the table.");
        auto *title = new QLabel(words.arg(formatCount(report.badCellCount)), this);
        title->setWordWrap(true);
        layout->addWidget(title);
        auto *view = new QTableView(this);
        view->setObjectName(QStringLiteral("badCells"));
        view->setAccessibleName(leftFilesOut(report) ? tr("Files that can't be read")
                                                     : tr("Cells that do not fit their column"));
        view->setModel(makeModel(report, view));
        view->verticalHeader()->hide();
        view->horizontalHeader()->setStretchLastSection(true);
        view->setSelectionBehavior(QAbstractItemView::SelectRows);
        view->resizeColumnsToContents();
        installTableCopy(view);
        new TableFilter(view);
        connect(view, &QTableView::activated, this, [this, report](const QModelIndex &index) {
            const BadCell &cell = report.badCells[static_cast<std::size_t>(index.row())];
            if (cell.row > 0)
                Q_EMIT cellChosen(cell.row - 1, QString::fromStdString(cell.column));
        });
        layout->addWidget(view, 1);
    }
    if (report.repaired.empty() && report.assumed.empty() && report.badCellCount == 0)
        layout->addWidget(
            new QLabel(tr("Every cell was read as it stands; nothing was repaired."), this));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 90, sizeHint().height());
}

} // namespace leptune
