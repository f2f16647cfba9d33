// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpc.h"

#include "payload.h"
#include "rpcservice.h"
#include "tls.h"

#include <websocketrpc/client.h>
#include <websocketrpc/remoteproperty.h>

using namespace WebSocketRpc;

namespace Benchmarks {

namespace {

constexpr int pendingCalls = 10'000;

Limits wideLimits()
{
    constexpr qint64 bytes = 512 * 1024 * 1024;
    Limits limits;
    limits.incomingMessageSize = bytes;
    limits.outgoingMessageSize = bytes;
    limits.outgoingBuffer = bytes;
    limits.jsonValues = 100'000'000;
    limits.runningCalls = 2 * pendingCalls;
    return limits;
}

class RpcWork : public Work
{
public:
    explicit RpcWork(std::unique_ptr<Client> client) : m_client(std::move(client))
    {
        m_client->setLimits(wideLimits());
        m_client->setSslConfiguration(clientTls());
        m_client->open();
        waitUntil([this] { return m_client->isConnected(); });
    }

protected:
    [[nodiscard]] Client &client() { return *m_client; }

private:
    const std::unique_ptr<Client> m_client;
};

// Makes the same call over and over and checks the answer.
template<typename R>
class CallWork : public RpcWork
{
public:
    using Call = Reply<R> (*)(Client &client, const R &answer);

    CallWork(std::unique_ptr<Client> client, const R &answer, Call call)
        : RpcWork(std::move(client))
        , m_answer(answer)
        , m_call(call)
    {
    }

    void start(std::function<void()> done) override
    {
        m_call(client(), m_answer).then([this, done = std::move(done)](const R &answer) {
            if (answer != m_answer)
                fail(QStringLiteral("wrong answer"));
            done();
        });
    }

private:
    const R m_answer;
    const Call m_call;
};

// All values of a method, which are gadgets or numbers, as a list or as a stream.
template<typename T>
class ValuesWork final : public RpcWork
{
public:
    ValuesWork(
        std::unique_ptr<Client> client, qsizetype count, const char *list, const char *stream)
        : RpcWork(std::move(client))
        , m_count(int(count))
        , m_list(list)
        , m_stream(stream)
    {
    }

    void start(std::function<void()> done) override
    {
        if (m_list) {
            client()
                .template call<QList<T>>(m_list, m_count)
                .then([this, done = std::move(done)](const QList<T> &values) {
                    check(values.size());
                    done();
                });
            return;
        }
        const auto read = std::make_shared<qsizetype>(0);
        client()
            .template stream<T>(m_stream, m_count)
            .eachBatch(&m_context, [read](const QList<T> &values) { *read += values.size(); })
            .then([this, read, done = std::move(done)] {
                check(*read);
                done();
            });
    }

private:
    void check(qsizetype read) const
    {
        if (read != m_count)
            fail(QStringLiteral("%1 of %2 values came").arg(read).arg(m_count));
    }

    QObject m_context;
    const int m_count;
    const char *const m_list; // or else
    const char *const m_stream;
};

class NotesWork final : public RpcWork
{
public:
    using RpcWork::RpcWork;

    void start(std::function<void()> done) override
    {
        for (int i = 0; i < notesAtOnce; ++i)
            client().notify("note", 1);
        client().call<int>("takeNotes").then([done = std::move(done)](int notes) {
            if (notes != notesAtOnce)
                fail(QStringLiteral("%1 of %2 notifications came").arg(notes).arg(notesAtOnce));
            done();
        });
    }
};

class NewsWork final : public RpcWork
{
public:
    NewsWork(std::unique_ptr<Client> client, bool tells)
        : RpcWork(std::move(client))
        , m_tells(tells)
    {
        this->client().expose(&m_listener);
    }

    void start(std::function<void()> done) override
    {
        m_listener.setHeard(std::move(done));
        if (m_tells)
            client().call<int>("tellAll", newsText());
    }

private:
    Listener m_listener;
    const bool m_tells;
};

class ChangeWork final : public RpcWork
{
public:
    explicit ChangeWork(std::unique_ptr<Client> client)
        : RpcWork(std::move(client))
        , m_number(&this->client(), "board.number")
    {
        QObject::connect(&m_number, &RemotePropertyBase::changed, &m_number, [this] {
            if (m_number.value() == m_latest && m_done)
                std::exchange(m_done, {})();
        });
        waitUntil([this] { return m_number.isSynchronised(); });
    }

    void start(std::function<void()> done) override
    {
        m_done = std::move(done);
        m_number.set(++m_latest);
    }

private:
    RemoteProperty<int> m_number;
    int m_latest = 0;
    std::function<void()> m_done;
};

class SignalWork final : public RpcWork
{
public:
    SignalWork(std::unique_ptr<Client> client, bool emits)
        : RpcWork(std::move(client))
        , m_emits(emits)
    {
        m_subscription =
            this->client().subscribe("board.told", &m_context, [this](const QString &news) {
                if (news != newsText())
                    fail(QStringLiteral("wrong news"));
                if (const auto heard = std::exchange(m_heard, {}))
                    heard();
            });
        waitUntil([this] { return m_subscription.isActive(); });
    }

