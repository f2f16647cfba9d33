// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commandline.h"

#include "commands.h"
#include "connectionoptions.h"
#include "help.h"
#include "options.h"
#include "optionvalues.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void printAndExit(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    std::exit(EXIT_SUCCESS);
}

// "wsrpc help call", "wsrpc call --help" or just "wsrpc --help"
std::optional<UsageError> exitWithHelp(const QStringList &words)
{
    const bool isCommand = words.value(0) == "help"_L1;
    const QString name = words.value(isCommand ? 1 : 0);
    if (name.isEmpty())
        printAndExit(helpText());
    if (const Command *command = findCommand(name))
        printAndExit(helpText(*command));
    return UsageError{u"unknown command '%1'"_s.arg(name)};
}

Parsed<BenchOptions> benchOf(const OptionValues &options)
{
    BenchOptions bench;
    bench.json = options.isSet(u"json"_s);
    UsageError error;
    if (!options.take(u"calls"_s, parseCount, &bench.calls, &error)
        || !options.take(u"duration"_s, parseSeconds, &bench.duration, &error)
        || !options.take(u"rate"_s, parseCount, &bench.rate, &error)
        || !options.take(u"window"_s, parseCount, &bench.window, &error)
        || !options.take(u"connections"_s, parseCount, &bench.connections, &error))
        return error;
    return bench;
}

Parsed<ModelViewOptions> modelViewOf(const OptionValues &options)
{
    ModelViewOptions view;
    view.follow = options.isSet(u"follow"_s);
    RowRange rows{view.first, view.last};
    UsageError error;
    if (!options.take(u"roles"_s, parseNames, &view.roles, &error)
        || !options.take(u"rows"_s, parseRows, &rows, &error))
        return error;
    view.first = rows.first;
    view.last = rows.last;
    return view;
}

Parsed<MethodCall> requestOf(const QStringList &words, const OptionValues &options, Input &input)
{
    if (words.isEmpty())
        return UsageError{u"expected a method"_s};
    MethodCall request{words.first(), {}};
    const QStringList arguments = words.sliced(1);
    const auto params = [&input](const QString &text) { return parseParams(text, input); };
    UsageError error;
    if (options.isSet(u"params"_s) && !arguments.isEmpty())
        return UsageError{u"arguments are given either one by one or with --params"_s};
    if (!options.take(u"params"_s, params, &request.arguments, &error))
        return error;
    if (!options.isSet(u"params"_s)
        && !take(parseArguments(arguments, input), &request.arguments, &error))
        return error;
    return request;
}

Parsed<MethodCall> settingOf(const QStringList &words, Input &input)
{
    if (words.size() != 2)
        return UsageError{u"expected the name of a property and a value"_s};
    QVariant value;
    UsageError error;
    if (!take(parseValue(words[1], input), &value, &error))
        return UsageError{u"the value \"%1\": %2"_s.arg(words[1], error.message)};
    return MethodCall{u"rpc.set"_s, QVariantMap{{u"name"_s, words[0]}, {u"value"_s, value}}};
}

Parsed<QStringList> namesOf(const QStringList &words, unsigned command)
{
    if (command == Get && words.size() != 1)
        return UsageError{u"expected the name of a property or an object"_s};
    if (command == Model && words.size() != 1)
        return UsageError{u"expected the name of a model"_s};
    if (command == Watch && words.isEmpty())
        return UsageError{u"expected names of properties or objects"_s};
    QStringList names = words;
    names.removeDuplicates();
    return names;
}

bool isUrl(const QString &text)
{
    return text.startsWith("ws://"_L1) || text.startsWith("wss://"_L1);
}

Parsed<QList<DocumentSource>> documentsOf(
    const QStringList &words, const OptionValues &options, Input &input)
{
    QList<DocumentSource> documents;
    UsageError error;
    for (const QString &word : words) {
        DocumentSource source{.fileName = word};
        ConnectionOptions connection;
        if (!isUrl(word) && !take(input.read(word), &source.contents, &error))
            return error;
        if (isUrl(word) && !take(connectionOf(word, options, input), &connection, &error))
            return error;
        if (isUrl(word))
            source.connection = connection;
        documents.append(source);
    }
    return documents;
}

