// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcclient.h"

#include "script.h"
#include "scriptanswer.h"

#include <QtQml/qqmlinfo.h>

#include <limits>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

/*!
    \qmltype RpcClient
    \inqmlmodule WebSocketRpc
    \inherits RpcChannel
    \brief A connection to a server, which reconnects automatically.

    The client connects as soon as it has a \l url, and reconnects when the connection is lost.
    Calls made in the meantime wait. RpcClient is the QML form of WebSocketRpc::Client.

    \snippet qml/Calculator.qml calculator
*/

static_assert(int(RpcClient::Opening) == int(Client::State::Opening));
static_assert(int(RpcClient::FastApi) == int(Dialect::FastApi));

RpcClient::RpcClient(QObject *parent) : RpcClient(std::make_unique<Client>(), parent) { }

RpcClient::RpcClient(std::unique_ptr<Client> client, QObject *parent)
    : RpcChannel(client.get(), parent)
    , m_client(std::move(client))
    , m_reconnect(m_client->reconnectPolicy(), nullptr)
    , m_exposed(m_client.get())
{
    m_countdown.setSingleShot(true);
    connect(&m_countdown, &QTimer::timeout, this, &RpcClient::countDown);
    connect(&m_reconnect, &ReconnectSettings::changed, this,
        [this] { m_client->setReconnectPolicy(m_reconnect.policy()); });
    connect(&m_tls, &TlsSettings::changed, this, [this] {
        m_hasTls = true;
        useTls();
    });
    followClient();
}

// During the destruction no signal and no promise reaches QML.
RpcClient::~RpcClient()
{
    abandonCalls();
    m_openingPeer.reset();
    m_client->setOpening(Client::OpeningStep());
    m_client->disconnect(this);
}

void RpcClient::followClient()
{
    Client *const client = m_client.get();
    connect(client, &Client::urlChanged, this, &RpcClient::urlChanged);
    connect(client, &Client::stateChanged, this, &RpcClient::stateChanged);
    connect(client, &Client::stateChanged, this, &RpcClient::countDown);
    connect(client, &Client::lastErrorChanged, this, &RpcClient::lastErrorChanged);
    connect(client, &Client::roundTripTimeChanged, this, &RpcClient::roundTripTimeChanged);
    connect(client, &Client::connected, this, &RpcClient::opened);
    connect(client, &Client::disconnected, this,
        [this](const CloseReason &reason) { Q_EMIT closed(reason.code, reason.text); });
    connect(
        client, &Client::reconnecting, this, [this](int attempt, std::chrono::milliseconds delay) {
            countDown();
            Q_EMIT reconnecting(attempt, int(delay.count()));
        });
    connect(client, &Client::failed, this, [this] { Q_EMIT failed(lastError()); });
}

/*!
    \qmlproperty url RpcClient::url
    The url of the server, with the scheme \c ws or \c wss. When it changes, the client closes its
    connection and connects to the new server.
*/
QUrl RpcClient::url() const
{
    return m_client->url();
}

void RpcClient::setUrl(const QUrl &url)
{
    if (url == m_client->url())
        return;
    m_client->setUrl(url); // connects there, if the client is open
    openOrClose();
}

/*!
    \qmlproperty bool RpcClient::active
    Whether the client should have a connection; by default true. It stays true when the client has
    given up, see failed() and retryNow().
*/
void RpcClient::setActive(bool active)
{
    if (std::exchange(m_isActive, active) == active)
        return;
    Q_EMIT activeChanged();
    openOrClose();
}

/*!
    \qmlproperty enumeration RpcClient::dialect
    The dialect of the messages: \c RpcClient.JsonRpc2, the default, or \c RpcClient.FastApi for a
    server that uses fastapi_websocket_rpc. If it changes, the client reconnects.
*/
RpcClient::Dialect RpcClient::dialect() const
{
    return Dialect(m_client->dialect().value_or(WebSocketRpc::Dialect::JsonRpc2));
}

void RpcClient::setDialect(Dialect dialect)
{
    if (dialect == this->dialect())
        return;
    m_client->close();
    m_client->setDialect(WebSocketRpc::Dialect(dialect));
    Q_EMIT dialectChanged();
    openOrClose();
}

