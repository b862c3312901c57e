// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/module_loader.h"

#include "core/base/error.h"
#include "core/neural/script_runner.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <system_error>

namespace leptune::neural {

namespace {

constexpr const char *kModule = "libleptune_neural.so";
constexpr const char *kEntry = "leptune_neural_engine";
constexpr const char *kScriptEntry = "leptune_neural_script";
using Entry = const EngineTable *(*)();

/// The folder of the shared library (or program) that this function was linked into.
std::filesystem::path ownFolder()
{
    Dl_info info{};
    if (dladdr(reinterpret_cast<const void *>(&ownFolder), &info) == 0 || !info.dli_fname)
        return {};
    std::error_code ignored;
    return std::filesystem::weakly_canonical(info.dli_fname, ignored).parent_path();
}

std::vector<std::filesystem::path> placesToLook()
{
    std::vector<std::filesystem::path> places;
    if (const char *named = std::getenv("LEPTUNE_MODULES"); named && *named)
        places.emplace_back(named);
    const std::filesystem::path beside = ownFolder();
    if (!beside.empty()) {
        places.push_back(beside);
        places.push_back((beside / "../lib/leptune").lexically_normal());
    }
    return places;
}

std::string lastDlError()
{
    const char *text = dlerror();
    return text ? text : "unknown reason";
}

/// The loader maps libraries whole; `number`: errno after it failed. A folder whose files may not
/// be run refuses to be mapped as well.
bool tellsOfMemory(const std::string &text, int number)
{
    if (number == EPERM || number == EACCES)
        return false;
    return std::ranges::any_of(
        std::array{"failed to map segment", "cannot map zero-fill pages", "Cannot allocate memory"},
        [&](const char *words) { return text.find(words) != std::string::npos; });
}

} // namespace

const EngineTable *openModule(const std::filesystem::path &file, std::string &reasons)
{
    const auto refuse = [&](const std::string &why) {
        reasons += "\n  " + file.string() + ": " + why;
        return nullptr;
    };
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        return refuse("not there");
    // Never closed: LibTorch's thread pools and registries do not survive unloading.
    errno = 0;
    void *handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    const int number = errno;
    if (!handle) {
        const std::string why = lastDlError();
        if (tellsOfMemory(why, number))
            throw Error(ErrorCode::OutOfMemory, "neural networks",
                        "there was not enough memory to load LibTorch; close other programs, or "
                        "let this one have more memory");
        return refuse(why);
    }
    const auto entry = reinterpret_cast<Entry>(dlsym(handle, kEntry));
    if (!entry)
        return refuse(lastDlError());
    const EngineTable *table = entry();
    if (!table || table->abi != kAbi)
        return refuse("it belongs to another version of Leptune (interface " +
                      std::to_string(table ? table->abi : 0) + ", wanted " + std::to_string(kAbi) +
                      ")");
    return table;
}

namespace {

const EngineTable &load()
{
    std::string reasons;
    for (const std::filesystem::path &place : placesToLook())
        if (const EngineTable *table = openModule(place / kModule, reasons))
            return *table;
    throw Error(ErrorCode::Unsupported, "neural networks",
                std::string("the module ") + kModule +
                    " could not be loaded; install LibTorch and the module, or point "
                    "LEPTUNE_MODULES at its folder. Tried:" +
                    reasons);
}

} // namespace

bool moduleIsThere()
{
    std::error_code ignored;
    return std::ranges::any_of(placesToLook(), [&](const std::filesystem::path &place) {
        return std::filesystem::exists(place / kModule, ignored);
    });
}

const EngineTable &engine()
{
    static const EngineTable &table = load();
    return table;
}

ScriptRunner scriptRunner()
{
    Dl_info info{};
    void *handle = nullptr;
    if (dladdr(reinterpret_cast<const void *>(engine().train), &info) != 0)
        handle = dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD);
    const auto entry =
        reinterpret_cast<ScriptRunner (*)()>(handle ? dlsym(handle, kScriptEntry) : nullptr);
    if (!entry)
        throw Error(ErrorCode::Unsupported, kModule, "it can't run TorchScript files");
    return entry();
}

} // namespace leptune::neural
