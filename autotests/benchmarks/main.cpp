// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// Measures calls between processes over the loopback interface, each technique beside a bare
// QWebSocket that moves as many bytes. README: autotests/run --benchmarks.

#include "roles.h"

#include <QCommandLineParser>
#include <QCoreApplication>

using namespace Benchmarks;

namespace {

struct Option
{
    const char *name;
    const char *description;
    const char *valueName;
    const char *preset;
};

constexpr Option options[] = {
    {"serve", "Only serve <kind>; prints the url.", "kind", ""},
    {"load", "Only be a client of <kind>.", "kind", ""},
    {"url", "The server of --load.", "url", ""},
    {"task", "What --serve and --load are for.", "task", "add"},
    {"window", "Calls in flight of --load.", "count", "1"},
    {"calls", "Calls of --load; without it the input tells.", "count", "0"},
    {"connections", "Connections of --load.", "count", "1"},
    {"bytes", "Payload of --load.", "count", "0"},
    {"threads", "Threads of --serve.", "count", "0"},
    {"methods", "Methods of --serve.", "count", "10"},
};

class CommandLine
{
public:
    CommandLine()
    {
        m_parser.addHelpOption();
        for (const Option &option : options) {
            m_parser.addOption(
                {QString::fromLatin1(option.name), QString::fromLatin1(option.description),
                    QString::fromLatin1(option.valueName), QString::fromLatin1(option.preset)});
        }
        m_parser.process(*QCoreApplication::instance());
    }

    [[nodiscard]] bool has(const char *name) const
    {
        return m_parser.isSet(QLatin1StringView(name));
    }
    [[nodiscard]] QString text(const char *name) const
    {
        return m_parser.value(QLatin1StringView(name));
    }
    [[nodiscard]] int number(const char *name) const { return text(name).toInt(); }

    [[nodiscard]] const Technique &technique(const char *name) const
    {
        if (const Technique *const technique = findTechnique(text(name)))
            return *technique;
        fail(QStringLiteral("unknown kind: %1").arg(text(name)));
    }

private:
    QCommandLineParser m_parser;
};

int loadAs(const CommandLine &line)
{
    std::optional<Amount> amount;
    if (const int calls = line.number("calls"))
        amount = {.window = line.number("window"), .calls = calls};
    return load(line.technique("load"),
        {.url = QUrl(line.text("url")),
            .task = taskNamed(line.text("task")),
            .bytes = line.number("bytes")},
        line.number("connections"), amount);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const CommandLine line;
    if (line.has("serve")) {
        return serve(line.technique("serve"),
            {.task = taskNamed(line.text("task")),
                .threads = line.number("threads"),
                .methods = line.number("methods")});
    }
    if (line.has("load"))
        return loadAs(line);
    return 0;
}
