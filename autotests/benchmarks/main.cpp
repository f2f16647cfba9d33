// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// Measures calls between processes over the loopback interface, and compares each technique with a
// bare QWebSocket that moves as many bytes. "autotests/run --benchmarks" builds and runs it.

#include "process.h"
#include "roles.h"
#include "scenarios/scenario.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QThread>

#include <memory>
#include <optional>
#include <vector>

#include <sys/resource.h>

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
    {"rounds", "Interleaved rounds, of which the medians count.", "count", "5"},
    {"seconds", "How long one measurement takes.", "time", "0.5"},
    {"only", "Only this scenario; may be repeated.", "scenario", ""},
    {"json", "Also writes the results to <file>.", "file", ""},
    {"python", "Measures the Python original with this interpreter too.", "program", ""},
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

Scenario scenarioNamed(const QString &name)
{
    QStringList known;
    for (const Scenario &scenario : scenarios()) {
        known.append(QString::fromLatin1(scenario.name));
        if (known.back() == name)
            return scenario;
    }
    fail(QStringLiteral("no scenario %1, there are: %2").arg(name, known.join(u", ")));
}

class CommandLine
{
public:
    CommandLine()
    {
        m_parser.addHelpOption();
        m_parser.addOption({QStringLiteral("tiny"),
            QStringLiteral("Hardly measures: shows that everything runs.")});
        m_parser.addOption({QStringLiteral("asleep"),
            QStringLiteral("Lets the cores fall asleep, which are kept awake otherwise.")});
        m_parser.addOption({QStringLiteral("give-way"),
            QStringLiteral("Lets others on the same core run before --load.")});
        m_parser.addOption({QStringLiteral("spin"), QStringLiteral("Only keep a core awake.")});
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

    [[nodiscard]] Scale scale() const
    {
        Scale scale = has("tiny") ? Scale::tiny() : Scale();
        if (has("rounds"))
            scale.rounds = std::max(1, number("rounds"));
        if (has("seconds"))
            scale.time = std::chrono::duration<double>(text("seconds").toDouble());
        return scale;
    }

    [[nodiscard]] QList<Scenario> chosenScenarios() const
    {
        const QStringList names = m_parser.values(QStringLiteral("only"));
        if (names.isEmpty())
            return scenarios();
        QList<Scenario> chosen;
        for (const QString &name : names)
            chosen.append(scenarioNamed(name));
        return chosen;
    }

private:
    QCommandLineParser m_parser;
};

int loadAs(const CommandLine &line)
{
    if (line.has("give-way"))
        giveWay();
    std::optional<Amount> amount;
    if (const int calls = line.number("calls"))
        amount = {.window = line.number("window"), .calls = calls};
    return load(line.technique("load"),
        {.url = QUrl(line.text("url")),
            .task = taskNamed(line.text("task")),
            .bytes = line.number("bytes")},
        line.number("connections"), amount);
}

// Waking a core takes longer than a call, so on cores that fall asleep between messages we would
// mostly measure that. A process of the lowest priority keeps each core awake.
class Wakefulness
{
public:
    Wakefulness()
    {
        for (int i = 0; i < QThread::idealThreadCount(); ++i) {
            m_spinners.push_back(
                std::make_unique<Process>(Command{QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--spin")}, cores().value(i, anyCore)}));
        }
    }

private:
    std::vector<std::unique_ptr<Process>> m_spinners;
};

// A server and its clients need a file descriptor for each connection.
void allowManyFiles()
{
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int compareAll(const CommandLine &line)
{
    allowManyFiles();
    setPython(line.text("python"));
    const Scale scale = line.scale();
    const bool isAwake = !line.has("asleep") && !line.has("tiny");
    Report report(QStringLiteral("medians of %1 rounds, %2 s for each measurement, %3")
                      .arg(scale.rounds)
                      .arg(scale.time.count())
                      .arg(isAwake ? u"on cores kept awake" : u"on cores that may sleep"));
    try {
        std::optional<Wakefulness> wakefulness;
        if (isAwake)
            wakefulness.emplace();
        for (const Scenario &scenario : line.chosenScenarios()) {
            report.begin(QString::fromLatin1(scenario.name));
            scenario.run(report, scale);
        }
        if (line.has("json"))
            report.write(line.text("json"));
    } catch (const std::exception &failure) {
        std::fprintf(stderr, "benchmarks: %s\n", failure.what());
        return 1;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const CommandLine line;
    if (line.has("load"))
        return loadAs(line);
    if (line.has("spin"))
        return spin();
    if (!line.has("serve"))
        return compareAll(line);
    return serve(line.technique("serve"),
        {.task = taskNamed(line.text("task")),
            .threads = line.number("threads"),
            .methods = line.number("methods")});
}
