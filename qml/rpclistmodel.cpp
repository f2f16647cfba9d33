// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpclistmodel.h"

#include "script.h"

#include <QtCore/qmetaobject.h>

namespace WebSocketRpc {

namespace {

std::optional<QVariant> memberOf(const QVariant &value, const QString &name)
{
    if (value.typeId() != QMetaType::QVariantMap)
        return {};
    const auto &members = *static_cast<const QVariantMap *>(value.constData());
    return members.contains(name) ? std::optional(members.value(name)) : std::nullopt;
}

} // namespace

/*!
    \qmltype RpcListModel
    \inqmlmodule WebSocketRpc
    \brief A list model of the values of a stream, which fetches more as its view scrolls.

    \snippet qml/Streams.qml model

    The model calls as soon as it has a \l client and a \l method, and fetches the first page. A view
    fetches the next page when it comes to the end. The server makes no more values than that, apart
    from what is read ahead. It drops a stream that is not read for Limits::streamIdleTime; the next
    page then fails with the code -32001.

    If the first value is an object, its members are the roles of the model. The whole value is the role
    \c modelData. A member that a later value does not have is undefined; a member that only later values
    have is found in their \c modelData. If a new stream adds roles, Qt 6.4 shows them only in views that
    have shown no row yet.

    The model starts anew when one of its properties changes; the old rows stay until new ones come.
*/

RpcListModel::RpcListModel(QObject *parent) : QAbstractListModel(parent)
{
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &RpcListModel::reload);
}

RpcListModel::~RpcListModel()
{
    abandon();
}

/*!
    \qmlproperty RpcChannel RpcListModel::client
    The channel of the call: an RpcClient, or one of the channels of an RpcServer.
*/
void RpcListModel::setClient(RpcChannel *client)
{
    if (client == m_client)
        return;
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    if (client) {
        connect(client, &QObject::destroyed, this, &RpcListModel::startAgain);
        connect(client, &RpcChannel::connectedChanged, this, &RpcListModel::connectionChanged);
    }
    Q_EMIT clientChanged();
    startAgain();
}

void RpcListModel::connectionChanged()
{
    if (m_isLost && m_client->isConnected())
        startAgain();
}

/*!
    \qmlproperty string RpcListModel::method
    The name of a method of the peer that returns a stream.
*/
void RpcListModel::setMethod(const QString &method)
{
    if (method == m_method)
        return;
    m_method = method;
    Q_EMIT methodChanged();
    startAgain();
}

/*!
    \qmlproperty var RpcListModel::params
    The arguments: an array passes them by position, an object by name. If the new values are equal
    to the old ones, the model does not start anew.
*/
void RpcListModel::setParams(const QJSValue &params)
{
    const bool isSame = wireValueFrom(params) == wireValueFrom(m_params);
    m_params = params;
    if (isSame)
        return;
    Q_EMIT paramsChanged();
    startAgain();
}

/*!
    \qmlproperty var RpcListModel::options
    The options of the call; see \l {RpcChannel::}{stream()}.
*/
void RpcListModel::setOptions(const QJSValue &options)
{
    const bool isSame = optionsFrom(options) == optionsFrom(m_options);
    m_options = options;
    if (isSame)
        return;
    Q_EMIT optionsChanged();
    startAgain();
}

/*!
    \qmlproperty int RpcListModel::pageSize
    How many values are fetched at a time; by default 100. A page should be longer than the view.
*/
void RpcListModel::setPageSize(int size)
{
    size = qMax(size, 1);
    if (std::exchange(m_pageSize, size) != size)
        Q_EMIT pageSizeChanged();
}

/*!
    \qmlproperty int RpcListModel::count
    \readonly
    The number of rows that have been fetched.
*/

/*!
    \qmlproperty bool RpcListModel::running
    \readonly
    Whether values are expected: from the change that causes a call until the first page is there, and
    while another page is fetched.
*/

/*!
    \qmlproperty bool RpcListModel::finished
    \readonly
    Whether the model has all values of the stream.
*/

/*!
    \qmlproperty var RpcListModel::error
    \readonly
    Why the stream failed; null if it did not. The rows stay. If nothing is bound to this property or
    connected to failed(), a failure causes a warning and the signal \l {RpcChannel::}{callFailed()} of
    the client. If the connection is lost before the end, the model starts anew when it is back.
*/

/*!
    \qmlmethod var RpcListModel::get(int row)
    Returns the whole value of \a row; undefined if there is no such row.
*/
QJSValue RpcListModel::get(int row) const
{
    Script *const script = Script::of(this);
    if (!script || row < 0 || row >= count())
        return {};
    return scriptValueOf(script->engine(), m_client, m_method, m_rows.at(row), m_conversions);
}

/*!
    \qmlmethod void RpcListModel::reload()
    Starts anew at once, even if nothing has changed.
*/
void RpcListModel::reload()
{
    abandon();
    if (!m_client || m_method.isEmpty())
        return setStatus({.error = m_status.error});
    m_stream = m_client->openStream(m_method, m_params, m_options);
    const auto &context = m_stream->options.context;
    if (context && *context)
        m_contextDies = connect(*context, &QObject::destroyed, this, &RpcListModel::cancel);
    m_isStale = true;
    fetchPage();
}

/*!
    \qmlmethod void RpcListModel::cancel()
    Ends the stream; the rows stay. Nothing more is fetched until the model starts anew.
*/
void RpcListModel::cancel()
{
    abandon();
    setStatus({.finished = m_status.finished, .error = m_status.error});
}

int RpcListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant RpcListModel::data(const QModelIndex &index, int role) const
{
    const qsizetype number = role - Qt::UserRole;
    const bool isRow = index.row() >= 0 && index.row() < count();
    if (!isRow || number < 0 || number >= m_roles.size())
        return {};
    const QVariant &row = m_rows.at(index.row());
    const QString &name = m_roles.at(number);
    if (const auto member = memberOf(row, name))
        return converted(*member, name);
    return number == 0 ? converted(row, {}) : QVariant();
}

// Converts what a view shows, which is little of what a long list has.
QVariant RpcListModel::converted(const QVariant &value, const QString &name) const
{
    const bool isPlain = value.typeId() == QMetaType::Bool || value.typeId() == QMetaType::Double
        || (value.typeId() == QMetaType::QString && m_conversions == Conversions());
    Script *const script = isPlain ? nullptr : Script::of(this);
    if (!script)
        return value;
    QJSEngine *const engine = script->engine();
    return scriptValueOf(engine, m_client, m_method, value, m_conversions, name).toVariant();
}

QHash<int, QByteArray> RpcListModel::roleNames() const
{
    QHash<int, QByteArray> names;
    for (qsizetype i = 0; i < m_roles.size(); ++i)
        names.insert(int(Qt::UserRole + i), m_roles.at(i).toUtf8());
    return names;
}

bool RpcListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_stream && m_missing == 0;
}

void RpcListModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetchPage();
}

void RpcListModel::componentComplete()
{
    m_isComplete = true;
    startAgain();
}

void RpcListModel::startAgain()
{
    if (!m_isComplete)
        return;
    abandon();
    const bool isPossible = m_client && !m_method.isEmpty();
    if (isPossible)
        m_delay.start(0);
    setStatus({.running = isPossible, .error = m_status.error});
}

// From now on nothing of the stream arrives.
void RpcListModel::abandon()
{
    m_delay.stop();
    ++m_reading;
    m_missing = 0;
    m_isLost = false;
    disconnect(m_contextDies);
    if (const auto stream = std::exchange(m_stream, {}))
        stream->values.cancel();
}

void RpcListModel::fetchPage()
{
    m_missing = m_pageSize;
    request();
    setStatus({.running = true, .error = m_status.error});
}

void RpcListModel::request()
{
    m_stream->values.next(m_missing).then(
        this, [this, reading = m_reading](const Reply<QVariantList> &reply) {
            if (reading == m_reading)
                take(reply);
        });
}

void RpcListModel::take(const Reply<QVariantList> &reply)
{
    QVariantList values;
    try {
        values = reply.result();
    } catch (const Error &error) {
        return fail(error);
    }
    if (values.isEmpty())
        return end();
    m_missing -= int(values.size());
    if (m_missing > 0)
        request();
    const QPointer<RpcListModel> self(this);
    const int reading = m_reading;
    append(values);
    if (self && reading == m_reading)
        setStatus({.running = m_missing > 0}); // a view may have asked for the next page
}

void RpcListModel::append(const QVariantList &values)
{
    const int before = count();
    const QPointer<RpcListModel> self(this);
    if (m_isStale) {
        replaceRows(values);
    } else {
        beginInsertRows({}, before, before + int(values.size()) - 1);
        m_rows.append(values);
        endInsertRows();
    }
    if (self && before != count())
        Q_EMIT countChanged();
}

void RpcListModel::replaceRows(const QVariantList &values)
{
    beginResetModel();
    m_isStale = false;
    m_rows = values;
    m_conversions = m_stream->options.conversions;
    addRoles(values.value(0));
    endResetModel();
}

// A view may go on with the numbers of roles that it knows.
void RpcListModel::addRoles(const QVariant &value)
{
    const QStringList names = value.toMap().keys();
    for (const QString &name : names) {
        if (!m_roles.contains(name))
            m_roles.append(name);
    }
}

void RpcListModel::end()
{
    const QPointer<RpcListModel> self(this);
    const int reading = m_reading;
    m_missing = 0;
    if (m_isStale)
        append({});
    if (!self || reading != m_reading)
        return;
    m_stream.reset();
    setStatus({.finished = true});
}

void RpcListModel::fail(const Error &error)
{
    abandon();
    Script *const script = Script::of(this);
    if (!script)
        return;
    const QJSValue object = scriptErrorOf(script->engine(), error);
    m_isLost = error.kind() == Error::Kind::ConnectionLost;
    const bool isHandled = m_isLost || error.kind() == Error::Kind::Closed
        || isSignalConnected(QMetaMethod::fromSignal(&RpcListModel::errorChanged))
        || isSignalConnected(QMetaMethod::fromSignal(&RpcListModel::failed));
    const QPointer<RpcListModel> self(this);
    setStatus({.error = object});
    if (self)
        Q_EMIT failed(object);
    if (self && m_client && !isHandled)
        m_client->reportFailure(m_method, error);
    if (self && m_client)
        connectionChanged(); // it may be back already
}

// A slot that is called for one change may destroy this object.
void RpcListModel::setStatus(const Status &status)
{
    const Status before = std::exchange(m_status, status);
    const QPointer<RpcListModel> self(this);
    if (before.running != status.running)
        Q_EMIT runningChanged();
    if (self && before.finished != status.finished)
        Q_EMIT finishedChanged();
    if (self && !before.error.strictlyEquals(status.error))
        Q_EMIT errorChanged();
}

/*!
    \qmlsignal RpcListModel::failed(var error)
    This signal is emitted when the stream has failed with \a error.
*/

} // namespace WebSocketRpc
