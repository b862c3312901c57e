// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/method_words.h"

#include "ui/shared/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::MethodSettings)
};

struct Setting {
    const char *name;
    const char *title;
    const char *meaning;
    bool isShare = false;
};

constexpr std::array kSettings{
    Setting{"rounds", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Trees learned"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "More trees follow the original more closely and take more room")},
    Setting{"growth", QT_TRANSLATE_NOOP("leptune::MethodSettings", "How trees grow"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "Whole levels that ask the same are smaller and faster; leaf by leaf "
                              "they follow finer details")},
    Setting{"leaves", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Leaves a tree"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "In how many parts every tree divides the rows at most")},
    Setting{"epochs", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Passes over the rows"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "More passes follow the original more closely and take more time")},
    Setting{"depth", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Questions a tree"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "How many questions in a row every tree asks")},
    Setting{"step", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Size of steps"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "How much of what is left every tree takes on, as a multiple of the "
                              "usual")},
    Setting{"truth", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Weight of the true answers"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "The rest of the weight is on the answers of the original"),
            true},
    Setting{"made", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Share of made-up rows"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "Rows mixed from real ones, which the original answers, too"),
            true},
    Setting{"random_strength",
            QT_TRANSLATE_NOOP("leptune::MethodSettings", "Chance in choosing questions"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "A little chance keeps trees from learning single rows")},
    Setting{"shrunk", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Shrunken afterwards"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "Whether its trees were made smaller once they were learned")},
    Setting{"bit_price", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Price of a bit"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "How much accuracy a bit of the file may cost: the higher, the "
                              "smaller")},
    Setting{"leaf_bits", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Bits of a leaf"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings", "How finely answers of trees are stored")},
    Setting{"members", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Members kept"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings", "Of the ensemble")},
    Setting{"sparsity", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Weights set to zero"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings", "Those that matter least"), true},
    Setting{"weight_bits", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Bits a weight"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings", "How finely the others are stored")},
    Setting{"arithmetic", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Computed in"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "Whole numbers of eight bits are fast on small processors")},
    Setting{"layers", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Hidden layers"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings", "Of the network that was taught")},
    Setting{"width", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Neurons a layer"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "More neurons follow the original more closely and take more room")},
    Setting{"centres", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Centres kept"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings",
                              "Typical points that stand for the rows of the original")},
    Setting{"point_bits", QT_TRANSLATE_NOOP("leptune::MethodSettings", "Bits a number of a centre"),
            QT_TRANSLATE_NOOP("leptune::MethodSettings", "How finely centres are stored")},
};

const Setting *find(const std::string &name)
{
    const auto found = std::ranges::find_if(
        kSettings, [&](const Setting &setting) { return name == setting.name; });
    return found == kSettings.end() ? nullptr : &*found;
}

QString choiceText(const std::string &choice)
{
    if (choice == "yes")
        return Words::tr("yes");
    if (choice == "no")
        return Words::tr("no");
    if (choice == "symmetric")
        return Words::tr("level by level");
    if (choice == "leafwise")
        return Words::tr("leaf by leaf");
    if (choice == "int8")
        return Words::tr("whole numbers");
    if (choice == "float")
        return Words::tr("fractions");
    return QString::fromStdString(choice);
}

} // namespace

QString settingTitle(const std::string &name)
{
    const Setting *setting = find(name);
    return setting ? Words::tr(setting->title) : QString::fromStdString(name).replace(u'_', u' ');
}

QString settingMeaning(const std::string &name)
{
    const Setting *setting = find(name);
    return setting ? Words::tr(setting->meaning) : QString();
}

QString settingText(const std::string &name, const ParameterValue &value)
{
    if (const auto *choice = std::get_if<std::string>(&value))
        return choiceText(*choice);
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return QString::number(*whole);
    const double number = std::get<double>(value);
    const Setting *setting = find(name);
    return setting && setting->isShare ? formatPercent(number, 0) : formatNumber(number, 3);
}

} // namespace leptune
