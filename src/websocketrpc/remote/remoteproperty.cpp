// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/remoteproperty.h>

#include "channelaccess_p.h"
#include "endpoint_p.h"
#include "exceptionerror_p.h"
#include "excerpt_p.h"
#include "logging_p.h"
#include "scratchvalue_p.h"

#include <QMetaMethod>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

/*!
    \class WebSocketRpc::RemotePropertyBase
    \inheaderfile websocketrpc/remoteproperty.h
    \inmodule WebSocketRpc
    \brief What all RemoteProperty classes have in common: their signals and their state.

    \sa RemoteProperty
*/

/*!
    \property WebSocketRpc::RemotePropertyBase::name
    The name of the property at the peer, such as \c{thermostat.temperature}.
*/

/*!
    \property WebSocketRpc::RemotePropertyBase::synchronised
    Whether the value is that of the peer: it has come on the present connection. Where it is false, the
    value is the latest that came, or the default one.
*/

/*!
    \fn void WebSocketRpc::RemotePropertyBase::changed()
    The value has changed. Bindings have been evaluated already, and other properties that changed with this
    one have their new values, too. After a reconnect it comes only if the value is another one.
*/

/*!
    \fn void WebSocketRpc::RemotePropertyBase::failed(const WebSocketRpc::Error &error)
    The peer does not let the property be watched, or has sent a value of another type, as \a error says.
    The peer is asked again on the next connection. If nothing is connected to this signal, a warning is
    written in the logging category \c websocketrpc.channel.
*/

class RemotePropertyBase::Private final : public PropertyInterest
{
public:
    Private(RemotePropertyBase *property, ChannelHandle channel, const QString &name,
        std::shared_ptr<Detail::RemoteValue> value)
        : PropertyInterest(name.toStdString())
        , handle(std::move(channel))
        , name(name)
        , m_property(property)
        , m_value(std::move(value))
        , m_codec(codecFor(m_value->type()))
    {
    }

    void end()
    {
        m_property = nullptr;
        if (owner())
            owner()->remove(*this);
    }

    ChannelHandle handle;
    const QString name;

private:
    void accepted(bool) override { Q_EMIT m_property->synchronisedChanged(); }
    void lost() override { Q_EMIT m_property->synchronisedChanged(); }
    void refused(const Error &error) override { fail(error); }
    void stage(std::string_view, const JsonValue &value) override;
    void store() override;
    void tell() override;
    void fail(const Error &error) const;
    [[nodiscard]] QString read(const JsonValue &value);
    [[nodiscard]] bool isDifferent(const void *value);

    RemotePropertyBase *m_property; // null once it is destroyed
    const std::shared_ptr<Detail::RemoteValue> m_value;
    const std::variant<const Codec *, UnknownType> m_codec;
    std::unique_ptr<ScratchValue> m_staged;
    std::optional<Error> m_problem; // with the value that was staged
    QByteArray m_json; // the value, where it cannot be compared
    bool m_hasChanged = false;
};

void RemotePropertyBase::Private::stage(std::string_view, const JsonValue &value)
{
    const QString problem = read(value);
    m_problem.reset();
    if (problem.isEmpty())
        return;
    m_staged.reset();
    m_problem = Error(Error::Kind::InvalidAnswer,
        u"the value of '%1' is not as asked for: %2"_s.arg(name, problem));
}

// Returns what is wrong with the value. Constructors, setters and converters may throw.
QString RemotePropertyBase::Private::read(const JsonValue &value)
{
    if (const auto *const unknown = std::get_if<UnknownType>(&m_codec))
        return unknown->reason;
    try {
        m_staged = std::make_unique<ScratchValue>(m_value->type());
        const MismatchPtr mismatch = std::get<const Codec *>(m_codec)->read(
            value, m_staged->data(), {.ignoreUnknownMembers = true, .nullIsNan = true});
        return mismatch ? mismatch->toString() : QString();
    } catch (...) {
        return errorFrom(std::current_exception()).message();
    }
}

void RemotePropertyBase::Private::store()
{
    const auto staged = std::exchange(m_staged, nullptr);
    if (!staged || !isDifferent(staged->data()))
        return;
    m_hasChanged = true;
    m_value->assign(staged->data());
}

bool RemotePropertyBase::Private::isDifferent(const void *value)
{
    if (m_value->isComparable())
        return !m_value->isEqual(value);
    JsonWriter writer;
    const MismatchPtr mismatch = std::get<const Codec *>(m_codec)->write(value, writer, {});
    if (mismatch || writer.view() == m_json)
        return bool(mismatch);
    m_json = writer.view().toByteArray();
    return true;
}

void RemotePropertyBase::Private::tell()
{
    if (const auto problem = std::exchange(m_problem, {}))
        fail(*problem);
    if (std::exchange(m_hasChanged, false) && m_property)
        Q_EMIT m_property->changed();
}

void RemotePropertyBase::Private::fail(const Error &error) const
{
    if (!m_property->isSignalConnected(QMetaMethod::fromSignal(&RemotePropertyBase::failed)))
        qCWarning(lcChannel).noquote().nospace()
            << "the property '" << name << "' is not followed: " << excerptOf(error.message());
    Q_EMIT m_property->failed(error);
}

/*! \internal */
RemotePropertyBase::RemotePropertyBase(Channel *channel, QAnyStringView name,
    const std::shared_ptr<Detail::RemoteValue> &value, QObject *parent)
    : QObject(parent)
    , d(std::make_shared<Private>(this, channel->handle(), name.toString(), value))
{
    ChannelAccess::endpoint(*channel)->interests().add(d);
}

/*! Ends this. The peer is told when nobody else here needs the property. */
RemotePropertyBase::~RemotePropertyBase()
{
    d->end();
}

QString RemotePropertyBase::name() const
{
    return d->name;
}

bool RemotePropertyBase::isSynchronised() const
{
    return d->isActive();
}

/*! \internal */
ChannelHandle &RemotePropertyBase::channel()
{
    return d->handle;
}

} // namespace WebSocketRpc

#include "websocketrpc/moc_remoteproperty.cpp"
