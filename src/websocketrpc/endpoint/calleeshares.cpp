// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "callee_p.h"
#include "logging_p.h"

// What a Callee does about signals and properties.
namespace WebSocketRpc {

using namespace Qt::StringLiterals;

std::shared_ptr<ShareRequests> Callee::shares()
{
    if (!m_shares)
        m_shares = std::make_shared<ShareRequests>(m_settings, m_link, m_registry, m_origin, *this);
    return m_shares;
}

std::optional<Error> Callee::authorize(const QString &name, const MessageId &id) const
{
    if (!m_settings.authorizer)
        return {};
    try {
        return m_settings.authorizer(CallContext(m_contextSource, name, id.toVariant(), {}));
    } catch (const Error &error) {
        return error;
    } catch (const std::exception &exception) {
        qCWarning(lcChannel, "The authorizer failed: %s", exception.what());
    } catch (...) {
        qCWarning(lcChannel, "The authorizer failed.");
    }
    return Error(Error::InternalError, u"the authorizer failed"_s);
}

// The method's object may have changed in its thread before the future was finished there.
bool Callee::settlesLater(quint64 run, const SettledAnswer &settled)
{
    return m_shares->awaitOthers([this, target = m_origin->target, run, settled] {
        if (const auto alive = target.lock())
            std::visit([&](const auto &result) { settleRun(run, result); }, settled);
    });
}

void Callee::runEnds()
{
    --m_runningCalls;
    runEnded();
}

} // namespace WebSocketRpc
