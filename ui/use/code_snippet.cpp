// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/code_snippet.h"

#include "core/base/error.h"
#include "core/exporting/valid_names.h"
#include "ui/use/snippet_parts.h"
#include "ui/words/core_words.h"

#include <algorithm>

namespace leptune {

namespace snippets {

QString quoted(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', QLatin1String("\\\\"));
    escaped.replace(u'"', QLatin1String("\\\""));
    escaped.replace(u'\n', QLatin1String("\\n"));
    escaped.replace(u'\r', QLatin1String("\\r"));
    return u'"' + escaped + u'"';
}

QString quotedInC(const QString &text)
{
    return quoted(text).replace(QLatin1String("??"), QLatin1String("?\\?"));
}

bool answersClasses(const Model &model)
{
    return model.schema().task != TaskKind::Regression;
}

bool readsPicturesOnly(const Model &model)
{
    return pictureOnly(model.schema()).bytes() > 0;
}

bool isRead(const Schema &schema, const RawColumn &column)
{
    return column.used || (&column == &schema.columns.front() &&
                           std::ranges::none_of(schema.columns, &RawColumn::used));
}

Schema writtenSchema(const Model &model)
{
    const auto renamed = withValidNames(model);
    return renamed ? renamed->schema() : model.schema();
}

namespace {

QString fromC(const Model &model, bool isInteger, SnippetLanguage language, const QString &fileName)
{
    switch (language) {
    case SnippetLanguage::Python:
        return cInPython(model, isInteger, fileName);
    case SnippetLanguage::Cpp:
        return cInCpp(model, isInteger, fileName);
    case SnippetLanguage::C:
        break;
    }
    return cInC(model, isInteger, fileName);
}

QString fromNative(const Model &model, SnippetLanguage language, const QString &fileName)
{
    switch (language) {
    case SnippetLanguage::Python:
        return nativeInPython(model, fileName);
    case SnippetLanguage::C:
        return nativeInC(model, fileName);
    case SnippetLanguage::Cpp:
        break;
    }
    return nativeInCpp(model, fileName);
}

QString snippet(const Model &model, ExportFormat format, SnippetLanguage language,
                const QString &fileName)
{
    const bool isPython = language == SnippetLanguage::Python;
    switch (format) {
    case ExportFormat::C:
    case ExportFormat::IntegerC:
        return fromC(model, format == ExportFormat::IntegerC, language, fileName);
    case ExportFormat::TorchScript:
        return isPython ? torchInPython(model, fileName) : torchInCpp(model, fileName);
    case ExportFormat::Native:
        return fromNative(model, language, fileName);
    case ExportFormat::Onnx:
    case ExportFormat::OnnxInt8:
        break;
    }
    return isPython ? onnxInPython(model, fileName)
                    : onnxInC(model, language == SnippetLanguage::Cpp, fileName);
}

} // namespace

} // namespace snippets

std::vector<SnippetLanguage> languagesFor(ExportFormat format)
{
    switch (format) {
    case ExportFormat::C:
    case ExportFormat::IntegerC:
        return {SnippetLanguage::C, SnippetLanguage::Cpp, SnippetLanguage::Python};
    case ExportFormat::Native:
        return {SnippetLanguage::Cpp, SnippetLanguage::C, SnippetLanguage::Python};
    case ExportFormat::TorchScript:
        return {SnippetLanguage::Python, SnippetLanguage::Cpp};
    case ExportFormat::Onnx:
    case ExportFormat::OnnxInt8:
        break;
    }
    return {SnippetLanguage::Python, SnippetLanguage::C, SnippetLanguage::Cpp};
}

QString codeSnippet(const Model &model, ExportFormat format, SnippetLanguage language,
                    const QString &fileName)
{
    try {
        return snippets::snippet(model, format, language, fileName);
    } catch (const Error &error) {
        return coreWords(error.detail());
    }
}

} // namespace leptune
