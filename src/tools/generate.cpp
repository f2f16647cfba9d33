// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "documentsource.h"
#include "generate/cpp/cppclient.h"
#include "generate/cpp/cpptext.h"
#include "generate/identifiers.h"
#include "generate/outputfolder.h"
#include "generate/qml/qmlclient.h"
#include "generate/qml/qmltext.h"
#include "generate/typescript/client.h"

using namespace Qt::StringLiterals;

namespace {

QString classNameFor(const GenerateOptions &options, const Api::Document &document)
{
    if (!options.className.isEmpty())
        return options.className;
    const QString name = Generator::upperCamel(document.title);
    return name.isEmpty() ? u"Client"_s : name;
}

// A file Object.qml would change what Object means in it.
bool isTaken(const GenerateOptions &options)
{
    const QString name = Generator::upperCamel(options.className);
    return options.language == Language::Qml && Generator::Qml::reservedTypes().contains(name);
}

Generator::Output generated(const Api::Document &document, const GenerateOptions &options)
{
    switch (options.language) {
    case Language::Cpp:
        return Generator::Cpp::writeClient(
            document, {.className = options.className, .nameSpace = options.nameSpace});
    case Language::Qml:
        return Generator::Qml::writeClient(document, {.className = options.className});
    case Language::TypeScript:
        return Generator::typeScriptClient(document, {.className = options.className});
    }
    Q_UNREACHABLE();
    return {};
}

int write(const Generator::Output &output, const QString &folder)
{
    for (const QString &line : output.leftOut)
        reportWarning(line);
    const auto written = Generator::writeInto(folder, output.files);
    if (const auto *failure = std::get_if<Generator::Unwritten>(&written)) {
        reportProblem(failure->reason, WrongUsage);
        return WrongUsage;
    }
    for (const QString &name : std::get<QStringList>(written))
        reportDetail(u"wrote "_s + name);
    return Success;
}

} // namespace

int runGenerate(const CommandLine &line)
{
    auto read = documentFrom(line.documents.first());
    if (const auto *status = std::get_if<ExitStatus>(&read))
        return *status;
    auto &document = std::get<Api::Document>(read);
    GenerateOptions options = line.generate;
    if (!options.prefix.isEmpty() && !document.reduceTo(options.prefix)) {
        reportProblem(u"there is no name that begins with '%1'"_s.arg(options.prefix), WrongUsage);
        return WrongUsage;
    }
    options.className = classNameFor(options, document);
    if (options.language == Language::Cpp && !Generator::Cpp::isClassName(options.className)) {
        reportProblem(u"no class can be called '%1' in C++; --class gives another name"_s.arg(
                          options.className),
            WrongUsage);
        return WrongUsage;
    }
    if (isTaken(options)) {
        reportProblem(
            u"QML or JavaScript has a type '%1' already; choose another name with --class"_s.arg(
                Generator::upperCamel(options.className)),
            WrongUsage);
        return WrongUsage;
    }
    return write(generated(document, options), options.folder);
}
