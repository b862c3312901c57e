// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/project/project_bytes.h"
#include "tests/core/project/rich_project.h"

#include <QTest>

#include <bit>
#include <cmath>

using namespace leptune;
using Bytes = std::vector<std::uint8_t>;

namespace {

Bytes bytesOf(const Project &project)
{
    const auto table = project.table ? packTable(*project.table, kDataCopyLimitBytes, 1) : nullptr;
    return projectBytes(project.data, table.get(), project.study, project.notes, project.history);
}

bool sameBits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool sameBits(const std::vector<float> &a, const std::vector<float> &b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](float x, float y) {
               return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
           });
}

/// What became of a damaged file.
enum class Outcome { Refused, Same, Different };
Outcome outcomeOf(const Bytes &damaged, const Bytes &whole)
{
    try {
        return bytesOf(projectFromBytes(damaged, "p")) == whole ? Outcome::Same
                                                                : Outcome::Different;
    } catch (const Error &) {
        return Outcome::Refused;
    }
}

std::string textOf(std::span<const std::uint8_t> bytes)
{
    return {bytes.begin(), bytes.end()};
}

SharedBytes shared(const std::string &text)
{
    return std::make_shared<Bytes>(text.begin(), text.end());
}

/// Adds "prefix/0", "prefix/1"... as far as there are any.
void addAll(ContainerWriter &to, const Container &from, const std::string &prefix, ChunkType type)
{
    try {
        for (int i = 0;; ++i) {
            const std::string name = prefix + '/' + std::to_string(i);
            to.add(name, type, shared(textOf(from.chunk(name, type))));
        }
    } catch (const Error &) {
        return;
    }
}

/// The same project with another archive of its record.
Bytes withRecord(const Container &container, const std::string &record, std::uint32_t format)
{
    ContainerWriter writer;
    writer.add("record", ChunkType::Archive, shared(record));
    writer.add("characters", ChunkType::Bytes,
               shared(textOf(container.chunk("characters", ChunkType::Bytes))));
    addAll(writer, container, "shared", ChunkType::Bytes);
    addAll(writer, container, "array", ChunkType::Float32);
    return writer.finish(format);
}

} // namespace

