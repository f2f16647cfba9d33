// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/remotemodel.h>
#include <websocketrpc/server.h>

#include <QAbstractListModel>
#include <QRegularExpression>

#include <limits>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using namespace std::chrono_literals;

// A row whose values are the names of its roles.
class NamedRoles : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit NamedRoles(const QHash<int, QByteArray> &names) : m_names(names) { }

    void setNames(const QHash<int, QByteArray> &names) // without a signal, as a ListModel does
    {
        m_names = names;
    }
    void insertRow()
    {
        beginInsertRows({}, m_rows, m_rows);
        ++m_rows;
        endInsertRows();
    }

    [[nodiscard]] int rowCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : m_rows;
    }
    [[nodiscard]] QVariant data(const QModelIndex &, int role) const override
    {
        return m_names.contains(role) ? QVariant(QString::fromLatin1(m_names[role])) : QVariant();
    }
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override { return m_names; }
    bool setData(const QModelIndex &, const QVariant &value, int role) override
    {
        set.append({role, value});
        return true;
    }

    QList<std::pair<int, QVariant>> set;

private:
    QHash<int, QByteArray> m_names;
    int m_rows = 1;
};

// The names and numbers of roles.
class ModelRolesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void numbersStayAfterAReconnect();
    void eachRoleHasANumberOfItsOwn();
    void rolesThatGetNamesLaterAreFollowed();
    void ownRolesAreSetWhateverTheFlagsSay();
    void standardRolesAreSetOnlyWhereTheFlagsLet();

private:
    void serve(QAbstractItemModel &model);
    // The value of a role in the only row, by its number.
    [[nodiscard]] QVariant valueOf(int role)
    {
        (void)m_model->data(m_model->index(0, 0), role);
        (void)QTest::qWaitFor(
            [&] { return m_model->data(m_model->index(0, 0), RemoteModel::LoadedRole).toBool(); });
        return m_model->data(m_model->index(0, 0), role);
    }
    [[nodiscard]] QHash<int, QByteArray> names() const
    {
        auto names = m_model->roleNames();
        names.remove(RemoteModel::LoadedRole);
        return names;
    }

    quint16 m_port = 0;
    std::optional<Server> m_server;
    std::optional<Client> m_client;
    std::optional<RemoteModel> m_model;
};

void ModelRolesTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_port = 0;
}

void ModelRolesTest::cleanup()
{
    m_model.reset();
    m_client.reset();
    m_server.reset();
}

void ModelRolesTest::serve(QAbstractItemModel &model)
{
    m_server.emplace();
    m_server->expose(&model, {.name = u"named"_s, .writable = true});
    QVERIFY(QTest::qWaitFor([this] { return m_server->listen(QHostAddress::LocalHost, m_port); }));
    m_port = m_server->port();
    if (m_model)
        return;
    m_client.emplace(m_server->url());
    m_client->setReconnectPolicy({.firstDelay = 1ms, .maximumDelay = 10ms});
    m_model.emplace(&*m_client, u"named"_s);
    m_client->open();
    QTRY_VERIFY(m_model->isSynchronised());
}

void ModelRolesTest::numbersStayAfterAReconnect()
{
    const QHash<int, QByteArray> before{{0, "weight"}, {1, "recipient"}};
    NamedRoles first(before);
    serve(first);
    QCOMPARE(names(), before);
    QCOMPARE(valueOf(0), u"weight"_s);
    m_server.reset();
    QTRY_VERIFY(!m_model->isSynchronised());
    NamedRoles second({{0, "recipient"}, {1, "state"}, {2, "weight"}});
    serve(second);
    QTRY_VERIFY(m_model->isSynchronised());
    QCOMPARE(valueOf(0), u"weight"_s);
    QCOMPARE(valueOf(1), u"recipient"_s);
    const int state = names().key("state");
    QVERIFY(state > 1);
    QCOMPARE(valueOf(state), u"state"_s);
    QCOMPARE(names().size(), 3);
    QVERIFY(m_model->setData(m_model->index(0, 0), u"heavy"_s, 0));
    QTRY_COMPARE(second.set.size(), 1);
    QCOMPARE(second.set[0].first, 2);
}

// Also where the peer has the number already that a new one would get here, and the largest there is.
void ModelRolesTest::eachRoleHasANumberOfItsOwn()
{
    constexpr int largest = std::numeric_limits<int>::max();
    NamedRoles first({{1, "weight"}, {largest, "recipient"}});
    serve(first);
    m_server.reset();
    QTRY_VERIFY(!m_model->isSynchronised());
    NamedRoles second({{1, "state"}, {RemoteModel::LoadedRole + 1, "place"}, {largest, "date"}});
    serve(second);
    QTRY_VERIFY(m_model->isSynchronised());
    QCOMPARE(names().size(), 3);
    for (const auto &name : {"state", "place", "date"}) {
        const int role = names().key(name, -1);
        QVERIFY(role > largest / 2);
        QVERIFY(role < largest);
        QCOMPARE(valueOf(role), QString::fromLatin1(name));
    }
}

void ModelRolesTest::rolesThatGetNamesLaterAreFollowed()
{
    NamedRoles model({});
    serve(model);
    QCOMPARE(names().size(), 0);
    model.setNames({{0, "weight"}});
    model.insertRow();
    QTRY_COMPARE(names(), (QHash<int, QByteArray>{{0, "weight"}}));
    QTRY_COMPARE(m_model->rowCount(), 2);
    QCOMPARE(valueOf(0), u"weight"_s);
    model.setNames({{0, "weight"}, {1, "state"}});
    Q_EMIT model.dataChanged(model.index(0), model.index(0));
    QTRY_COMPARE(names().size(), 2);
    QTRY_VERIFY(m_model->isSynchronised());
    QCOMPARE(valueOf(1), u"state"_s);
}

void ModelRolesTest::ownRolesAreSetWhateverTheFlagsSay()
{
    NamedRoles model({{0, "weight"}, {Qt::UserRole, "state"}, {7, "7th"}});
    serve(model);
    for (const int role : {0, int(Qt::UserRole), 7})
        QVERIFY(m_model->setData(m_model->index(0, 0), u"x"_s, role));
    QTRY_COMPARE(model.set.size(), 3);
}

void ModelRolesTest::standardRolesAreSetOnlyWhereTheFlagsLet()
{
    NamedRoles model({{Qt::DisplayRole, "display"}, {Qt::EditRole, "edit"}});
    serve(model);
    QSignalSpy failed(&*m_model, &RemoteModel::failed);
    QVERIFY(m_model->setData(m_model->index(0, 0), u"x"_s, Qt::DisplayRole));
    QVERIFY(m_model->setData(m_model->index(0, 0), u"x"_s, Qt::EditRole));
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(m_model->lastError().code(), Error::InvalidParams);
    QCOMPARE(model.set.size(), 0);
}

QTEST_GUILESS_MAIN(ModelRolesTest)
#include "tst_modelroles.moc"