    void start(std::function<void()> done) override
    {
        m_heard = std::move(done);
        if (m_emits)
            client().call<void>("board.tell", newsText());
    }

private:
    QObject m_context;
    Subscription m_subscription;
    std::function<void()> m_heard;
    const bool m_emits;
};

template<typename R>
std::unique_ptr<Work> callWork(
    std::unique_ptr<Client> client, const R &answer, typename CallWork<R>::Call call)
{
    return std::make_unique<CallWork<R>>(std::move(client), answer, call);
}

class PendingWork final : public CallWork<int>
{
public:
    PendingWork(std::unique_ptr<Client> client, Call call) : CallWork(std::move(client), 3, call)
    {
        m_pending.reserve(pendingCalls);
        for (int i = 0; i < pendingCalls; ++i)
            m_pending.push_back(this->client().call<int>("never"));
    }

private:
    std::vector<Reply<int>> m_pending;
};

constexpr auto add = +[](Client &client, const int &) { return client.call<int>("add", 1, 2); };

std::unique_ptr<Work> workFor(std::unique_ptr<Client> client, const LoadOptions &options)
{
    switch (options.task) {
    case Task::Add:
        return callWork<int>(std::move(client), 3, add);
    case Task::Text:
        return callWork<QString>(std::move(client), textPayload(options.bytes),
            [](Client &peer, const QString &text) { return peer.call<QString>("echoText", text); });
    case Task::Bytes:
        return callWork<QByteArray>(std::move(client), bytesPayload(options.bytes),
            [](Client &peer, const QByteArray &bytes) {
                return peer.call<QByteArray>("echoBytes", bytes);
            });
    case Task::Doubles:
        return callWork<QList<double>>(std::move(client), doublesPayload(options.bytes),
            [](Client &peer, const QList<double> &numbers) {
                return peer.call<QList<double>>("echoDoubles", numbers);
            });
    case Task::Spin:
        return callWork<int>(std::move(client), 20,
            [](Client &peer, const int &time) { return peer.call<int>("spin", time); });
    case Task::Pending:
        return std::make_unique<PendingWork>(std::move(client), add);
    case Task::List:
        return std::make_unique<ValuesWork<int>>(
            std::move(client), options.bytes, "intList", nullptr);
    case Task::Stream:
        return std::make_unique<ValuesWork<int>>(
            std::move(client), options.bytes, nullptr, "intStream");
    case Task::GadgetList:
        return std::make_unique<ValuesWork<Parcel>>(
            std::move(client), options.bytes, "parcelList", nullptr);
    case Task::GadgetStream:
        return std::make_unique<ValuesWork<Parcel>>(
            std::move(client), options.bytes, nullptr, "parcelStream");
    case Task::Notes:
        return std::make_unique<NotesWork>(std::move(client));
    case Task::News:
    case Task::Tell:
        return std::make_unique<NewsWork>(std::move(client), options.task == Task::Tell);
    case Task::Change:
        return std::make_unique<ChangeWork>(std::move(client));
    case Task::Hear:
    case Task::Emit:
        return std::make_unique<SignalWork>(std::move(client), options.task == Task::Emit);
    case Task::FirstScreen:
    case Task::AllRows:
    case Task::ChangeRows:
    case Task::FollowRows:
    case Task::InsertRows:
        break;
    }
    fail(QStringLiteral("no such task without a model"));
}

} // namespace

Service serveRpc(const ServeOptions &options)
{
    auto owned = std::make_unique<Server>();
    Server *const server = owned.get();
    server->setLimits(wideLimits());
    server->setThreadCount(options.threads);
    if (options.tls)
        server->setSslConfiguration(*options.tls);
    if (options.threads == 0)
        server->expose(new RpcService(server, server));
    else
        server->exposeEach([server](Channel &) { return std::make_unique<RpcService>(server); });
    for (int exposed = 10; exposed < options.methods; exposed += 10)
        server->expose(new TenMethods(server), {.prefix = QStringLiteral("m%1.").arg(exposed)});
    if (options.task == Task::Change || options.task == Task::Hear)
        server->expose(new Board(server),
            {.prefix = QStringLiteral("board."),
                .sharedSignals = {QStringLiteral("told")},
                .writableProperties = {QStringLiteral("number")}});
    if (!server->listen())
        fail(server->errorString());
    return {std::move(owned), server->url()};
}

std::unique_ptr<Work> connectShared(const LoadOptions &options)
{
    return workFor(std::make_unique<Client>(options.url), options);
}

std::unique_ptr<Work> connectPlain(const LoadOptions &options)
{
    auto client = std::make_unique<Client>(options.url);
    client->setSharesFrames(false);
    return workFor(std::move(client), options);
}

std::unique_ptr<Work> connectFastApi(const LoadOptions &options)
{
    if (options.task != Task::Add)
        fail(QStringLiteral("no such task in this dialect"));
    auto client = std::make_unique<Client>(options.url);
    client->setDialect(Dialect::FastApi);
    // Arguments need names in that dialect.
    return callWork<int>(std::move(client), 3, [](Client &peer, const int &) {
        return peer.call<int>("add", {{"a", 1}, {"b", 2}});
    });
}

} // namespace Benchmarks
