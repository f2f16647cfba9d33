// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "document.h"

#include "payload.h"
#include "socket.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <unordered_map>

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

QString textOf(const QJsonObject &message)
{
    return QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

QJsonObject messageOf(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

class DocumentWork : public SocketWork
{
public:
    explicit DocumentWork(const QUrl &url) : SocketWork(url)
    {
        QObject::connect(
            &socket(), &QWebSocket::textMessageReceived, &socket(), [this](const QString &text) {
                const QJsonObject message = messageOf(text);
                const auto waiting = m_waiting.extract(message[QStringLiteral("id")].toInteger());
                if (waiting.empty() || !isRight(message[QStringLiteral("result")]))
                    fail(QStringLiteral("wrong answer"));
                waiting.mapped()();
            });
    }

    void start(std::function<void()> done) override
    {
        m_waiting.emplace(++m_id, std::move(done));
        socket().sendTextMessage(textOf({{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
            {QStringLiteral("method"), method()}, {QStringLiteral("params"), parameters()},
            {QStringLiteral("id"), m_id}}));
    }

private:
    [[nodiscard]] virtual QString method() const = 0;
    [[nodiscard]] virtual QJsonArray parameters() const = 0;
    [[nodiscard]] virtual bool isRight(const QJsonValue &result) const = 0;

    qint64 m_id = 0;
    std::unordered_map<qint64, std::function<void()>> m_waiting;
};

class AddWork final : public DocumentWork
{
public:
    using DocumentWork::DocumentWork;

private:
    QString method() const override { return QStringLiteral("add"); }
    QJsonArray parameters() const override { return {1, 2}; }
    bool isRight(const QJsonValue &result) const override { return result.toInt() == 3; }
};

class DoublesWork final : public DocumentWork
{
public:
    explicit DoublesWork(const LoadOptions &options)
        : DocumentWork(options.url)
        , m_numbers(doublesPayload(options.bytes))
    {
    }

private:
    QString method() const override { return QStringLiteral("echoDoubles"); }
    QJsonArray parameters() const override
    {
        QJsonArray parameters;
        parameters.append(arrayOf(m_numbers));
        return parameters;
    }
    bool isRight(const QJsonValue &result) const override
    {
        return numbersOf(result.toArray()) == m_numbers;
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

QUrl serveDocument(const ServeOptions &)
{
    return serveSockets([](QWebSocket *socket) {
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
