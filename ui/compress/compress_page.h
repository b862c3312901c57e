// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_result.h"
#include "ui/compress/makeup_cache.h"
#include "ui/models/model_choice.h"
#include "ui/session/session.h"
#include "ui/shared/page.h"

#include <QTimer>

class QAction;
class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace leptune {

class BeforeAfterTable;
class EmptyState;
class FrontChart;
class LimitFields;
class MessageBar;
class Panel;

/// Makes a model of the study smaller: the front of what was found, live, and what each point costs
/// and changes. Limits choose the one that is recommended, without another run.
class CompressPage : public Page {
    Q_OBJECT
public:
    explicit CompressPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QAction *primaryAction() override { return m_primary; }
    Progress progress() const override;

    /// What is shown, and the place of the candidate that is spoken of.
    const CompressionResult &result() const { return m_result; }
    std::size_t shownPlace() const { return m_place; }

private:
    QWidget *makeOrder();
    QWidget *makeSummary();
    QWidget *makeChart();
    QWidget *makeTables();
    void addSwitch(QHBoxLayout *row, const QStringList &titles, const QString &name,
                   QButtonGroup *group);
    void connectSession();
    void onPrimary();
    void onFailed(const QString &title, const QString &text);
    /// The record is another.
    void refresh();
    void listModels();
    void showResult(CompressionResult result);
    void offerOperations();
    void showCandidate();
    void showNothing();
    void showChanges();
    void showState();
    void setLimits(const FrontLimits &limits);
    /// For when the project is opened again.
    void rememberLimits();
    /// What there is of the Model that is chosen.
    CompressionResult knownResult() const;
    std::string chosenModel() const;
    bool isStale() const;
    bool hasOutcome() const { return m_result.candidates.size() > 1; }

    QAction *m_primary;
    QTimer m_timer; ///< for the clock
    CompressionResult m_result;
    std::size_t m_place = 0;
    bool m_picked = false; ///< by a click on the chart
    bool m_failed = false;
    QString m_shownOf; ///< path of the project
    MakeupCache m_makeups;

    MessageBar *m_message;
    EmptyState *m_empty;
    QWidget *m_content;
    QComboBox *m_models;
    LimitFields *m_limits;
    QSpinBox *m_seconds;
    QLabel *m_sentence, *m_remark, *m_state, *m_unknown;
    QPushButton *m_use;
    FrontChart *m_chart;
    QButtonGroup *m_across, *m_up;
    BeforeAfterTable *m_comparison, *m_changes;
};

} // namespace leptune
