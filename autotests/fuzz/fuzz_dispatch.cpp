// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "invocation_p.h"
#include "jsonreader_p.h"
#include "messageformat_p.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QUrl>
#include <QUuid>

#include <cstdlib>

using namespace WebSocketRpc;

namespace {

constexpr int depthLimit = 64;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

struct Point
{
    Q_GADGET
    Q_PROPERTY(int x MEMBER x)
    Q_PROPERTY(double y MEMBER y)

public:
    int x = 0;
    double y = 0;
};

// A method for each kind of parameter; each returns its argument.
class FuzzedService : public QObject
{
    Q_OBJECT

public:
    enum class Color { Red, Green, Blue };
    Q_ENUM(Color)

    Q_INVOKABLE bool b(bool value) { return value; }
    Q_INVOKABLE qint8 i8(qint8 value) { return value; }
    Q_INVOKABLE quint16 u16(quint16 value) { return value; }
    Q_INVOKABLE qint64 i64(qint64 value) { return value; }
    Q_INVOKABLE quint64 u64(quint64 value) { return value; }
    Q_INVOKABLE float f(float value) { return value; }
    Q_INVOKABLE double d(double value) { return value; }
    Q_INVOKABLE QChar c(QChar value) { return value; }
    Q_INVOKABLE QString s(const QString &value) { return value; }
    Q_INVOKABLE QByteArray y(const QByteArray &value) { return value; }
    Q_INVOKABLE QUrl url(const QUrl &value) { return value; }
    Q_INVOKABLE QUuid uuid(const QUuid &value) { return value; }
    Q_INVOKABLE QDateTime when(const QDateTime &value) { return value; }
    Q_INVOKABLE QJsonValue json(const QJsonValue &value) { return value; }
    Q_INVOKABLE QJsonObject object(const QJsonObject &value) { return value; }
    Q_INVOKABLE QJsonArray array(const QJsonArray &value) { return value; }
    Q_INVOKABLE QVariant v(const QVariant &value) { return value; }
    Q_INVOKABLE QVariantMap map(const QVariantMap &value) { return value; }
    Q_INVOKABLE Point point(const Point &value) { return value; }
    Q_INVOKABLE QList<Point> points(const QList<Point> &value) { return value; }
    Q_INVOKABLE FuzzedService::Color color(FuzzedService::Color value) { return value; }
    Q_INVOKABLE QList<int> ints(const QList<int> &value) { return value; }
    Q_INVOKABLE QStringList texts(const QStringList &value) { return value; }
    Q_INVOKABLE int over(int a, int b = 2) { return a ^ b; }
    Q_INVOKABLE QString over(const QString &a, const QString &b) { return a + b; }
    Q_INVOKABLE double over(double a, int b, int c) { return a * b - c; }
    Q_INVOKABLE void fail() { throw Error(1, QStringLiteral("failed")); }
    Q_INVOKABLE QFuture<int> later(int value) { return QtFuture::makeReadyFuture(value); }
};

// If no answer can be written, the caller handles that.
static bool writeAnswer(JsonWriter &writer, const Message &message, const Answer &answer)
{
    jsonRpc2().beginResult(writer, message.id);
    if (answer.codec) {
        if (answer.codec->write(answer.value, writer, {}))
            return false;
    } else {
        writer.writeNull();
    }
    jsonRpc2().endResult(writer, message.id, answer.typeName);
    return true;
}

static void dispatch(const Registry &registry, const Message &message)
{
    const std::vector<Candidate> *const candidates = registry.find(message.method);
    if (!candidates)
        return;
    JsonWriter writer;
    Invocation invocation;
    if (const auto error = invocation.prepare(*candidates, message)) {
        require(error->code() == Error::InvalidParams);
        jsonRpc2().writeError(writer, message.id, *error);
    } else {
        const Outcome outcome = invocation.run({}, false);
        if (const auto *failure = std::get_if<Error>(&outcome))
            jsonRpc2().writeError(writer, message.id, *failure);
        else if (!writeAnswer(writer, message, std::get<Answer>(outcome)))
            return;
    }
    JsonReader reader;
    const auto parsed = reader.read(writer.view(), 2 * depthLimit);
    require(std::holds_alternative<JsonValue>(parsed));
    const Message answer = jsonRpc2().read(std::get<JsonValue>(parsed), reader, 0);
    require(answer.kind == Message::Kind::Result || answer.kind == Message::Kind::Error);
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    static FuzzedService service;
    static const Registry *const registry = [] {
        auto *made = new Registry;
        made->expose(&service, {});
        return made;
    }();

    JsonReader reader;
    const auto parsed = reader.read(
        QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)), depthLimit);
    const auto *const value = std::get_if<JsonValue>(&parsed);
    if (!value || !value->isObject())
        return 0;
    const Message message = jsonRpc2().read(*value, reader, 0);
    if (message.kind == Message::Kind::Request)
        dispatch(*registry, message);
    return 0;
}

#include "fuzz_dispatch.moc"
