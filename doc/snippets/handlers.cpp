// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include <websocketrpc/registergeometry.h>
#include <websocketrpc/registermembers.h>

#include <QSize>
#include <QTest>

using namespace Qt::StringLiterals;

void Snippets::handleByName()
{
    WebSocketRpc::Client &client = *m_client;
    QStringList heard;
    QObject *const window = this;
    //! [on]
    client.on("OnVolumeChanged", window,
        [&heard](int volume, const QString &who) { heard.append(u"%1 %2"_s.arg(who).arg(volume)); },
        {.parameterNames = {"volume", "who"}}); // for peers that pass arguments by name
    client.on("confirm", window, [](const QString &question) { return !question.isEmpty(); });
    //! [on]
    //! [any]
    client.onAny(window, [&heard](const QString &method, const WebSocketRpc::Arguments &arguments) {
        heard.append(u"%1, %2 arguments"_s.arg(method).arg(arguments.size()));
    });
    //! [any]
    QTRY_COMPARE(m_server->channels().size(), 1);
    WebSocketRpc::Channel *const channel = m_server->channels().constFirst();
    channel->notify("OnVolumeChanged", {{"who", "ada"}, {"volume", 3}});
    channel->notify("Player.OnPlay", 1, 2);
    const auto confirmed = channel->call<bool>("confirm", "really?");
    QTRY_VERIFY(confirmed.isFinished());
    QVERIFY(confirmed.result());
    QVERIFY(heard.contains(u"ada 3"_s));
    QVERIFY(heard.contains(u"Player.OnPlay, 2 arguments"_s));
}

// From another library, and not a gadget.
struct Angle
{
    double radians = 0;
};

void Snippets::registerMembersOfAType()
{
    //! [members]
    WebSocketRpc::registerGeometryTypes(); // QSize, QPoint, QRect ...
    WebSocketRpc::registerMembers<Angle>({
        WebSocketRpc::member<Angle, [](const Angle &angle) { return angle.radians; },
            [](Angle &angle, double radians) { angle.radians = radians; }>("radians"),
    });
    //! [members]
    m_client->on("grow", this, [](QSize size) { return size * 2; });
    m_client->on("turn", this, [](Angle angle) { return Angle{-angle.radians}; });
    QTRY_COMPARE(m_server->channels().size(), 1);
    WebSocketRpc::Channel *const channel = m_server->channels().constFirst();
    const auto size = channel->call<QSize>("grow", QSize(2, 3));
    const auto angle = channel->call<Angle>("turn", Angle{1});
    QTRY_VERIFY(angle.isFinished());
    QCOMPARE(size.result(), QSize(4, 6));
    QCOMPARE(angle.result().radians, -1);
}