/*!
    \qmlproperty var RpcClient::headers
    Header fields of the handshake request, by name, such as \c {({Authorization: "Bearer " +
    token})}. A change takes effect at the next attempt.
*/
void RpcClient::setHeaders(const QVariantMap &headers)
{
    if (headers == m_headers)
        return;
    for (const QString &name : m_headers.keys())
        m_client->setHeader(name.toUtf8(), QByteArray());
    m_headers = headers;
    for (auto header = headers.begin(); header != headers.end(); ++header)
        m_client->setHeader(header.key().toUtf8(), header.value().toString().toUtf8());
    Q_EMIT headersChanged();
}

/*!
    \qmlproperty var RpcClient::opening

    A function that runs on each new connection before anything else, such as a login. Its argument
    works like \l {RpcChannel::}{other}, but for this connection and before all waiting calls. It
    returns a promise:

    \snippet qml/Snippets.qml opening

    Until the promise is resolved, the state is \c RpcClient.Opening, and \c connected is false. If
    the promise is rejected, or if the function throws, the attempt has failed: \l openingError has
    the reason, and the client tries again as \l reconnect says. Calls made by the function use this
    connection only; they fail if it is lost.

    A change takes effect at the next connection; \c null removes the function.
*/
void RpcClient::setOpening(const QJSValue &opening)
{
    if (opening.strictlyEquals(m_opening))
        return;
    if (!opening.isCallable() && !opening.isNull() && !opening.isUndefined())
        qmlWarning(this) << "opening must be a function";
    m_opening = opening;
    if (opening.isCallable())
        m_client->setOpening([this](const ChannelHandle &server) { return runOpening(server); });
    else
        m_client->setOpening(Client::OpeningStep());
    Q_EMIT openingChanged();
}

QFuture<QVariant> RpcClient::runOpening(const ChannelHandle &server)
{
    Script *const script = Script::of(this);
    if (!script)
        throw Error(Error::Kind::Closed, u"the client's QML engine no longer exists"_s);
    m_openingPeer = std::make_unique<ScriptPeer>(
        this,
        [server](const QString &method, const Arguments &arguments, const CallOptions &options) {
            return server.with(options).call<QVariant>(method, arguments);
        },
        script);
    auto *const answer =
        new ScriptAnswer(ScriptAnswer::Undefined::IsResult, ScriptAnswer::Audience::Program);
    const QFuture<QVariant> future = answer->future();
    script->run(m_opening, {m_openingPeer->other()}, answer, CallContext());
    return future;
}

/*!
    \qmlproperty real RpcClient::timeout
    The timeout of calls that have none of their own, in milliseconds; by default 60000. It includes
    the time without a connection. With \c Infinity a call waits for its answer as long as there is
    a connection.
*/
double RpcClient::timeout() const
{
    const auto timeout = m_client->callOptions().timeout;
    return timeout ? double(timeout->count()) : std::numeric_limits<double>::infinity();
}

void RpcClient::setTimeout(double timeout)
{
    if (timeout == this->timeout() || !(timeout >= 0))
        return;
    CallOptions options = m_client->callOptions();
    options.timeout.reset();
    if (timeout <= std::numeric_limits<int>::max())
        options.timeout = std::chrono::milliseconds(qint64(timeout));
    m_client->setCallOptions(options);
    Q_EMIT timeoutChanged();
}

/*!
    \qmlpropertygroup RpcClient::tls
    \qmlproperty url RpcClient::tls.caCertificates
    \qmlproperty url RpcClient::tls.certificate
    \qmlproperty url RpcClient::tls.privateKey
    \qmlproperty string RpcClient::tls.passPhrase
    \qmlproperty bool RpcClient::tls.verifyPeer

    Which servers the client trusts if the scheme is \c wss, and the client's own certificate. The
    files are in PEM format, local or in resources, and relative to the QML file. If a file cannot
    be read, a warning is written.

    \table
        \header \li property \li meaning
        \row \li caCertificates \li The certificate authorities to trust, instead of the system's.
        \row \li certificate \li The certificate for a server that asks for one, followed by the
            intermediate certificates.
        \row \li privateKey \li The key of that certificate; by default in the same file.
        \row \li passPhrase \li The pass phrase of the key.
        \row \li verifyPeer \li Whether the server must have a trusted certificate; by default true. Set
            it to false for tests only; this causes a warning.
    \endtable

    A change takes effect at the next attempt.
*/
void RpcClient::useTls()
{
    if (m_isComplete && m_hasTls)
        m_client->setSslConfiguration(m_tls.configuration(this));
}

