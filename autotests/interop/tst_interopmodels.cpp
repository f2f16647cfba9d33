// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "serverprocess.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/remotemodel.h>

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// The model of the interop server, followed by RemoteModel.
class InteropModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void modelIsFollowed_data();
    void modelIsFollowed();
    void modelIsWritten();
    void wrongRowsAreRefused_data();
    void wrongRowsAreRefused();
    void restartedServerIsFollowedAgain();

private:
    // The value of a row that a view shows.
    static QVariant valueOf(RemoteModel &model, int row, const QByteArray &role)
    {
        const QModelIndex index = model.index(row, 0);
        (void)model.data(index, model.roleNames().key(role));
        (void)QTest::qWaitFor([&] { return model.data(index, RemoteModel::LoadedRole).toBool(); });
        return model.data(index, model.roleNames().key(role));
    }
};

void InteropModelsTest::init()
{
    // The model tester of Qt 6.8 tries types of QtGui, which is not there.
    QTest::failOnWarning(
        QRegularExpression(u"^(?!Trying to construct an instance of an invalid type)"_s));
}

void InteropModelsTest::modelIsFollowed_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("in one thread") << QStringList();
    QTest::newRow("in three") << QStringList{u"--threads"_s, u"3"_s};
}

void InteropModelsTest::modelIsFollowed()
{
    QFETCH(const QStringList, options);
    ServerProcess server(options);
    Client client(server.url());
    RemoteModel model(&client, u"parcels"_s);
    const QAbstractItemModelTester tester(&model);
    client.open();
    QTRY_COMPARE(model.rowCount(), 1000);
    QCOMPARE(valueOf(model, 999, "recipient"), u"recipient 999"_s);
    QCOMPARE(valueOf(model, 7, "weight"), 7);
    QCOMPARE(valueOf(model, 7, "state"), u"waiting"_s);

    const QPersistentModelIndex seven = model.index(7, 0);
    waitFor(client.call<void>("parcels_insert", 7, u"Ada"_s));
    QCOMPARE(seven.row(), 8); // before the answer
    QCOMPARE(valueOf(model, 7, "recipient"), u"Ada"_s);
    waitFor(client.call<void>("parcels_move", 8, 1));
    QCOMPARE(seven.row(), 1);
    waitFor(client.call<void>("parcels_set", 1, u"weight"_s, 70));
    QCOMPARE(valueOf(model, 1, "weight"), 70);
    waitFor(client.call<void>("parcels_remove", 0));
    QCOMPARE(seven.row(), 0);
    QCOMPARE(model.rowCount(), 1000);
    waitFor(client.call<void>("parcels_insert", 1000, u"last"_s));
    QCOMPARE(model.rowCount(), 1001);
    waitFor(client.call<void>("parcels_reset"));
    QTRY_COMPARE(model.rowCount(), 1000);
    QTRY_VERIFY(model.isSynchronised());
    QVERIFY(!seven.isValid());
    QCOMPARE(valueOf(model, 0, "recipient"), u"recipient 0"_s);
}

void InteropModelsTest::modelIsWritten()
{
    ServerProcess server;
    Client client(server.url());
    RemoteModel model(&client, u"parcels"_s);
    QSignalSpy failed(&model, &RemoteModel::failed);
    client.open();
    QTRY_COMPARE(model.rowCount(), 1000);
    const int weight = model.roleNames().key("weight");
    QCOMPARE(valueOf(model, 3, "weight"), 3);
    QVERIFY(model.setData(model.index(3, 0), 33, weight));
    QTRY_COMPARE(model.data(model.index(3, 0), weight), 33);
    QVERIFY(model.removeRows(0, 3));
    QTRY_COMPARE(model.rowCount(), 997);
    QCOMPARE(valueOf(model, 0, "weight"), 33);
    QVERIFY(model.insertRows(0, 2));
    QTRY_COMPARE(model.rowCount(), 999);
    QCOMPARE(failed.size(), 0);

    QVERIFY(model.setData(model.index(2, 0), u"heavy"_s, weight));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(model.lastError().code(), Error::InvalidParams);
    QVERIFY(model.setData(model.index(2, 0), -1, weight)); // which the model does not take
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(valueOf(model, 2, "weight"), 33);
}

void InteropModelsTest::wrongRowsAreRefused_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QVariantList>("arguments");
    QTest::newRow("insert") << u"parcels_insert"_s << QVariantList{1001, u"x"_s};
    QTest::newRow("remove") << u"parcels_remove"_s << QVariantList{1000};
    QTest::newRow("move from") << u"parcels_move"_s << QVariantList{-1, 0};
    QTest::newRow("move to") << u"parcels_move"_s << QVariantList{0, 1000};
    QTest::newRow("set") << u"parcels_set"_s << QVariantList{1000, u"weight"_s, 1};
    QTest::newRow("role") << u"parcels_set"_s << QVariantList{0, u"colour"_s, 1};
    QTest::newRow("value") << u"parcels_set"_s << QVariantList{0, u"weight"_s, -1};
}

void InteropModelsTest::wrongRowsAreRefused()
{
    QFETCH(const QString, method);
    QFETCH(const QVariantList, arguments);
    ServerProcess server;
    Client client(server.url());
    client.open();
    const auto error = errorOf(client.call<void>(method, Arguments(arguments)));
    QCOMPARE(error.code(), Error::InvalidParams);
}

void InteropModelsTest::restartedServerIsFollowedAgain()
{
    auto server = std::make_unique<ServerProcess>();
    const QUrl url = server->url();
    Client client(url);
    client.setReconnectPolicy({.firstDelay = std::chrono::milliseconds(1),
        .maximumDelay = std::chrono::milliseconds(10)});
    RemoteModel model(&client, u"parcels"_s);
    client.open();
    QTRY_COMPARE(model.rowCount(), 1000);
    QCOMPARE(valueOf(model, 5, "recipient"), u"recipient 5"_s);
    waitFor(client.call<void>("parcels_set", 5, u"recipient"_s, u"Ada"_s));
    QCOMPARE(valueOf(model, 5, "recipient"), u"Ada"_s);
    server.reset();
    QTRY_VERIFY(!model.isSynchronised());
    QCOMPARE(model.data(model.index(5, 0), model.roleNames().key("recipient")),
        u"Ada"_s); // as known last
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    server = std::make_unique<ServerProcess>(QStringList{u"--port"_s, QString::number(url.port())});
    QTRY_VERIFY(model.isSynchronised());
    QTRY_COMPARE(
        model.data(model.index(5, 0), model.roleNames().key("recipient")), u"recipient 5"_s);
    QCOMPARE(reset.size(), 0);
}

QTEST_GUILESS_MAIN(InteropModelsTest)
#include "tst_interopmodels.moc"
