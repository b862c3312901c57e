// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/export_model.h"
#include "ui/session/session.h"
#include "ui/shared/page.h"
#include "ui/models/model_choice.h"

class QAction;
class QComboBox;
class QLabel;

namespace leptune {

class EmptyState;
class ExportPanel;
class MessageBar;
class PredictPanel;

/// Uses a model of the study: predicts a file, exports a file that runs elsewhere.
class UsePage : public Page {
    Q_OBJECT
public:
    explicit UsePage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QAction *primaryAction() override { return m_primary; }
    Progress progress() const override;

    /// The name StudyRecord::model() knows: "best", "single"... or an entry's.
    QString chosenModel() const;

public Q_SLOTS:
    void chooseModel(const QString &name);
    void exportTo(leptune::ExportFormat format, const QString &path);
    void predictFile(const QString &input, const QString &output);

Q_SIGNALS:
    void exported(const QString &path);
    void predicted(const QString &output);
    /// Shown on the page already.
    void failed(const QString &title, const QString &text);

private:
    void refresh();
    void listModels();
    void showModel();
    void showEmpty();
    QString proposal() const;

    QAction *m_primary;
    MessageBar *m_message;
    EmptyState *m_empty;
    QWidget *m_content;
    QComboBox *m_models;
    QLabel *m_about;
    PredictPanel *m_predict;
    ExportPanel *m_export;
    std::vector<ModelChoice> m_choices; ///< in the order of the chooser
    bool m_used = false;
};

} // namespace leptune
