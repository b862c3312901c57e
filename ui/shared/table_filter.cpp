// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/table_filter.h"

#include <QAction>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>

namespace leptune {

TableFilter::TableFilter(QTableView *view)
    : QObject(view), m_view(view), m_line(new QLineEdit(view))
{
    setObjectName(QStringLiteral("tableFilter"));
    m_line->setObjectName(QStringLiteral("tableFilterLine"));
    m_line->setPlaceholderText(tr("Only rows with…"));
    m_line->setAccessibleName(tr("Filter of the table"));
    m_line->setToolTip(tr("Words that a row has to hold; Escape shows all rows again"));
    m_line->setClearButtonEnabled(true);
    m_line->setAutoFillBackground(true);
    m_line->hide();
    m_line->installEventFilter(this);
    view->installEventFilter(this);
    connect(m_line, &QLineEdit::textChanged, this, &TableFilter::refresh);
    auto *filter = new QAction(tr("Filter the rows"), view);
    filter->setObjectName(QStringLiteral("filterRows"));
    filter->setShortcut(QKeySequence::Find);
    filter->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(filter, &QAction::triggered, this, &TableFilter::open);
    view->addAction(filter);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_changed.setSingleShot(true);
    m_changed.setInterval(0);
    connect(&m_changed, &QTimer::timeout, this, &TableFilter::refresh);
    const auto wait = qOverload<>(&QTimer::start);
    connect(view->model(), &QAbstractItemModel::modelReset, &m_changed, wait);
    connect(view->model(), &QAbstractItemModel::rowsInserted, &m_changed, wait);
    connect(view->model(), &QAbstractItemModel::dataChanged, &m_changed, wait);
    connect(view->model(), &QAbstractItemModel::layoutChanged, &m_changed, wait);
}

void TableFilter::open()
{
    if (m_view->model()->rowCount() > kMostRows)
        return;
    place();
    m_line->show();
    m_line->raise();
    m_line->setFocus();
    m_line->selectAll();
}

void TableFilter::close()
{
    m_line->clear();
    m_line->hide();
    m_view->setFocus();
}

void TableFilter::refresh()
{
    if (m_line->isHidden() && m_line->text().isEmpty())
        return;
    const QStringList words = m_line->text().split(u' ', Qt::SkipEmptyParts);
    const int rows = std::min(m_view->model()->rowCount(), kMostRows);
    for (int row = 0; row < rows; ++row)
        m_view->setRowHidden(row, !holds(row, words));
}

bool TableFilter::holds(int row, const QStringList &words) const
{
    QString text;
    for (int column = 0; column < m_view->model()->columnCount(); ++column)
        if (!m_view->isColumnHidden(column))
            text += m_view->model()->index(row, column).data().toString() + u'\n';
    return std::ranges::all_of(
        words, [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

void TableFilter::place()
{
    constexpr int kMargin = 4;
    const int width =
        std::min(m_view->width() - 2 * kMargin, m_view->fontMetrics().averageCharWidth() * 30);
    const QRect inside = m_view->viewport()->geometry();
    const QSize size(width, m_line->sizeHint().height());
    m_line->setGeometry(QRect(
        QPoint(inside.right() - width - kMargin, inside.bottom() - size.height() - kMargin), size));
}

bool TableFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        place();
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return false;
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        m_view->setFocus();
        return true;
    default:
        return false;
    }
}

} // namespace leptune
