// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// Measures add(1, 2) between two processes over the loopback interface, beside a bare QWebSocket
// echo of as many bytes and a loop written by hand with QJsonDocument, all in one run.

#include "peers.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QProcess>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr PeerKind kinds[] = {
    PeerKind::Rpc, PeerKind::PlainRpc, PeerKind::Echo, PeerKind::Document};
constexpr std::size_t ours = 2; // as many of these are this module
constexpr int windows[] = {1, 64};

struct Measurement
{
    double callsPerSecond = 0;
    double p50 = 0; // us
    double p99 = 0; // us
};

double quantile(std::vector<double> &values, double part)
{
    const auto place = values.begin() + std::ptrdiff_t(part * double(values.size() - 1));
    std::ranges::nth_element(values, place);
    return *place;
}

double median(std::vector<double> values)
{
    return quantile(values, 0.5);
}

// Keeps `window` calls in flight until `count` are answered.
Measurement measure(BenchmarkPeer &peer, int window, int count)
{
    std::vector<double> latencies;
    latencies.reserve(std::size_t(count));
    int started = 0;
    std::function<void()> next = [&] {
        const Clock::time_point start = Clock::now();
        ++started;
        peer.call([&, start] {
            latencies.push_back(
                std::chrono::duration<double, std::micro>(Clock::now() - start).count());
            if (started < count)
                next();
        });
    };
    const Clock::time_point start = Clock::now();
    for (int i = 0; i < window; ++i)
        next();
    while (int(latencies.size()) < count)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const std::chrono::duration<double> elapsed = Clock::now() - start;
    return {count / elapsed.count(), quantile(latencies, 0.5), quantile(latencies, 0.99)};
}

// A process of its own that serves one kind.
class ServerProcess
{
public:
    explicit ServerProcess(PeerKind kind)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(),
            {QStringLiteral("--serve"), QString::fromLatin1(nameOf(kind))});
        if (!m_process.waitForReadyRead(10'000))
            throw std::runtime_error("the server process does not start");
        m_url = QUrl(QString::fromUtf8(m_process.readLine().trimmed()));
    }

    ~ServerProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    [[nodiscard]] QUrl url() const { return m_url; }

private:
    QProcess m_process;
    QUrl m_url;
};

void compare(int window, int rounds, int calls)
{
    std::vector<std::unique_ptr<ServerProcess>> servers;
    std::vector<std::unique_ptr<BenchmarkPeer>> peers;
    for (const PeerKind kind : kinds) {
        servers.push_back(std::make_unique<ServerProcess>(kind));
        peers.push_back(connectPeer(kind, servers.back()->url()));
        measure(*peers.back(), window, calls / 10); // warms up
    }
    std::vector<Measurement> results[std::size(kinds)];
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < peers.size(); ++i)
            results[i].push_back(measure(*peers[i], window, calls));
    }
    const auto medianOf = [&](std::size_t kind, auto member) {
        std::vector<double> values;
        std::ranges::transform(results[kind], std::back_inserter(values), member);
        return median(values);
    };
    const auto ratioOf = [&](std::size_t kind, std::size_t other) {
        std::vector<double> ratios;
        for (std::size_t round = 0; round < results[0].size(); ++round)
            ratios.push_back(
                results[kind][round].callsPerSecond / results[other][round].callsPerSecond);
        return median(ratios);
    };
    for (std::size_t i = 0; i < std::size(kinds); ++i) {
        std::printf("%9d  %-14s %10.0f  %8.1f  %8.1f\n", window, nameOf(kinds[i]),
            medianOf(i, &Measurement::callsPerSecond), medianOf(i, &Measurement::p50),
            medianOf(i, &Measurement::p99));
    }
    for (std::size_t i = 0; i < ours; ++i) {
        std::printf("%9d  %-14s : echo %.2f, : qjsondocument %.2f\n", window, nameOf(kinds[i]),
            ratioOf(i, 2), ratioOf(i, 3));
    }
    std::fflush(stdout);
}

int serve(const QString &name)
{
    for (const PeerKind kind : kinds) {
        if (name != QLatin1StringView(nameOf(kind)))
            continue;
        std::printf("%s\n", qPrintable(servePeer(kind).toString()));
        std::fflush(stdout);
        return QCoreApplication::exec();
    }
    std::fprintf(stderr, "unknown kind: %s\n", qPrintable(name));
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({QStringLiteral("rounds"), QStringLiteral("Interleaved rounds."),
        QStringLiteral("count"), QStringLiteral("5")});
    parser.addOption(
        {QStringLiteral("calls"), QStringLiteral("Calls in a round with 64 in flight."),
            QStringLiteral("count"), QStringLiteral("50000")});
    parser.addOption({QStringLiteral("serve"), QStringLiteral("Used by this program itself."),
        QStringLiteral("kind")});
    parser.process(application);
    try {
        if (parser.isSet(QStringLiteral("serve")))
            return serve(parser.value(QStringLiteral("serve")));
        const int rounds = std::max(1, parser.value(QStringLiteral("rounds")).toInt());
        const int calls = std::max(1000, parser.value(QStringLiteral("calls")).toInt());
        std::printf(
            "in flight  peer               calls/s   p50/us    p99/us   (medians of %d)\n", rounds);
        for (const int window : windows)
            compare(window, rounds, window == 1 ? calls / 5 : calls);
    } catch (const std::exception &failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
    return 0;
}
