// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modeldifference.h"
#include "plantmodel.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/remotemodel.h>
#include <websocketrpc/server.h>

#include <QAbstractItemModelTester>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using namespace std::chrono_literals;

// A model outlives connections.
class tst_ModelReconnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void mayBeMadeBeforeTheConnection();
    void tellsOnlyWhatDiffers();
    void selectionsAndNodesStay();
    void nodesBelowNodesStay();
    void nodesMayHaveOtherNumbers();
    void otherNumberOfRowsIsAReset();
    void followsAfterARestart();
    void rowsOnTheirWayAreAskedForAgain();
    void nothingIsWrittenWithoutAConnection();

private:
    void restart();

    std::unique_ptr<PlantModel> m_source;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Client> m_client;
    std::unique_ptr<RemoteModel> m_replica;
    quint16 m_port = 0;
};

#define TRY_EQUAL() QTRY_COMPARE(modelDifference(*m_source, *m_replica), QString())

void tst_ModelReconnect::init()
{
    // The model tester of Qt 6.8 tries types of QtGui, which is not there.
    QTest::failOnWarning(
        QRegularExpression(u"^(?!Trying to construct an instance of an invalid type)"_s));
    m_port = 0;
    m_source = std::make_unique<PlantModel>(PlantModel::Tree, 30);
    m_source->insertRows(0, 4, m_source->index(3, 0));
    restart();
    m_client = std::make_unique<Client>(m_server->url());
    m_client->setReconnectPolicy({.firstDelay = 1ms, .maximumDelay = 10ms});
    m_replica = std::make_unique<RemoteModel>(m_client.get(), u"plants"_s);
    new QAbstractItemModelTester(
        m_replica.get(), QAbstractItemModelTester::FailureReportingMode::Fatal, m_replica.get());
}

void tst_ModelReconnect::cleanup()
{
    m_replica.reset();
    m_client.reset();
    m_server.reset();
    m_source.reset();
}

void tst_ModelReconnect::restart()
{
    m_server.reset();
    m_server = std::make_unique<Server>();
    m_server->expose(m_source.get(), {.name = u"plants"_s, .writable = true});
    QVERIFY(QTest::qWaitFor([this] { return m_server->listen(QHostAddress::LocalHost, m_port); }));
    m_port = m_server->port();
}

void tst_ModelReconnect::mayBeMadeBeforeTheConnection()
{
    QVERIFY(!m_replica->isSynchronised());
    QSignalSpy synchronised(m_replica.get(), &RemoteModel::synchronisedChanged);
    m_client->open();
    TRY_EQUAL();
    QCOMPARE(synchronised.size(), 1);
}

void tst_ModelReconnect::tellsOnlyWhatDiffers()
{
    m_client->open();
    TRY_EQUAL();
    QSignalSpy reset(m_replica.get(), &QAbstractItemModel::modelReset);
    QSignalSpy changed(m_replica.get(), &QAbstractItemModel::dataChanged);
    m_server.reset();
    QTRY_VERIFY(!m_replica->isSynchronised());
    QCOMPARE(modelDifference(*m_source, *m_replica), QString()); // as it was known last
    m_source->setData(m_source->index(7, 0), u"rose"_s);
    restart();
    TRY_EQUAL();
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0].at(0).toModelIndex(), m_replica->index(7, 0));
    QCOMPARE(changed[0].at(1).toModelIndex(), m_replica->index(7, 0));
}

void tst_ModelReconnect::selectionsAndNodesStay()
{
    m_client->open();
    TRY_EQUAL();
    const QPersistentModelIndex row = m_replica->index(7, 0);
    const QPersistentModelIndex inner = m_replica->index(2, 0, m_replica->index(3, 0));
    m_server.reset();
    QTRY_VERIFY(!m_replica->isSynchronised());
    restart();
    QTRY_VERIFY(m_replica->isSynchronised());
    TRY_EQUAL();
    QVERIFY(row.isValid());
    QVERIFY(inner.isValid());
    m_source->insertRows(0, 1, m_source->index(3, 0));
    TRY_EQUAL();
    QCOMPARE(inner.row(), 3);
    // Other children than before.
    m_server.reset();
    QTRY_VERIFY(!m_replica->isSynchronised());
    m_source->removeRows(0, 2, m_source->index(3, 0));
    m_source->insertRows(0, 2, m_source->index(9, 0));
    restart();
    TRY_EQUAL();
    QVERIFY(!inner.isValid());
    QVERIFY(row.isValid());
}

