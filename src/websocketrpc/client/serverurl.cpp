// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "serverurl_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

QString problemOf(const QUrl &url)
{
    if (url.isEmpty())
        return u"there is no url"_s;
    if (!url.isValid())
        return url.errorString();
    if (url.scheme() != "ws"_L1 && url.scheme() != "wss"_L1) {
        const QString found =
            url.scheme().isEmpty() ? u"it has none"_s : u"it is '%1'"_s.arg(url.scheme());
        return u"the scheme must be ws or wss, as in ws://localhost:9000/, but "_s + found;
    }
    if (url.host().isEmpty())
        return u"there is no host in it"_s;
    if (url.port() == 0)
        return u"there is no port 0"_s;
    return {};
}

QUrl requestUrl(const QUrl &url)
{
    QUrl target = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    if (target.path(QUrl::FullyEncoded).isEmpty())
        target.setPath(u"/"_s);
    return target;
}

QByteArray basicCredentials(const QUrl &url)
{
    if (url.userInfo().isEmpty())
        return {};
    const QString credentials =
        url.userName(QUrl::FullyDecoded) + u':' + url.password(QUrl::FullyDecoded);
    return "Basic " + credentials.toUtf8().toBase64();
}

QString displayed(const QUrl &url)
{
    return url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
}

} // namespace WebSocketRpc