class TestProjectBytes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingComesBackToTheBit()
    {
        const Project project = testing::richProject();
        const Bytes bytes = bytesOf(project);
        const Project loaded = projectFromBytes(bytes, "p");
        // Equal projects give equal bytes, and every field is in them (describe_record.h sees to
        // it).
        QCOMPARE(bytesOf(loaded), bytes);

        QCOMPARE(loaded.history.endedAt, std::int64_t{-5});
        QCOMPARE(loaded.history.earlier.size(), std::size_t{2});
        QCOMPARE(loaded.history.earlier[0].endedAt, std::int64_t{1'700'000'000});
        QCOMPARE(loaded.history.earlier[0].columns, std::uint64_t{3});
        QCOMPARE(loaded.history.earlier[0].dataName, std::string("b.csv"));
        QCOMPARE(loaded.history.earlier[0].record.trials, project.study.trials);
        const StudyRecord &was = project.study;
        const StudyRecord &is = loaded.study;
        QCOMPARE(is.options.target, was.options.target);
        QCOMPARE(is.options.families, was.options.families);
        QCOMPARE(is.options.seed, was.options.seed);
        QCOMPARE(is.options.folds, -3);
        QCOMPARE(is.options.test.kind, TestChoice::Kind::File);
        QVERIFY(sameBits(is.seconds, was.seconds));
        QVERIFY(sameBits(is.firstModelSeconds, -0.0));
        QVERIFY(sameBits(is.score.validation, was.score.validation));
        QVERIFY(sameBits(is.score.low, was.score.low));
        QVERIFY(sameBits(is.baselineValidation, was.baselineValidation));
        QCOMPARE(is.metric, MetricKind::LogLoss);
        QCOMPARE(is.entries.size(), was.entries.size());
        QCOMPARE(is.entries[0].parameters, was.entries[0].parameters);
        QCOMPARE(is.entries[2].state, EntryState::Failed);
        QVERIFY(sameBits(is.entries[0].oof->values, was.entries[0].oof->values));
        QCOMPARE(is.entries[3].oof->columns, std::size_t(2));
        QCOMPARE(is.entries[0].slices.size(), std::size_t(2));
        QCOMPARE(is.entries[0].slices[0].label, was.entries[0].slices[0].label);
        QCOMPARE(is.entries[0].slices[0].rows, std::uint64_t(7));
        QVERIFY(std::isnan(is.entries[0].slices[1].value));
        QCOMPARE(is.entries[1].operations, std::uint64_t(77));
        QVERIFY(sameBits(is.resultPrediction.values, was.resultPrediction.values));
        QCOMPARE(is.resultTruth.values, was.resultTruth.values);
        QCOMPARE(is.dataRowsHash, was.dataRowsHash);
        QCOMPARE(is.options.monotone, was.options.monotone);
        QCOMPARE(is.options.maxDrop, 0.02);
        QCOMPARE(is.options.costs.miss, 5.0);
        QCOMPARE(is.options.costs.falseAlarm, 0.25);
        QVERIFY(is.options.costs == was.options.costs);
        QVERIFY(is.options.spaces == was.options.spaces);
        QVERIFY(!was.entries[0].foldScores.empty());
        QCOMPARE(is.entries[0].foldScores, was.entries[0].foldScores);
        QCOMPARE(is.interrupted.size(), std::size_t(2));
        QCOMPARE(is.interrupted[0].name, std::string("nn-5"));
        QCOMPARE(is.interrupted[0].parameters, was.interrupted[0].parameters);
        QCOMPARE(*is.interrupted[0].states[2], *was.interrupted[0].states[0]);
        QVERIFY(!is.interrupted[0].states[1]);
        QCOMPARE(loaded.data.path, project.data.path);
        QCOMPARE(loaded.data.hash, project.data.hash);
        QCOMPARE(loaded.data.options.types, project.data.options.types);
        QCOMPARE(loaded.data.options.separator, std::optional<char>(';'));
        QVERIFY(!loaded.data.options.decimal);
        QCOMPARE(loaded.notes, project.notes);
    }

    void modelsPredictTheSameBits()
    {
        const Project project = testing::richProject();
        const Project loaded = projectFromBytes(bytesOf(project), "p");
        RandomStream random(4);
        std::vector<double> a, b;
        for (int i = 0; i < 1000; ++i) {
            a.push_back(i % 10 ? random.normal() : std::nan(""));
            b.push_back(random.normal() * 1e6);
        }
        const Table table({Column::numeric("a", a), Column::numeric("b", b)});
        for (const char *name : {"linear-1", "linear-4"})
            QVERIFY(sameBits(loaded.study.model(name)->predict(table).probabilities.values,
                             project.study.model(name)->predict(table).probabilities.values));
        QCOMPARE(loaded.study.model("best")->threshold(), 0.375F);
    }

    void sharedModelsAreStoredOnceAndStayShared()
    {
        Project project = testing::richProject();
        const Project loaded = projectFromBytes(bytesOf(project), "p");
        QVERIFY(loaded.study.entries[0].model == loaded.study.entries[1].model);
        QVERIFY(loaded.study.entries[0].oof == loaded.study.entries[1].oof);
        QVERIFY(loaded.study.entries[0].model != loaded.study.entries[3].model);
        QVERIFY(!loaded.study.entries[2].model && !loaded.study.entries[2].oof);
        const std::size_t before = bytesOf(project).size();
        project.study.entries[1].model = testing::smallModel("linear-1", 0.7F);
        QVERIFY(bytesOf(project).size() > before + 100);
    }

    void tableComesBackToTheBit()
    {
        const Project project = testing::richProject();
        const Project loaded = projectFromBytes(bytesOf(project), "p");
        QVERIFY(loaded.table.has_value());
        const Table table = testing::smallTable();
        QCOMPARE(loaded.table->rows(), table.rows());
        QCOMPARE(loaded.table->columns(), table.columns());
        for (std::size_t c = 0; c < table.columns(); ++c) {
            const Column &was = table.column(c);
            const Column &is = loaded.table->column(c);
            QCOMPARE(is.name(), was.name());
            QCOMPARE(is.type(), was.type());
            QCOMPARE(is.dictionary(), was.dictionary());
            QCOMPARE(is.pictures() != nullptr, was.pictures() != nullptr);
            if (was.pictures()) {
                QCOMPARE(is.pictures()->shape, was.pictures()->shape);
                QCOMPARE(is.pictures()->pixels, was.pictures()->pixels);
            }
            QVERIFY(std::ranges::equal(is.codes(), was.codes()));
            QVERIFY(std::ranges::equal(is.numbers(), was.numbers(),
                                       [](double x, double y) { return sameBits(x, y); }));
        }
    }

    void emptyRecordsAndTablesComeBack()
    {
        Project project;
        project.table = Table{};
        const Project loaded = projectFromBytes(bytesOf(project), "p");
        QVERIFY(loaded.study.entries.empty());
        QVERIFY(loaded.table && loaded.table->columns() == 0);
        project.table = std::nullopt;
        QVERIFY(!projectFromBytes(bytesOf(project), "p").table);
    }

    void dataThatPackTooLargeAreLeftOut()
    {
        RandomStream random(9);
        std::vector<double> noise, constant;
        for (int i = 0; i < 20000; ++i) {
            noise.push_back(random.uniform());
            constant.push_back(1.0);
        }
        const Table hard({Column::numeric("x", noise)});
        const Table easy({Column::numeric("x", constant)});
        QVERIFY(!packTable(hard, 100000, 1));
        QVERIFY(packTable(hard, 170000, 1) != nullptr);
        QVERIFY(packTable(easy, 100000, 2)->columns[0].cells->size() < 2000);
    }

    void everyFlippedByteIsRefused()
    {
        const Bytes whole = bytesOf(testing::richProject());
        QVERIFY(whole.size() > 1000 && whole.size() < 20000);
        Bytes damaged = whole;
        for (std::size_t i = 0; i < whole.size(); ++i) {
            for (const int flip : {0x01, 0x80, 0xff}) {
                damaged[i] = static_cast<std::uint8_t>(whole[i] ^ flip);
                QVERIFY2(outcomeOf(damaged, whole) == Outcome::Refused,
                         qPrintable(QString::number(i)));
            }
            damaged[i] = whole[i];
        }
        QCOMPARE(outcomeOf(whole, whole), Outcome::Same);
    }

    void everyTruncationIsRefused()
    {
        const Bytes whole = bytesOf(testing::richProject());
        for (std::size_t length = 0; length < whole.size(); ++length)
            QVERIFY(
                outcomeOf(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)),
                          whole) == Outcome::Refused);
    }

    /// Damage with fitting checksums, as a careless or hostile program would make it: any project
    /// or an Error may come of it, but no crash and no giant allocation.
    void forgedArchivesEndInAProjectOrAnError()
    {
        const Bytes whole = bytesOf(testing::richProject());
        const Container container(whole, kProjectFormat, "p");
        const std::string record = textOf(container.chunk("record", ChunkType::Archive));
        RandomStream random(21);
        int refused = 0;
        for (int i = 0; i < 3000; ++i) {
            std::string forged = record;
            const std::size_t at = random.below(forged.size());
            const std::string numbers[] = {"99999999999999999999", "-1", "4294967296", " ",
                                           "18446744073709551615", "x"};
            if (i % 2)
                forged[at] = static_cast<char>('0' + random.below(10));
            else
                forged.insert(at, numbers[random.below(6)]);
            const Bytes damaged = withRecord(container, forged, kProjectFormat);
            refused += outcomeOf(damaged, whole) == Outcome::Refused ? 1 : 0;
        }
        QVERIFY(refused > 1000);
    }

    static Project projectWithoutOperations()
    {
        Project project = testing::richProject();
        project.history = {};
        for (LeaderboardEntry &entry : project.study.entries)
            entry.operations = 0;
        return project;
    }
    /// A record as it was before format 9, which brought operations, and 10, which brought runs.
    static std::string withoutOperations(Project project)
    {
        const std::string mark = "987654321";
        for (LeaderboardEntry &entry : project.study.entries)
            entry.operations = std::stoull(mark);
        const Bytes bytes = bytesOf(project);
        std::string record =
            textOf(Container(bytes, kProjectFormat, "p").chunk("record", ChunkType::Archive));
        std::size_t found = 0;
        for (std::size_t at; (at = record.find(" " + mark)) != std::string::npos; ++found)
            record.erase(at, mark.size() + 1);
        const std::string noRuns = " 0 0";
        if (found != project.study.entries.size() || !record.ends_with(noRuns))
            return {};
        record.resize(record.size() - noRuns.size());
        return record;
    }

    void aProjectFromBeforeOperationsIsRead()
    {
        const Project project = projectWithoutOperations();
        const Bytes bytes = bytesOf(project);
        const Container container(bytes, kProjectFormat, "p");
        const Project earlier =
            projectFromBytes(withRecord(container, withoutOperations(project), 8), "p");
        QCOMPARE(bytesOf(earlier), bytes);
    }

    /// A file of format 7 is one of today without the costs of classes, which came with 8.
    void aProjectFromBeforeCostsOfClassesIsRead()
    {
        Project project = projectWithoutOperations();
        project.study.options.costs = {5.0, 0.25};
        const Bytes bytes = bytesOf(project);
        std::string record = withoutOperations(project);
        project.study.options.costs.ofClass = {{"fatal", 8.0}};
        const std::string longer = withoutOperations(project);
        const auto differs = std::ranges::mismatch(record, longer).in1;
        QCOMPARE(std::string(differs, differs + 2), std::string("0 ")); // how many there are
        record.erase(differs, differs + 2);
        const Container container(bytes, kProjectFormat, "p");
        const Project earlier = projectFromBytes(withRecord(container, record, 7), "p");
        QVERIFY(earlier.study.options.costs == (ErrorCosts{5.0, 0.25}));
        QVERIFY(earlier.study.options.spaces == project.study.options.spaces);
        QCOMPARE(bytesOf(earlier), bytes);
    }

    void newerFormatIsNamed()
    {
        Bytes bytes = bytesOf(testing::richProject());
        bytes[8] = kProjectFormat + 1;
        try {
            projectFromBytes(bytes, "study.leptune");
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::NewerFormat);
            QCOMPARE(error.subject(), std::string("study.leptune"));
            QVERIFY(error.detail().find("format " + std::to_string(kProjectFormat + 1)) !=
                    std::string::npos);
        }
    }

    void formattingOfTheLocaleDoesNotMatter()
    {
        struct Grouped : std::numpunct<char> {
            char do_thousands_sep() const override { return '.'; }
            std::string do_grouping() const override { return "\3"; }
        };
        const Bytes plain = bytesOf(testing::richProject());
        const std::locale before =
            std::locale::global(std::locale(std::locale::classic(), new Grouped));
        const Bytes grouped = bytesOf(testing::richProject());
        const Outcome outcome = outcomeOf(plain, plain);
        std::locale::global(before);
        QCOMPARE(grouped, plain);
        QCOMPARE(outcome, Outcome::Same);
    }

    void columnsThatArePackedInPartsComeBack()
    {
        RandomStream random(11);
        std::vector<double> noise(400'000); // more than one part, before packing and after
        for (double &value : noise)
            value = random.uniform();
        Project project;
        project.table = Table({Column::numeric("x", noise), Column::numeric("none", noise)});
        const Project loaded = projectFromBytes(bytesOf(project), "p");
        QVERIFY(loaded.table && std::ranges::equal(loaded.table->column("x").numbers(), noise));
    }
};

QTEST_GUILESS_MAIN(TestProjectBytes)
#include "tst_project_bytes.moc"
