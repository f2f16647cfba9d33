// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// The cost of a request, from its text to the text of the answer and without a connection, compared
// with handwritten code: QJsonDocument and QMetaMethod::invoke().

#include "invocation_p.h"
#include "jsonreader_p.h"
#include "messageformat_p.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class Service : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE int ten(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j)
    {
        return a + b + c + d + e + f + g + h + i + j;
    }
    Q_INVOKABLE void third() { }
    Q_INVOKABLE void fourth() { }
    Q_INVOKABLE void fifth() { }
    Q_INVOKABLE void sixth() { }
    Q_INVOKABLE void seventh() { }
    Q_INVOKABLE void eighth() { }
    Q_INVOKABLE void ninth() { }
    Q_INVOKABLE void tenth() { }
};

// Ten methods for each service.
class Services
{
public:
    explicit Services(int count) : m_services(count) { }

    [[nodiscard]] static QString prefix(int index) { return u"m%1."_s.arg(index); }
    [[nodiscard]] int count() const { return int(m_services.size()); }
    [[nodiscard]] Service *at(int index) { return &m_services[index]; }

private:
    std::vector<Service> m_services;
};

class Ours
{
public:
    explicit Ours(Services &services)
    {
        for (int i = 0; i < services.count(); ++i)
            m_registry.expose(services.at(i), {.prefix = Services::prefix(i)});
    }

    QByteArrayView answer(const QByteArray &request)
    {
        const auto parsed = m_reader.read(QByteArrayView(request), 128);
        const Message message = jsonRpc2().read(std::get<JsonValue>(parsed), m_reader, 0);
        Invocation invocation;
        const auto error = invocation.prepare(*m_registry.find(message.method), message);
        Q_ASSERT(!error);
        const Answer answer = std::get<Answer>(invocation.run(m_context, false));
        m_writer.clear();
        jsonRpc2().beginResult(m_writer, message.id);
        (void)answer.codec->write(answer.value, m_writer, {});
        jsonRpc2().endResult(m_writer, message.id, answer.typeName);
        return m_writer.view();
    }

private:
    Registry m_registry;
    JsonReader m_reader;
    JsonWriter m_writer;
    CallContext m_context;
};

class ByHand
{
public:
    explicit ByHand(Services &services)
    {
        const QMetaObject &metaObject = Service::staticMetaObject;
        for (int i = 0; i < services.count(); ++i) {
            for (int j = metaObject.methodOffset(); j < metaObject.methodCount(); ++j) {
                const QMetaMethod method = metaObject.method(j);
                m_methods.insert(Services::prefix(i) + QString::fromLatin1(method.name()),
                    {services.at(i), method});
            }
        }
    }

    QByteArray answer(const QByteArray &text)
    {
        const QJsonObject request = QJsonDocument::fromJson(text).object();
        const auto [service, method] = m_methods.value(request[u"method"_s].toString());
        const QJsonArray params = request[u"params"_s].toArray();
        std::array<int, 10> values = {};
        for (qsizetype i = 0; i < params.size(); ++i)
            values[i] = params[i].toInt();
        int result = 0;
        if (params.size() == 2)
            method.invoke(service, Qt::DirectConnection, Q_RETURN_ARG(int, result),
                Q_ARG(int, values[0]), Q_ARG(int, values[1]));
        else
            method.invoke(service, Qt::DirectConnection, Q_RETURN_ARG(int, result),
                Q_ARG(int, values[0]), Q_ARG(int, values[1]), Q_ARG(int, values[2]),
                Q_ARG(int, values[3]), Q_ARG(int, values[4]), Q_ARG(int, values[5]),
                Q_ARG(int, values[6]), Q_ARG(int, values[7]), Q_ARG(int, values[8]),
                Q_ARG(int, values[9]));
        const QJsonObject answer{
            {u"jsonrpc"_s, u"2.0"_s}, {u"result"_s, result}, {u"id"_s, request[u"id"_s]}};
        return QJsonDocument(answer).toJson(QJsonDocument::Compact);
    }

private:
    QHash<QString, std::pair<Service *, QMetaMethod>> m_methods;
};

template<typename Side>
static double nanosecondsPerCall(Side &side, const QByteArray &request)
{
    using Clock = std::chrono::steady_clock;
    constexpr int calls = 20000;
    const Clock::time_point start = Clock::now();
    for (int i = 0; i < calls; ++i) {
        if (side.answer(request).size() == 0)
            std::abort();
    }
    return std::chrono::duration<double, std::nano>(Clock::now() - start).count() / calls;
}

static double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

static void compare(const char *name, int serviceCount, const QByteArray &request)
{
    Services services(serviceCount);
    Ours ours(services);
    ByHand byHand(services);
    std::vector<double> ourTimes;
    std::vector<double> handTimes;
    std::vector<double> ratios;
    for (int round = 0; round < 11; ++round) {
        ourTimes.push_back(nanosecondsPerCall(ours, request));
        handTimes.push_back(nanosecondsPerCall(byHand, request));
        ratios.push_back(handTimes.back() / ourTimes.back());
    }
    std::printf("%-10s %5d methods  %6.0f ns/call  by hand %6.0f ns/call  ratio %.1f\n", name,
        10 * serviceCount, median(ourTimes), median(handTimes), median(ratios));
}

int main()
{
    const QByteArray add = R"({"jsonrpc":"2.0","method":"m0.add","params":[1,2],"id":1})";
    const QByteArray ten =
        R"({"jsonrpc":"2.0","method":"m0.ten","params":[1,2,3,4,5,6,7,8,9,10],"id":1})";
    for (const int serviceCount : {1, 100}) {
        compare("add", serviceCount, add);
        compare("ten ints", serviceCount, ten);
    }
}

#include "bench_dispatch.moc"