Parsed<DocumentFormat> formatOf(const OptionValues &options)
{
    QList<DocumentFormat> formats;
    for (const auto &[name, format] :
        {std::pair(u"names"_s, DocumentFormat::Names), std::pair(u"json"_s, DocumentFormat::Json),
            std::pair(u"markdown"_s, DocumentFormat::Markdown),
            std::pair(u"html"_s, DocumentFormat::Html)}) {
        if (options.isSet(name))
            formats.append(format);
    }
    if (formats.size() > 1)
        return UsageError{u"expected one of --names, --json, --markdown and --html"_s};
    return formats.value(0, DocumentFormat::Text);
}

Parsed<Language> languageOf(const QString &text)
{
    if (text == "cpp"_L1)
        return Language::Cpp;
    if (text == "qml"_L1)
        return Language::Qml;
    if (text == "typescript"_L1)
        return Language::TypeScript;
    return UsageError{u"expected cpp, qml or typescript, got \"%1\""_s.arg(text)};
}

Parsed<GenerateOptions> generateOf(const QString &language, const OptionValues &options)
{
    GenerateOptions generate;
    UsageError error;
    const auto text = [](const QString &value) { return Parsed<QString>(value); };
    if (!take(languageOf(language), &generate.language, &error)
        || !options.take(u"class"_s, parseIdentifier, &generate.className, &error)
        || !options.take(u"namespace"_s, parseNamespace, &generate.nameSpace, &error)
        || !options.take(u"prefix"_s, text, &generate.prefix, &error)
        || !options.take(u"output"_s, text, &generate.folder, &error))
        return error;
    return generate;
}

bool takeGenerate(const QStringList &words, const OptionValues &options, Input &input,
    CommandLine *line, UsageError *error)
{
    if (words.size() != 2) {
        *error = {u"expected a language and a document"_s};
        return false;
    }
    return take(generateOf(words[0], options), &line->generate, error)
        && take(documentsOf({words[1]}, options, input), &line->documents, error);
}

// Of commands that take a file as well as a URL.
bool takeDocuments(const QStringList &words, const OptionValues &options, Input &input,
    CommandLine *line, UsageError *error)
{
    const bool compares = line->command->option == Compare;
    if (compares ? words.size() != 2 : words.size() > 2) {
        *error = {compares ? u"expected two documents"_s : u"expected one name at most"_s};
        return false;
    }
    line->names = compares ? QStringList() : words.sliced(1);
    const QStringList sources = compares ? words : words.first(1);
    return take(documentsOf(sources, options, input), &line->documents, error)
        && (compares || take(formatOf(options), &line->format, error));
}

// Takes what follows the URL.
bool takeWords(const QStringList &words, const OptionValues &options, Input &input,
    CommandLine *line, UsageError *error)
{
    switch (line->command->option) {
    case Get:
    case Listen:
    case Model:
    case Watch:
        return take(namesOf(words, line->command->option), &line->names, error);
    case Set:
        return take(settingOf(words, input), &line->request, error);
    default:
        return take(requestOf(words, options, input), &line->request, error);
    }
}

} // namespace

Parsed<CommandLine> parseCommandLine(const QStringList &arguments)
{
    OptionValues options;
    UsageError error;
    if (!take(OptionValues::parse(arguments), &options, &error))
        return error;
    if (options.isSet(u"version"_s))
        printAndExit("wsrpc " WSRPC_VERSION "\n");
    const QStringList words = options.words();
    if (options.isSet(u"help"_s) || words.value(0) == "help"_L1)
        return *exitWithHelp(words);
    if (words.size() < 2)
        return UsageError{u"expected a command and a URL"_s};

    CommandLine line;
    line.command = findCommand(words[0]);
    if (!line.command)
        return UsageError{u"unknown command '%1'"_s.arg(words[0])};
    if (const QString option = options.notOf(line.command->option); !option.isEmpty())
        return UsageError{u"%1 has no option --%2"_s.arg(words[0], option)};
    line.compact = options.isSet(u"compact"_s);
    line.verbose = options.isSet(u"verbose"_s);
    Input input;
    const unsigned command = line.command->option;
    if (command == Describe || command == Compare || command == Generate) {
        const auto takeThem = command == Generate ? takeGenerate : takeDocuments;
        if (!takeThem(words.sliced(1), options, input, &line, &error))
            return error;
        return line;
    }
    if (!take(connectionOf(words[1], options, input), &line.connection, &error)
        || !options.take(u"count"_s, parseCount, &line.count, &error)
        || !options.take(u"interval"_s, parseSeconds, &line.interval, &error)
        || !take(benchOf(options), &line.bench, &error)
        || !take(modelViewOf(options), &line.model, &error)
        || !takeWords(words.sliced(2), options, input, &line, &error))
        return error;
    return line;
}