/*!
    \qmlpropertygroup RpcClient::reconnect
    \qmlproperty int RpcClient::reconnect.firstDelay
    \qmlproperty real RpcClient::reconnect.growth
    \qmlproperty int RpcClient::reconnect.maximumDelay
    \qmlproperty bool RpcClient::reconnect.jitter
    \qmlproperty real RpcClient::reconnect.maximumAttempts
    \qmlproperty real RpcClient::reconnect.maximumTime
    \qmlproperty int RpcClient::reconnect.stableTime

    When the client reconnects; see WebSocketRpc::ReconnectPolicy. Times are in milliseconds, and
    \c Infinity means no limit. With \c {maximumAttempts: 0} the client gives up at the first
    failure.
*/

/*!
    \qmlproperty list<QtObject> RpcClient::exposes
    Objects whose functions the server may call. If an object has functions declared in QML, only
    these are exposed, except those whose names begin with an underscore. Otherwise its Q_INVOKABLE
    methods are exposed. An RpcExposed or an RpcExposedModel says more about what is exposed. See
    \l {Functions That the Server Calls}.
*/

/*!
    \qmlproperty enumeration RpcClient::state
    \readonly
    \c RpcClient.Closed, \c RpcClient.Connecting, \c RpcClient.Opening while \l opening runs,
    \c RpcClient.Connected, or \c RpcClient.Waiting before the next attempt.
*/
RpcClient::State RpcClient::state() const
{
    return State(m_client->state());
}

/*!
    \qmlproperty int RpcClient::attempt
    \readonly
    How many consecutive attempts have failed.
*/
int RpcClient::attempt() const
{
    return m_client->attempt();
}

/*!
    \qmlproperty int RpcClient::retryIn
    \readonly
    The time until the next attempt, in milliseconds; 0 unless the client is waiting for one. It
    changes once a second.
*/
int RpcClient::retryIn() const
{
    return int(m_client->retryIn().count());
}

void RpcClient::countDown()
{
    constexpr int second = 1000;
    Q_EMIT retryInChanged();
    const int rest = retryIn();
    if (rest > 0)
        m_countdown.start(rest % second > 0 ? rest % second : second);
    else
        m_countdown.stop();
}

/*!
    \qmlproperty var RpcClient::lastError
    \readonly
    Why the last attempt or connection failed, as an object like those that call() rejects with;
    null if none has failed.
*/
QJSValue RpcClient::lastError() const
{
    return scriptError(m_client->lastError());
}

/*!
    \qmlproperty var RpcClient::openingError
    \readonly
    Why \l opening failed in the last attempt, as an object like those that call() rejects with;
    null if the last failure had another reason. It changes together with \l lastError. To end the
    attempts then, set \l active to false.
*/
QJSValue RpcClient::openingError() const
{
    return scriptError(m_client->lastFailure().openingError.value_or(Error()));
}

/*!
    \qmlproperty real RpcClient::roundTripTime
    \readonly
    The round-trip time of the latest ping, in milliseconds; \c NaN while that is not known. The
    first ping is sent 20 seconds after the connection was established.
*/
double RpcClient::roundTripTime() const
{
    const auto time = m_client->roundTripTime();
    return time ? std::chrono::duration<double, std::milli>(*time).count()
                : std::numeric_limits<double>::quiet_NaN();
}

/*!
    \qmlmethod void RpcClient::retryNow()
    Connects at once if the client is waiting for its next attempt or has given up. Does nothing if
    the client is not active.
*/
void RpcClient::retryNow()
{
    openOrClose();
    m_client->retryNow();
}

void RpcClient::componentComplete()
{
    m_isComplete = true;
    useTls();
    openOrClose();
}

void RpcClient::openOrClose()
{
    if (!m_isComplete)
        return;
    if (m_isActive && !m_client->url().isEmpty())
        m_client->open();
    else if (m_client->state() != Client::State::Closed) // if it never was open, calls wait
        m_client->close();
}

/*!
    \qmlsignal RpcClient::opened()
    This signal is emitted when a connection is established.
*/

/*!
    \qmlsignal RpcClient::closed(int code, string reason)
    This signal is emitted when a connection has ended, with the close \a code of RFC 6455 and the
    peer's \a reason.
*/

/*!
    \qmlsignal RpcClient::reconnecting(int attempt, int delay)
    This signal is emitted when the client will reconnect in \a delay milliseconds; \a attempt is
    the number of consecutive failures.
*/

/*!
    \qmlsignal RpcClient::failed(var error)
    This signal is emitted when the client has given up because of \a error, as \l reconnect says.
*/

} // namespace WebSocketRpc
