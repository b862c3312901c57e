// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/export_model.h"
#include "ui/models/model_choice.h"
#include "ui/session/session.h"
#include "ui/shared/page.h"

#include <QTimer>

class QAction;
class QComboBox;
class QLabel;
class QTabWidget;

namespace leptune {

class EmptyState;
class ExportPanel;
class MessageBar;
class PredictPanel;
class TrainAgainPanel;
class TryPanel;

/// Uses a model of the study: tries a row, predicts a file, exports a file that runs elsewhere,
/// trains it again on new data. The primary button is that of the tab.
class UsePage : public Page {
    Q_OBJECT
public:
    enum class Tab { Try, Predict, Export, TrainAgain };

    explicit UsePage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QAction *primaryAction() override { return m_primary; }
    Progress progress() const override;

    /// The name StudyRecord::model() knows: "best", "single"... or an entry's.
    QString chosenModel() const;
    Tab tab() const;

public Q_SLOTS:
    void showTab(leptune::UsePage::Tab tab);
    void chooseModel(const QString &name);
    void exportTo(leptune::ExportFormat format, const QString &path);
    void predictFile(const QString &input, const QString &output);

Q_SIGNALS:
    void exported(const QString &path);
    void predicted(const QString &output);
    /// A project that takes the place of the one that is open.
    void openRequested(const QString &path);
    /// Shown on the page already.
    void failed(const QString &title, const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QTabWidget *makeTabs();
    void connectPanels();
    void refresh();
    void listModels();
    /// For when the project is opened again.
    void rememberModel();
    void showModel();
    void showModelLater();
    /// What was put off is done now.
    void settle();
    void showEmpty();
    void onPrimary();
    void showPrimary();
    QString proposal() const;

    QAction *m_primary;
    MessageBar *m_message;
    EmptyState *m_empty;
    QWidget *m_content;
    QComboBox *m_models;
    QLabel *m_about;
    TryPanel *m_try;
    PredictPanel *m_predict;
    ExportPanel *m_export;
    TrainAgainPanel *m_again;
    QTabWidget *m_tabs;
    std::vector<ModelChoice> m_choices; ///< in the order of the chooser
    QString m_listedOf;                 ///< path of the project that the models are of
    QTimer m_later;
    bool m_used = false;
};

} // namespace leptune
