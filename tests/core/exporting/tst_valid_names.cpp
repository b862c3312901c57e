// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text_encoding.h"
#include "core/exporting/export_rows.h"
#include "core/exporting/valid_names.h"
#include "tests/support/hostile_names.h"
#include "tests/support/model_samples.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace leptune;

class TestValidNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatIsUtf8()
    {
        const std::vector<std::string> names{"a", "\xC3\xB6", "\"", ""};
        QVERIFY(validNames(names) == names);
        QVERIFY(!withValidNames(*samples::named("boosted trees")));
    }

    void replacesMalformedBytesAndTellsTheResultsApart()
    {
        const std::vector<std::string> names{"a\xFF", "a\xFE", "a\xEF\xBF\xBD"};
        const std::vector<std::string> want{"a\xEF\xBF\xBD (2)", "a\xEF\xBF\xBD (3)",
                                            "a\xEF\xBF\xBD"};
        QVERIFY(validNames(names) == want);
    }

    void aModelOfRepairedNamesAnswersTheSame()
    {
        const std::vector<std::string> names = hostileNames(500);
        const auto model = hostileModel(names);
        const auto repaired = withValidNames(*model);
        QVERIFY(repaired);
        const std::vector<std::string> &classes = repaired->schema().classes;
        QVERIFY(std::ranges::all_of(classes, isValidUtf8));
        QCOMPARE(std::set(classes.begin(), classes.end()).size(), names.size());
        const RawBatch rows = drawRows(*model, 20, 1);
        QVERIFY(samples::bits(repaired->predict(rows)) == samples::bits(model->predict(rows)));
    }
};

QTEST_GUILESS_MAIN(TestValidNames)
#include "tst_valid_names.moc"
