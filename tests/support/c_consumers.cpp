// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/c_consumers.h"

#include "core/base/atomic_file.h"
#include "core/base/child_process.h"
#include "core/exporting/c_check.h"
#include "core/exporting/c_parity.h"

#include <QTest>

namespace leptune {

namespace {

const std::vector<std::string> kStrict{"-std=c99",   "-Wall",        "-Wextra",
                                       "-Wpedantic", "-Wconversion", "-Werror"};
const std::vector<std::string> kCortexM4{"-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard",
                                         "-mfpu=fpv4-sp-d16"};

std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string> &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

bool compiles(const std::vector<std::string> &words)
{
    const QTemporaryDir folder;
    writeFileAtomically(folder.filePath(QStringLiteral("a.c")).toStdString(),
                        std::string_view("int main(void) { return 0; }\n"));
    return runChild(words + std::vector<std::string>{"a.c", "-o", "a"}, folder.path().toStdString(),
                    60)
        .succeeded();
}

Consumer native(const std::string &compiler, const std::vector<std::string> &options)
{
    Consumer result{compiler, {}, {"-lm"}, {"./check"}, {}, SIZE_MAX};
    for (const std::string &option : options)
        result.name += ' ' + option;
    const auto found = findProgram(compiler);
    if (!found)
        result.missing = QStringLiteral("%1 is not installed").arg(compiler.c_str());
    else if (!compiles(std::vector{*found} + options))
        result.missing = QStringLiteral("%1 can't build programs").arg(result.name.c_str());
    result.compile = std::vector{found.value_or(compiler)} + options;
    return result;
}

Consumer cortexM4()
{
    const std::string parts = LEPTUNE_SOURCE "/tests/interop/cortex_m4/";
    Consumer result{"cortex-m4", {}, {}, {}, {}, std::size_t{4} << 20};
    const auto compiler = findProgram("arm-none-eabi-gcc");
    const auto machine = findProgram("qemu-system-arm");
    if (!compiler || !machine) {
        result.missing = QStringLiteral("gcc-arm-none-eabi or qemu-system-arm is not installed");
        return result;
    }
    result.compile = std::vector<std::string>{*compiler, "-O2"} + kCortexM4;
    result.link = {"--specs=rdimon.specs",  "-nostartfiles",     "-T",
                   parts + "mps2_an386.ld", parts + "startup.c", "-lm"};
    result.run = {
        *machine,  "-M",      "mps2-an386", "-nographic",          "-monitor",
        "none",    "-serial", "none",       "-semihosting-config", "enable=on,target=native",
        "-kernel", "check"};
    return result;
}

} // namespace

const std::vector<Consumer> &consumers()
{
    static const std::vector<Consumer> all{native("gcc", {"-O2"}), native("clang", {"-O2"}),
                                           native("gcc", {"-m32", "-O1"}), cortexM4()};
    return all;
}

void addConsumers()
{
    QTest::addColumn<int>("consumer");
    for (std::size_t i = 0; i < consumers().size(); ++i)
        QTest::newRow(consumers()[i].name.c_str()) << static_cast<int>(i);
}

std::string built(const Consumer &consumer, const QTemporaryDir &folder,
                  const CInterface &interface, const CSources &sources, const std::string &main)
{
    const auto at = [&](const std::string &name) {
        return folder.path().toStdString() + '/' + name;
    };
    writeFileAtomically(at(interface.header), sources.header);
    writeFileAtomically(at("model.c"), sources.source);
    writeFileAtomically(at("main.c"), main);
    const std::string where = folder.path().toStdString();
    const ChildResult object = runChild(
        consumer.compile + kStrict + std::vector<std::string>{"-c", "model.c"}, where, 120);
    if (!object.succeeded())
        return object.output;
    const ChildResult program =
        runChild(consumer.compile +
                     std::vector<std::string>{"-std=c99", "-o", "check", "main.c", "model.o"} +
                     consumer.link,
                 where, 120);
    return program.succeeded() ? std::string() : "main: " + program.output;
}

std::size_t headerNumber(const CSources &sources, const std::string &name)
{
    const std::size_t at = sources.header.find('_' + name + ' ');
    return at == std::string::npos ? 0 : std::stoul(sources.header.substr(at + name.size() + 2));
}

std::string whyTooLarge(const Consumer &consumer, const CSources &sources)
{
    constexpr std::size_t kCode = std::size_t{128} << 10; // and newlib
    const std::size_t tables = headerNumber(sources, "FLASH_BYTES");
    if (consumer.flashBytes == SIZE_MAX || tables + kCode <= consumer.flashBytes)
        return {};
    return "of " + std::to_string(tables >> 20) + " MB is skipped on " + consumer.name +
           ", which has " + std::to_string(consumer.flashBytes >> 20) + " MB";
}

std::string answerProblem(const Consumer &consumer, const Model &model, const CInterface &interface,
                          const CSources &sources, const RawBatch &rows)
{
    const QTemporaryDir folder;
    const RawBatch given = cCheckableRows(interface, rows);
    const std::string fault =
        built(consumer, folder, interface, sources, cCheckProgram(model, interface, given));
    if (!fault.empty())
        return fault;
    const std::string where = folder.path().toStdString();
    writeFileAtomically(where + "/rows.bin", cCheckRows(model, interface, given));
    const ChildResult ran = runChild(consumer.run, where, 120);
    if (!ran.succeeded())
        return "status " + std::to_string(ran.status) + ": " + ran.output;
    return cParityProblem(
        model, interface, given,
        cCheckAnswers(model, interface, readWholeFile(where + "/answers.bin"), given.rows));
}

} // namespace leptune
