// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "document.h"

#include "jsonwork.h"
#include "payload.h"

#include <QJsonArray>

namespace Benchmarks {

namespace {

QJsonArray arrayOf(const QList<double> &numbers)
{
    QJsonArray array;
    for (const double number : numbers)
        array.append(number);
    return array;
}

QList<double> numbersOf(const QJsonArray &array)
{
    QList<double> numbers;
    numbers.reserve(array.size());
    for (const QJsonValue &value : array)
        numbers.append(value.toDouble());
    return numbers;
}

QJsonObject requestFor(const QString &method, const QJsonArray &parameters, qint64 id)
{
    return {{QStringLiteral("jsonrpc"), QStringLiteral("2.0")}, {QStringLiteral("method"), method},
        {QStringLiteral("params"), parameters}, {QStringLiteral("id"), id}};
}

class AddWork final : public JsonWork
{
public:
    using JsonWork::JsonWork;

private:
    QJsonObject request(qint64 id) const override
    {
        return requestFor(QStringLiteral("add"), {1, 2}, id);
    }

    bool isRight(const QJsonObject &answer) override
    {
        return answer[QStringLiteral("result")].toInt() == 3;
    }
};

class DoublesWork final : public JsonWork
{
public:
    explicit DoublesWork(const LoadOptions &options)
        : JsonWork(options.url)
        , m_numbers(doublesPayload(options.bytes))
    {
    }

private:
    QJsonObject request(qint64 id) const override
    {
        QJsonArray parameters;
        parameters.append(arrayOf(m_numbers));
        return requestFor(QStringLiteral("echoDoubles"), parameters, id);
    }

    bool isRight(const QJsonObject &answer) override
    {
        return numbersOf(answer[QStringLiteral("result")].toArray()) == m_numbers;
    }

    const QList<double> m_numbers;
};

QJsonValue resultOf(const QString &method, const QJsonArray &parameters)
{
    if (method == QLatin1StringView("add"))
        return parameters[0].toInt() + parameters[1].toInt();
    if (method == QLatin1StringView("echoDoubles"))
        return arrayOf(numbersOf(parameters[0].toArray()));
    return {};
}

} // namespace

Service serveDocument(const ServeOptions &options)
{
    return serveSockets(options, [](QWebSocket *socket) {
        QObject::connect(
            socket, &QWebSocket::textMessageReceived, socket, [socket](const QString &text) {
                const QJsonObject message = messageOf(text);
                const QJsonValue result = resultOf(message[QStringLiteral("method")].toString(),
                    message[QStringLiteral("params")].toArray());
                socket->sendTextMessage(textOf({{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                    {QStringLiteral("result"), result},
                    {QStringLiteral("id"), message[QStringLiteral("id")]}}));
            });
    });
}

std::unique_ptr<Work> connectDocument(const LoadOptions &options)
{
    switch (options.task) {
    case Task::Add:
        return std::make_unique<AddWork>(options.url);
    case Task::Doubles:
        return std::make_unique<DoublesWork>(options);
    default:
        fail(QStringLiteral("the loop with QJsonDocument has no such task"));
    }
}

} // namespace Benchmarks