// Their rows are asked for as soon as the peer has said which node it is.
void tst_ModelReconnect::nodesBelowNodesStay()
{
    const auto below = [](const QAbstractItemModel &model) {
        return model.index(1, 0, model.index(3, 0));
    };
    m_source->insertColumns(0, 1, below(*m_source));
    m_source->insertRows(0, 3, below(*m_source));
    m_client->open();
    TRY_EQUAL();
    const QPersistentModelIndex deep = m_replica->index(1, 0, below(*m_replica));
    QVERIFY(deep.isValid());
    m_server.reset();
    QTRY_VERIFY(!m_replica->isSynchronised());
    m_source->setData(m_source->index(1, 0, below(*m_source)), u"rose"_s);
    restart();
    QTRY_COMPARE(deep.data(), QVariant(u"rose"_s));
    m_source->insertRows(0, 1, below(*m_source));
    QTRY_COMPARE(deep.row(), 2);
    TRY_EQUAL();
}

// The peer numbers its nodes in the order in which somebody looks at them.
void tst_ModelReconnect::nodesMayHaveOtherNumbers()
{
    m_source->insertRows(0, 2, m_source->index(20, 0));
    m_client->open();
    TRY_EQUAL();
    const QPersistentModelIndex first = m_replica->index(1, 0, m_replica->index(3, 0));
    const QPersistentModelIndex second = m_replica->index(1, 0, m_replica->index(20, 0));
    QSignalSpy removed(m_replica.get(), &QAbstractItemModel::rowsRemoved);
    m_client->close();
    QTRY_VERIFY(!m_replica->isSynchronised());
    Client other(m_server->url());
    RemoteModel last(&other, u"plants"_s);
    last.setReadAhead(0);
    other.open();
    QTRY_VERIFY(last.isSynchronised());
    QTRY_VERIFY(last.hasChildren(last.index(20, 0)));
    m_client->open();
    QTRY_VERIFY(m_replica->isSynchronised());
    TRY_EQUAL();
    QVERIFY(first.isValid());
    QVERIFY(second.isValid());
    QCOMPARE(removed.size(), 0);
    m_source->insertRows(0, 1, m_source->index(3, 0));
    m_source->insertRows(0, 2, m_source->index(20, 0));
    TRY_EQUAL();
    QCOMPARE(first.row(), 2);
    QCOMPARE(second.row(), 3);
    // Other columns than before.
    m_client->close();
    QTRY_VERIFY(!m_replica->isSynchronised());
    m_source->insertColumns(1, 1, m_source->index(20, 0));
    m_client->open();
    TRY_EQUAL();
    QVERIFY(!second.isValid());
    QVERIFY(first.isValid());
}

void tst_ModelReconnect::otherNumberOfRowsIsAReset()
{
    m_client->open();
    TRY_EQUAL();
    QSignalSpy reset(m_replica.get(), &QAbstractItemModel::modelReset);
    m_server.reset();
    QTRY_VERIFY(!m_replica->isSynchronised());
    m_source->insertRows(0, 1);
    restart();
    QTRY_COMPARE(reset.size(), 1);
    TRY_EQUAL();
}

void tst_ModelReconnect::followsAfterARestart()
{
    m_client->open();
    TRY_EQUAL();
    m_server.reset();
    QTRY_VERIFY(!m_replica->isSynchronised());
    restart();
    QTRY_VERIFY(m_replica->isSynchronised());
    // A view does not ask again for what it shows.
    QTRY_COMPARE(m_client->statistics().pendingCalls, 0);
    QSignalSpy changed(m_replica.get(), &QAbstractItemModel::dataChanged);
    m_source->setData(m_source->index(7, 0), u"tulip"_s);
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(changed[0].at(0).toModelIndex(), m_replica->index(7, 0));
    m_source->insertRows(2, 1);
    QTRY_COMPARE(m_replica->rowCount(), 31);
    TRY_EQUAL();
}

void tst_ModelReconnect::rowsOnTheirWayAreAskedForAgain()
{
    m_client->open();
    QTRY_VERIFY(m_replica->isSynchronised());
    (void)m_replica->index(25, 0).data();
    m_server.reset();
    QTRY_VERIFY(!m_replica->isSynchronised());
    restart();
    QTRY_COMPARE(m_replica->index(25, 0).data(RemoteModel::LoadedRole), QVariant(true));
    TRY_EQUAL();
}

void tst_ModelReconnect::nothingIsWrittenWithoutAConnection()
{
    m_client->open();
    TRY_EQUAL();
    m_server.reset();
    QTRY_VERIFY(!m_replica->isSynchronised());
    QSignalSpy failed(m_replica.get(), &RemoteModel::failed);
    QVERIFY(!m_replica->setData(m_replica->index(0, 0), u"iris"_s));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_replica->lastError().kind(), Error::Kind::ConnectionLost);
    restart();
    QTRY_VERIFY(m_replica->isSynchronised());
    TRY_EQUAL();
    QVERIFY(m_source->index(0, 0).data() != QVariant(u"iris"_s));
}

QTEST_GUILESS_MAIN(tst_ModelReconnect)

#include "tst_modelreconnect.moc"
