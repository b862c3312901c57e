// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/error_messages.h"

#include "ui/words/core_words.h"
#include "ui/words/sentences.h"

#include <QCoreApplication>

#include <new>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ErrorMessages)
};

} // namespace

QString errorTitle(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadInput:
        return Words::tr("The data can't be used like this");
    case ErrorCode::NotFound:
        return Words::tr("Not found");
    case ErrorCode::Unreadable:
        return Words::tr("The file can't be read");
    case ErrorCode::Unwritable:
        return Words::tr("The file can't be written");
    case ErrorCode::BadFormat:
        return Words::tr("The file is damaged or of another kind");
    case ErrorCode::NewerFormat:
        return Words::tr("The file was made by a newer Leptune");
    case ErrorCode::BadColumn:
        return Words::tr("A column does not fit");
    case ErrorCode::TooLittleData:
        return Words::tr("Too little data to learn from");
    case ErrorCode::BadOption:
        return Words::tr("A setting does not fit");
    case ErrorCode::OutOfMemory:
        return Words::tr("Not enough memory");
    case ErrorCode::Stopped:
        return Words::tr("Stopped");
    case ErrorCode::Unsupported:
        return Words::tr("This is not possible here");
    case ErrorCode::Internal:
        return Words::tr("Leptune made a mistake");
    }
    return Words::tr("Something went wrong");
}

QString errorHint(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Unreadable:
        return Words::tr("Check that the file is still there and that you may read it.");
    case ErrorCode::Unwritable:
        return Words::tr("Choose another folder or free some space, then try again.");
    case ErrorCode::NewerFormat:
        return Words::tr("Open it with the version that wrote it, or update Leptune.");
    case ErrorCode::OutOfMemory:
        return Words::tr("Close other programs or use fewer rows or columns.");
    case ErrorCode::Internal:
        return Words::tr("Your data is untouched. Please report what you did.");
    default:
        return {};
    }
}

ErrorText describeError(const Error &error)
{
    const bool isOption = error.code() == ErrorCode::BadOption;
    const QString subject =
        isOption ? coreOption(error.subject()) : QString::fromStdString(error.subject());
    const QString detail = coreWords(error.detail());
    const QString text = subject.isEmpty() ? detail : Words::tr("%1: %2").arg(subject, detail);
    return {errorTitle(error.code()), joinSentences(withFullStop(text), errorHint(error.code()))};
}

ErrorText describeError(const std::exception_ptr &problem)
{
    try {
        std::rethrow_exception(problem);
    } catch (const Error &error) {
        return describeError(error);
    } catch (const std::bad_alloc &) {
        return {errorTitle(ErrorCode::OutOfMemory), errorHint(ErrorCode::OutOfMemory)};
    } catch (const std::exception &error) {
        return {errorTitle(ErrorCode::Internal),
                joinSentences(withFullStop(QString::fromUtf8(error.what())),
                              errorHint(ErrorCode::Internal))};
    } catch (...) {
        return {errorTitle(ErrorCode::Internal), errorHint(ErrorCode::Internal)};
    }
}

bool isStopped(const std::exception_ptr &problem)
{
    try {
        std::rethrow_exception(problem);
    } catch (const Error &error) {
        return error.code() == ErrorCode::Stopped;
    } catch (...) {
        return false;
    }
}

} // namespace leptune
