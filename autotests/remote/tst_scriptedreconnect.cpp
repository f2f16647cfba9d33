// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "eventually.h"
#include "scriptedmodel.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/remotemodel.h>
#include <websocketrpc/server.h>

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

struct Scene
{
    Scene()
    {
        server.expose(&plants, {.prefix = u"plants."_s, .sharedSignals = {u"changed"_s}});
        replica.setReadAhead(0);
    }
    [[nodiscard]] bool connects()
    {
        if (!server.isListening() && !server.listen())
            return false;
        client.setUrl(server.url());
        client.open();
        return eventually([this] { return replica.isSynchronised(); });
    }
    [[nodiscard]] bool disconnects()
    {
        client.close();
        return eventually([this] { return !replica.isSynchronised(); });
    }

    Server server;
    ScriptedModel plants{100};
    Client client;
    RemoteModel replica{&client, u"plants"_s};
    QSignalSpy failed{&replica, &RemoteModel::failed};
};

} // namespace

// What was on its way when the connection was lost.
class tst_ScriptedReconnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void rowsAreAskedForAgain();
    void moreRowsCanBeFetchedAgain();
    void openingIsNoFailure();
    void modelThatWasGivenUpIsReset();
};

// A view does not ask a second time.
void tst_ScriptedReconnect::rowsAreAskedForAgain()
{
    Scene scene;
    QVERIFY(scene.connects());
    scene.plants.isHolding = true;
    (void)scene.replica.index(25, 0).data();
    QVERIFY(eventually([&] { return scene.plants.asked.contains(u"0:25+1 display"_s); }));
    QVERIFY(scene.disconnects());
    scene.plants.isHolding = false;
    scene.plants.release(); // to nobody
    scene.plants.asked.clear();
    QVERIFY(scene.connects());
    QVERIFY(eventually(
        [&] { return scene.replica.index(25, 0).data(RemoteModel::LoadedRole).toBool(); }));
    QCOMPARE(scene.plants.asked, QStringList({u"open"_s, u"0:25+1 display"_s}));
    QCOMPARE(scene.failed.size(), 0);
}

void tst_ScriptedReconnect::moreRowsCanBeFetchedAgain()
{
    Scene scene;
    scene.plants.description.root.hasMore = true;
    QVERIFY(scene.connects());
    scene.replica.fetchMore({});
    QVERIFY(!scene.replica.canFetchMore({}));
    QVERIFY(scene.disconnects());
    QVERIFY(scene.connects());
    QVERIFY(scene.replica.canFetchMore({}));
    QCOMPARE(scene.failed.size(), 0);
}

void tst_ScriptedReconnect::openingIsNoFailure()
{
    Scene scene;
    QVERIFY(scene.server.listen());
    scene.plants.onRequest = [&] { scene.client.close(); };
    scene.client.setUrl(scene.server.url());
    scene.client.open();
    QVERIFY(eventually([&] { return scene.plants.asked == QStringList(u"open"_s); }));
    QVERIFY(eventually([&] { return scene.client.state() == Client::State::Closed; }));
    QVERIFY(!scene.replica.isSynchronised());
    QCOMPARE(scene.failed.size(), 0);
    scene.plants.onRequest = nullptr;
    QVERIFY(scene.connects());
    QCOMPARE(scene.replica.rowCount(), 100);
}

// None of its rows need be what it was, though it has the same size.
void tst_ScriptedReconnect::modelThatWasGivenUpIsReset()
{
    Scene scene;
    QVERIFY(scene.connects());
    QSignalSpy reset(&scene.replica, &QAbstractItemModel::modelReset);
    Q_EMIT scene.plants.changed(
        {.revision = 1, .steps = {{ModelStep::Change::RemoveRows, 0, 100, 1}}});
    QVERIFY(eventually([&] { return scene.failed.size() == 1; }));
    QVERIFY(!scene.replica.isSynchronised());
    QCOMPARE(reset.size(), 0);
    scene.client.close();
    QVERIFY(scene.connects());
    QCOMPARE(reset.size(), 1);
    QVERIFY(scene.disconnects());
    QVERIFY(scene.connects());
    QCOMPARE(reset.size(), 1);
}

QTEST_GUILESS_MAIN(tst_ScriptedReconnect)

#include "tst_scriptedreconnect.moc"
