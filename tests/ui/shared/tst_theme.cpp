// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/theme.h"

#include "tests/support/ui_sandbox.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/family_style.h"

#include <QApplication>
#include <QTest>

#include <cmath>

using namespace leptune;

class TestTheme : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    static void addThemes()
    {
        QTest::addColumn<Theme>("theme");
        QTest::addColumn<double>("least");
        QTest::newRow("light") << Theme::Light << 4.5;
        QTest::newRow("dark") << Theme::Dark << 4.5;
        QTest::newRow("high contrast") << Theme::HighContrast << 7.0;
    }

    static QString told(const char *what, double ratio)
    {
        return QStringLiteral("%1: %2").arg(QLatin1String(what)).arg(ratio);
    }

private Q_SLOTS:
    void init() { setTheme(Theme::Light); }

    void measuresContrastAsWcagDoes_data()
    {
        QTest::addColumn<QColor>("a");
        QTest::addColumn<QColor>("b");
        QTest::addColumn<double>("ratio");
        QTest::newRow("black, white") << QColor(Qt::black) << QColor(Qt::white) << 21.0;
        QTest::newRow("same") << QColor(Qt::red) << QColor(Qt::red) << 1.0;
        QTest::newRow("the grey that just passes") << QColor(0x767676) << QColor(Qt::white) << 4.54;
        QTest::newRow("blue on white") << QColor(0x0000FF) << QColor(Qt::white) << 8.59;
    }
    void measuresContrastAsWcagDoes()
    {
        QFETCH(QColor, a);
        QFETCH(QColor, b);
        QFETCH(double, ratio);
        QVERIFY(std::abs(contrastRatio(a, b) - ratio) < 0.005);
        QCOMPARE(contrastRatio(a, b), contrastRatio(b, a));
    }

    void everyTextIsReadableOnItsGround_data() { addThemes(); }
    void everyTextIsReadableOnItsGround()
    {
        QFETCH(Theme, theme);
        QFETCH(double, least);
        const QPalette palette = themePalette(theme);
        using Role = QPalette::ColorRole;
        const std::tuple<const char *, Role, Role> pairs[] = {
            {"words on the window", QPalette::WindowText, QPalette::Window},
            {"text on fields", QPalette::Text, QPalette::Base},
            {"text on every other line", QPalette::Text, QPalette::AlternateBase},
            {"words on buttons", QPalette::ButtonText, QPalette::Button},
            {"tips", QPalette::ToolTipText, QPalette::ToolTipBase},
            {"muted on the window", QPalette::PlaceholderText, QPalette::Window},
            {"muted on fields", QPalette::PlaceholderText, QPalette::Base},
            {"what is selected", QPalette::HighlightedText, QPalette::Highlight},
            {"links on the window", QPalette::Link, QPalette::Window},
            {"links on fields", QPalette::Link, QPalette::Base},
        };
        for (const auto &[name, text, ground] : pairs) {
            const double ratio = contrastRatio(palette.color(text), palette.color(ground));
            QVERIFY2(ratio >= least, qPrintable(told(name, ratio)));
        }
    }

    void wordsInChartsAreReadable_data() { addThemes(); }
    void wordsInChartsAreReadable()
    {
        QFETCH(Theme, theme);
        QFETCH(double, least);
        const ChartTheme chart = ChartTheme::from(themePalette(theme));
        const auto ratio = [&chart](const QColor &color) {
            return contrastRatio(color, chart.background);
        };
        QVERIFY2(ratio(chart.text) >= least, qPrintable(told("text", ratio(chart.text))));
        QVERIFY2(ratio(chart.muted) >= least, qPrintable(told("axes", ratio(chart.muted))));
        for (int line = 0; line < 4; ++line)
            QVERIFY(ratio(chart.label(chart.line(line))) >= least);
        for (const char *family : {"linear", "knn", "boosting", "forest", "ensemble", "baseline"}) {
            const double label = ratio(chart.label(familyStyle(family).color));
            QVERIFY2(label >= least, qPrintable(told(family, label)));
        }
    }

    void linesOfChartsStandOutFromTheirGround_data() { addThemes(); }
    void linesOfChartsStandOutFromTheirGround()
    {
        QFETCH(Theme, theme);
        const ChartTheme chart = ChartTheme::from(themePalette(theme));
        for (int line = 0; line < 4; ++line) // WCAG 1.4.11: graphics
            QVERIFY(contrastRatio(chart.line(line), chart.background) >= 3.0);
    }

    void aColourThatCanBeReadStaysAsItIs()
    {
        const QColor blue(0x00, 0x45, 0x8A);
        QCOMPARE(readableOn(Qt::white, blue, Qt::black).rgb(), blue.rgb());
        const QColor yellow = readableOn(Qt::white, Qt::yellow, Qt::black);
        QVERIFY(contrastRatio(yellow, Qt::white) >= 4.5);
        QVERIFY(yellow != QColor(Qt::black));
    }

    void theSystemIsFollowedWhileRunning()
    {
        setTheme(Theme::System);
        setSystemLook({true, false});
        QVERIFY(QApplication::palette().color(QPalette::Window).lightnessF() < 0.3F);
        setSystemLook({false, false});
        QVERIFY(QApplication::palette().color(QPalette::Window).lightnessF() > 0.8F);
        setSystemLook({true, true});
        QCOMPARE(QApplication::palette().color(QPalette::Base).rgb(), QColor(Qt::black).rgb());
        QCOMPARE(currentTheme(), Theme::System);
    }

    void aThemeOfOnesOwnIsKept()
    {
        setSystemLook({true, false});
        setSystemLook({false, false});
        QVERIFY(QApplication::palette().color(QPalette::Window).lightnessF() > 0.8F);
        setTheme(Theme::Dark);
        setSystemLook({false, true});
        QCOMPARE(QApplication::palette().color(QPalette::Base),
                 themePalette(Theme::Dark).color(QPalette::Base));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
