// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/panel.h"

#include <QPoint>

#include <optional>

class QLabel;
class QListView;
class QStackedWidget;
class QToolButton;

namespace leptune {

class MistakeDelegate;
class MistakeModel;
struct PictureMistakes;

/// Pictures that were answered wrongly, the most confident mistakes first; all, or those of one
/// cell of the confusion matrix. The context menu copies names and saves the list.
class MistakeGallery : public Panel {
    Q_OBJECT
public:
    explicit MistakeGallery(QWidget *parent = nullptr);
    void setMistakes(const PictureMistakes &mistakes);
    /// x = answered class, y = true class; unset: all.
    void showCell(std::optional<QPoint> cell);
    /// Writes what is shown as CSV; failed() where that can't be done.
    void saveList(const QString &path);

Q_SIGNALS:
    void failed(const QString &title, const QString &text);

private:
    void refresh();
    QString emptyWords() const;
    void addActions();
    void copyNames();
    void chooseListFile();

    MistakeModel *m_model;
    MistakeDelegate *m_delegate;
    QLabel *m_count;
    QToolButton *m_all;
    QStackedWidget *m_layers;
    QListView *m_view;
    QLabel *m_nothing;
};

} // namespace leptune
