// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/result_analysis.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTabWidget;
class QTableWidget;

namespace leptune {

class ClickableMatrix;
class LineChart;
class MistakeGallery;
class ScatterPlot;
class ThresholdPanel;

/// Where the best model errs: confusion matrix, scores and curves of every class, of pictures the
/// wrongly answered ones, and what another threshold would give; or residuals of numbers with the
/// prediction interval.
class ErrorsTab : public QWidget {
    Q_OBJECT
public:
    explicit ErrorsTab(QWidget *parent = nullptr);
    void setAnalysis(const ResultAnalysis &analysis, int positive, const QString &target);

Q_SIGNALS:
    /// Of a table: rows of this true class that got this answer are wanted.
    void cellChosen(int truth, int answer);
    /// Title and text of what went wrong.
    void failed(const QString &title, const QString &text);

private:
    QWidget *makeClasses();
    QWidget *makeMatrix(QWidget *page);
    QWidget *makeCurves(QWidget *page);
    void showMistakes();
    QWidget *makeNumbers();
    void showClasses(int positive);
    void showNumbers(const QString &target);
    void showCurves(int label);
    void markThreshold();
    void showInterval();
    LineChart *addCurve(const QString &name, const QString &x, const QString &y,
                        const char *objectName);

    ResultAnalysis m_analysis;
    int m_positive = -1; ///< class
    QStackedWidget *m_stack;
    ClickableMatrix *m_confusion;
    QTableWidget *m_scores;
    QComboBox *m_class;
    QLabel *m_area;
    QTabWidget *m_sides; ///< mistakes (of pictures only), curves
    MistakeGallery *m_mistakes;
    QTabWidget *m_curves;
    LineChart *m_roc, *m_precision, *m_calibration;
    ThresholdPanel *m_threshold;
    ScatterPlot *m_fit, *m_residuals;
    QLabel *m_interval;
};

} // namespace leptune
