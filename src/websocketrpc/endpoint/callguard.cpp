// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "callguard_p.h"

#include "logging_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

Error CallGuard::tooLong(const Message &message) const
{
    const Limits &limits = m_settings.limits;
    if (message.method.size() > std::size_t(limits.methodLength))
        return {Error::InvalidRequest,
            u"the name of the method has %1 bytes, more than the limit methodLength of %2"_s
                .arg(message.method.size())
                .arg(limits.methodLength)};
    return {Error::InvalidRequest,
        u"the id has %1 bytes, more than the limit idLength of %2"_s.arg(message.id.size())
            .arg(limits.idLength)};
}

Error CallGuard::busy() const
{
    if (m_settings.draining)
        return Error(Error::ServerBusy, u"the server is shutting down"_s);
    m_settings.count(&Counters::refusedCalls);
    const Limits &limits = m_settings.limits;
    if (m_runs.count() >= limits.runningCalls)
        return Error(Error::ServerBusy,
            u"%1 calls are running, which is the limit runningCalls"_s.arg(limits.runningCalls));
    return Error(Error::ServerBusy,
        u"%1 calls are running whose callers are gone, which is the limit abandonedCalls"_s.arg(
            limits.abandonedCalls));
}

std::optional<Error> CallGuard::authorize(const QString &name, const MessageId &id) const
{
    if (!asksProgram())
        return {};
    try {
        return m_settings.authorizer(CallContext(m_context, name, id.toVariant(), {}));
    } catch (const Error &error) {
        return error;
    } catch (const std::exception &exception) {
        qCWarning(lcChannel, "The authorizer failed: %s", exception.what());
    } catch (...) {
        qCWarning(lcChannel, "The authorizer failed.");
    }
    return Error(Error::InternalError, u"the authorizer failed"_s);
}

Error CallGuard::tooMuchElsewhere() const
{
    m_settings.count(&Counters::refusedCalls);
    return {Error::ServerBusy,
        u"calls of %1 bytes wait for another thread; the limit incomingBuffer is %2"_s
            .arg(m_runs.sizeElsewhere())
            .arg(m_settings.limits.incomingBuffer)};
}

} // namespace WebSocketRpc
