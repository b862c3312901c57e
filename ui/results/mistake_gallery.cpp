// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/mistake_gallery.h"

#include "core/base/atomic_file.h"
#include "ui/results/mistake_delegate.h"
#include "ui/results/mistake_model.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

MistakeGallery::MistakeGallery(QWidget *parent)
    : Panel(tr("Mistakes"), parent),
      m_model(new MistakeModel(this)),
      m_delegate(new MistakeDelegate(this)),
      m_count(mutedLabel({}, this)),
      m_all(new QToolButton(this)),
      m_layers(new QStackedWidget(this)),
      m_view(new QListView(this)),
      m_nothing(mutedLabel({}, this))
{
    setObjectName(QStringLiteral("mistakeGallery"));
    m_count->setObjectName(QStringLiteral("mistakeCount"));
    m_all->setObjectName(QStringLiteral("allMistakes"));
    m_all->setText(tr("Show all"));
    head()->addWidget(m_count);
    head()->addWidget(m_all);
    m_view->setObjectName(QStringLiteral("mistakes"));
    m_view->setAccessibleName(tr("Pictures that were answered wrongly"));
    m_view->setViewMode(QListView::IconMode);
    m_view->setMovement(QListView::Static);
    m_view->setResizeMode(QListView::Adjust);
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setItemDelegate(m_delegate);
    m_view->setModel(m_model);
    m_nothing->setObjectName(QStringLiteral("noMistakes"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_layers->addWidget(m_view);
    m_layers->addWidget(m_nothing);
    setTight();
    body()->addWidget(m_layers, 1);
    addActions();
    connect(m_all, &QToolButton::clicked, this, [this] { showCell(std::nullopt); });
}

void MistakeGallery::addActions()
{
    auto *copy = new QAction(tr("Copy the name"), m_view);
    copy->setObjectName(QStringLiteral("copyMistakes"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    auto *save = new QAction(tr("Save this list…"), m_view);
    save->setObjectName(QStringLiteral("saveMistakes"));
    m_view->addActions({copy, save});
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copy, &QAction::triggered, this, &MistakeGallery::copyNames);
    connect(save, &QAction::triggered, this, &MistakeGallery::chooseListFile);
}

void MistakeGallery::setMistakes(const PictureMistakes &mistakes)
{
    m_delegate->setPictures(mistakes.isEmpty() ? nullptr : mistakes.pictures().pictures());
    m_model->setMistakes(mistakes);
    refresh();
}

void MistakeGallery::showCell(std::optional<QPoint> cell)
{
    m_model->setCell(cell);
    refresh();
}

void MistakeGallery::refresh()
{
    const auto cell = m_model->cell();
    setTitle(cell ? tr("%1, answered %2")
                        .arg(m_model->className(cell->y()), m_model->className(cell->x()))
                  : tr("Mistakes, the surest first"));
    const auto shown = static_cast<std::size_t>(m_model->rowCount());
    m_count->setText(shown < m_model->matching()
                         ? tr("%1 of %2").arg(formatCount(shown), formatCount(m_model->matching()))
                         : formatCount(shown));
    m_count->setVisible(shown > 0);
    m_all->setVisible(cell.has_value());
    m_nothing->setText(shown == 0 ? emptyWords() : QString());
    m_layers->setCurrentIndex(shown == 0 ? 1 : 0);
    m_view->scrollToTop();
}

QString MistakeGallery::emptyWords() const
{
    const auto cell = m_model->cell();
    if (!cell)
        return tr("No mistakes on %1 pictures.").arg(formatCount(m_model->mistakes().scored));
    return cell->x() == cell->y()
               ? tr("These pictures were answered rightly. Click on another cell of the matrix to "
                    "see its mistakes.")
               : tr("No picture was mistaken that way.");
}

void MistakeGallery::copyNames()
{
    QModelIndexList chosen = m_view->selectionModel()->selectedIndexes();
    std::sort(chosen.begin(), chosen.end());
    QStringList names;
    for (const QModelIndex &index : chosen)
        names << index.data(Qt::EditRole).toString();
    if (!names.isEmpty())
        QApplication::clipboard()->setText(names.join(QLatin1Char('\n')));
}

void MistakeGallery::chooseListFile()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the names of these pictures"),
                                                      tr("mistakes.csv"), tr("Table (*.csv)"));
    if (!path.isEmpty())
        saveList(path);
}

void MistakeGallery::saveList(const QString &path)
{
    try {
        writeFileAtomically(path.toStdString(), m_model->csv().toStdString());
    } catch (...) {
        const ErrorText words = describeError(std::current_exception());
        Q_EMIT failed(words.title, words.text);
    }
}

} // namespace leptune
