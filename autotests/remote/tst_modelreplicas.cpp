// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modeldifference.h"
#include "plantmodel.h"
#include "sanitized.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/remotemodel.h>
#include <websocketrpc/server.h>

#include <QAbstractItemModelTester>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using namespace std::chrono_literals;

namespace {

// One client's copy of the model, with somebody who looks at parts of it.
class Replica : public QObject
{
public:
    explicit Replica(const QUrl &url) : m_client(url), m_model(&m_client, u"plants"_s)
    {
        m_client.setReconnectPolicy({.firstDelay = 1ms, .maximumDelay = 10ms});
        connect(&m_model, &RemoteModel::failed, this, [this](const Error &error) {
            // What another one has taken away meanwhile, or the source does not take.
            if (error.code() != Error::OutdatedRevision && error.code() != Error::InvalidParams
                && error.kind() != Error::Kind::ConnectionLost
                && error.kind() != Error::Kind::Closed)
                problem = error.message();
        });
        m_client.open();
    }

    [[nodiscard]] const RemoteModel &model() const { return m_model; }

    void scroll(QRandomGenerator &random)
    {
        const QModelIndex node = randomNode(random);
        const int rows = m_model.rowCount(node);
        if (rows == 0)
            return;
        const int first = random.bounded(rows);
        for (int row = first; row < std::min(rows, first + 10); ++row)
            (void)m_model.index(row, 0, node).data();
    }
    // Rows that somebody holds on to stay what they are; see check().
    void select(QRandomGenerator &random)
    {
        const QModelIndex node = randomNode(random);
        if (m_model.rowCount(node) == 0 || !m_isSettled)
            return;
        const QModelIndex index = m_model.index(random.bounded(m_model.rowCount(node)), 0, node);
        const QVariant id = index.data(PlantModel::IdRole);
        if (id.isValid())
            m_selected.append({index, id});
        if (m_selected.size() > 20)
            m_selected.removeFirst();
    }
    void write(QRandomGenerator &random)
    {
        const QModelIndex node = randomNode(random);
        const int rows = m_model.rowCount(node);
        if (rows == 0 || !m_model.isSynchronised())
            return;
        const int row = random.bounded(rows);
        switch (random.bounded(8)) {
        case 0:
            if (rows < 30)
                m_model.insertRows(row, 1, node);
            break;
        case 1:
            m_model.removeRows(row, 1, node);
            break;
        default:
            m_model.setData(
                m_model.index(row, 0, node), QString::number(random.generate()), Qt::EditRole);
        }
    }
    void drop()
    {
        m_client.close();
        m_client.open();
        // The peer may change the order meanwhile, and what is known here stays until it has been fetched anew.
        m_selected.clear();
        m_isSettled = false;
    }

    [[nodiscard]] bool isAtRest() const
    {
        return m_client.statistics().pendingCalls == 0 && m_model.isSynchronised();
    }
    void settle() { m_isSettled = true; }
    void check()
    {
        for (const auto &[index, id] : m_selected) {
            const QVariant now = index.data(PlantModel::IdRole);
            if (now.isValid() && now != id) // invalid: it is not known
                problem = u"the selected row %1 has become %2"_s.arg(id.toString(), now.toString());
        }
        m_selected.removeIf([](const auto &entry) { return !entry.first.isValid(); });
    }

    QString problem;

private:
    [[nodiscard]] QModelIndex randomNode(QRandomGenerator &random) const
    {
        QModelIndex node;
        while (m_model.rowCount(node) > 0 && random.bounded(3) > 0) {
            const QModelIndex index =
                m_model.index(random.bounded(m_model.rowCount(node)), 0, node);
            if (m_model.rowCount(index) == 0)
                break;
            node = index;
        }
        return node;
    }

    Client m_client;
    RemoteModel m_model;
    QAbstractItemModelTester m_tester{
        &m_model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    QList<std::pair<QPersistentModelIndex, QVariant>> m_selected;
    bool m_isSettled = false; // since the latest reconnect
};

} // namespace

// Several clients follow one model, which they and its owner change, while connections come and go.
class tst_ModelReplicas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The model tester of Qt 6.8 tries types of QtGui, which is not there.
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression(u"^(?!Trying to construct an instance of an invalid type)"_s));
    }

    void equalTheModelAtRest_data();
    void equalTheModelAtRest();
};

void tst_ModelReplicas::equalTheModelAtRest_data()
{
    QTest::addColumn<PlantModel::Kind>("kind");
    QTest::addColumn<int>("threads");
    for (const int threads : {0, 3}) {
        const char *const place = threads ? "with server threads" : "in one thread";
        QTest::addRow("list, %s", place) << PlantModel::List << threads;
        QTest::addRow("table, %s", place) << PlantModel::Table << threads;
        QTest::addRow("tree, %s", place) << PlantModel::Tree << threads;
    }
}

void tst_ModelReplicas::equalTheModelAtRest()
{
    QFETCH(const PlantModel::Kind, kind);
    QFETCH(const int, threads);
    bool isNumber = false;
    const int wanted = qEnvironmentVariableIntValue("WEBSOCKETRPC_MODEL_CHANGES", &isNumber);
    const int changes = isNumber ? wanted : isSanitized ? 1'000 : 20'000;
    PlantModel source(kind, 20);
    Server server;
    server.setThreadCount(threads);
    server.expose(
        &source, {.name = u"plants"_s, .writable = true, .insertable = true, .removable = true});
    QVERIFY(server.listen());
    std::vector<std::unique_ptr<Replica>> replicas;
    for (int i = 0; i < 3; ++i)
        replicas.push_back(std::make_unique<Replica>(server.url()));
    const int seed = qEnvironmentVariableIntValue("WEBSOCKETRPC_MODEL_SEED");
    QRandomGenerator random(seed ? quint32(seed) : 20261130);
    for (int i = 0; i < changes; ++i) {
        Replica &replica = *replicas[std::size_t(random.bounded(int(replicas.size())))];
        switch (random.bounded(4)) {
        case 0:
            replica.scroll(random);
            break;
        case 1:
            replica.write(random);
            break;
        default:
            source.changeAtRandom(random);
            break;
        }
        if (random.bounded(10) == 0)
            replica.select(random);
        if (random.bounded(1000) == 0)
            replica.drop();
        if (random.bounded(6) == 0)
            QCoreApplication::processEvents();
        replica.check();
        QCOMPARE(replica.problem, QString());
        if (i % 1'000 != 0 && i + 1 != changes)
            continue;
        for (const auto &each : replicas) {
            QTRY_VERIFY_WITH_TIMEOUT(each->isAtRest(), 20'000);
            QTRY_COMPARE_WITH_TIMEOUT(modelDifference(source, each->model()), QString(), 20'000);
            each->settle();
            each->check();
            QCOMPARE(each->problem, QString());
        }
    }
}

QTEST_GUILESS_MAIN(tst_ModelReplicas)

#include "tst_modelreplicas.moc"
