// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/augmentation.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

using namespace leptune;
using namespace leptune::neural;

class TestAugmentation : public QObject {
    Q_OBJECT
private:
    static constexpr PicturePlane kPlane{3, 4, 2};
    static std::vector<float> picture()
    {
        std::vector<float> numbers(kPlane.size());
        std::iota(numbers.begin(), numbers.end(), 1.0F);
        return numbers;
    }
    /// What many draws give, each once.
    static std::set<std::vector<float>> results(const Augmentation &wanted)
    {
        RandomStream random(3);
        const std::vector<float> from = picture();
        std::set<std::vector<float>> all;
        for (int i = 0; i < 400; ++i) {
            std::vector<float> to(from.size());
            augment(wanted, kPlane, from.data(), to.data(), random);
            all.insert(to);
        }
        return all;
    }

private Q_SLOTS:
    void leavesAPictureAloneWhereNothingIsWanted()
    {
        QCOMPARE(results({}), (std::set<std::vector<float>>{picture()}));
    }

    void mirrorsHalfOfThem()
    {
        const std::vector<float> mirrored{7,  8,  5, 6,  3,  4,  1,  2,  15, 16, 13, 14,
                                          11, 12, 9, 10, 23, 24, 21, 22, 19, 20, 17, 18};
        QCOMPARE(results({0, true, 0}), (std::set<std::vector<float>>{picture(), mirrored}));
    }

    void movesThemEachWayAndRepeatsTheEdge()
    {
        const auto moved = results({1, false, 0});
        QCOMPARE(moved.size(), std::size_t{9});
        const std::vector<float> downAndRight{1, 2, 1, 2, 3, 4,  5, 6,  1,  2,  1,  2,
                                              3, 4, 5, 6, 9, 10, 9, 10, 11, 12, 13, 14};
        QVERIFY(moved.contains(downAndRight));
        QVERIFY(moved.contains(picture()));
    }

    void cutsASquareOut()
    {
        for (const std::vector<float> &cut : results({0, false, 2})) {
            const auto zeros = std::ranges::count(cut, 0.0F);
            QVERIFY(zeros == 2 || zeros == 4 || zeros == 8); // at a corner, an edge, inside
        }
    }
};

QTEST_GUILESS_MAIN(TestAugmentation)
#include "tst_augmentation.moc"
