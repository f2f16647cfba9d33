// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parcelmodel.h"
#include "plantmodel.h"
#include "wsrpc.h"

#include <websocketrpc/server.h>
#include <websocketrpc/test/scriptedpeer.h>

#include <QAbstractTableModel>
#include <QRegularExpression>
#include <QSortFilterProxyModel>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using TestSupport::ProgramResult;

// A table as widgets show it.
class Squares : public QAbstractTableModel
{
    Q_OBJECT

public:
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : 12;
    }
    [[nodiscard]] int columnCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : 2;
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        const int number = index.row();
        if (role != Qt::DisplayRole)
            return {};
        return index.column() == 0 ? QVariant(u"of %1"_s.arg(number)) : QVariant(number * number);
    }
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
            return section == 0 ? u"what"_s : u"square"_s;
        return QAbstractTableModel::headerData(section, orientation, role);
    }
};

// What it does with models.
class tst_WsrpcModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_server.reset(); }

    void printsRows_data();
    void printsRows();
    void printsAllRowsInOrder();
    void rowsMayGoBeforeTheyAreShown();
    void followsChanges();
    void followsASortedModel();
    void changesBelowARowAreNotPrinted();
    void changesOfOtherRowsAreNotPrinted();
    void resetPrintsTheRowsAgain();
    void endsAfterEnoughLines();
    void terminalShowsATable_data();
    void terminalShowsATable();
    void problemIsReported_data();
    void problemIsReported();
    void wrongUsageIsRefused_data();
    void wrongUsageIsRefused();
    void missingAnswerIsReported();
    void lostConnectionEndsTheFollowing();

private:
    [[nodiscard]] QStringList arguments(const QStringList &words) const
    {
        return QStringList{u"model"_s, m_server->url().toString()} + words;
    }
    [[nodiscard]] ProgramResult run(const QStringList &words) const
    {
        return wsrpc(arguments(words));
    }
    static QByteArray row(int number, const QByteArray &values)
    {
        return R"({"row":)" + QByteArray::number(number) + R"(,"values":{)" + values + "}}\n";
    }

    std::unique_ptr<ParcelModel> m_parcels;
    Squares m_squares;
    std::unique_ptr<Server> m_server;
};

void tst_WsrpcModel::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_parcels = std::make_unique<ParcelModel>(2500);
    m_server = std::make_unique<Server>();
    m_server->expose(m_parcels.get(), {.name = u"parcels"_s});
    m_server->expose(&m_squares, {.name = u"squares"_s});
    QVERIFY(m_server->listen());
}

void tst_WsrpcModel::printsRows_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("all roles") << QStringList{u"parcels"_s,
        u"--rows=3"_s} << row(3, R"("recipient":"recipient 3","state":"waiting","weight":3)");
    QTest::newRow("some roles") << QStringList{u"parcels"_s, u"--rows=3-4"_s,
        u"--roles=weight,recipient"_s}
                                << row(3, R"("recipient":"recipient 3","weight":3)")
            + row(4, R"("recipient":"recipient 4","weight":4)");
    QTest::newRow("the last rows") << QStringList{u"parcels"_s, u"--rows=2498-9999"_s,
        u"--roles=weight"_s} << row(2498, R"("weight":48)") + row(2499, R"("weight":49)");
    QTest::newRow("no rows") << QStringList{u"parcels"_s, u"--rows=2500-2600"_s} << QByteArray();
    QTest::newRow("columns") << QStringList{u"squares"_s,
        u"--rows=2-3"_s} << row(2, R"("display":["of 2",4])") + row(3, R"("display":["of 3",9])");
}

void tst_WsrpcModel::printsRows()
{
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, output);
    const ProgramResult result = run(words);
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output, output);
    QCOMPARE(result.status, 0);
}

void tst_WsrpcModel::printsAllRowsInOrder()
{
    QByteArray hundred;
    QByteArray all;
    for (int i = 0; i < 2500; ++i) {
        const QByteArray line = row(i, R"("weight":)" + QByteArray::number(i % 50));
        if (i < 100)
            hundred += line;
        all += line;
    }
    QCOMPARE(run({u"parcels"_s, u"--roles=weight"_s}).output, hundred);
    QCOMPARE(run({u"parcels"_s, u"--roles=weight"_s, u"--rows=0-100000"_s}).output, all);
}

void tst_WsrpcModel::rowsMayGoBeforeTheyAreShown()
{
    class Shrinking : public ParcelModel
    {
    public:
        using ParcelModel::ParcelModel;
        QVariant data(const QModelIndex &index, int role) const override
        {
            if (index.row() != 1500)
                return ParcelModel::data(index, role);
            const_cast<Shrinking *>(this)->removeRows(1000, 1500);
            return {};
        }
    };
    Shrinking model(2500);
    m_server->expose(&model, {.name = u"shrinking"_s});
    const ProgramResult result =
        run({u"shrinking"_s, u"--rows=0-9999"_s, u"--roles=weight"_s, u"--timeout=20"_s});
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output.count('\n'), 1000);
    QCOMPARE(result.status, 0);
}

void tst_WsrpcModel::followsChanges()
{
    RunningTool tool(
        arguments({u"parcels"_s, u"--follow"_s, u"--rows=10-11"_s, u"--roles=recipient"_s}));
    QCOMPARE(tool.nextLine(), row(10, R"("recipient":"recipient 10")"));
    QCOMPARE(tool.nextLine(), row(11, R"("recipient":"recipient 11")"));
    m_parcels->setData(m_parcels->index(10), u"Ada"_s, ParcelModel::Recipient);
    QCOMPARE(tool.nextLine(), row(10, R"("recipient":"Ada")"));
    m_parcels->insert(11, u"Grace"_s);
    QCOMPARE(tool.nextLine(),
        R"({"change":"inserted","count":1,"first":11})"
        "\n");
    QCOMPARE(tool.nextLine(), row(11, R"("recipient":"Grace")"));
    m_parcels->removeRows(11, 1);
    QCOMPARE(tool.nextLine(),
        R"({"change":"removed","count":1,"first":11})"
        "\n");
    m_parcels->move(10, 0);
    QCOMPARE(tool.nextLine(),
        R"({"change":"moved","count":1,"first":10,"to":0})"
        "\n");
    QCOMPARE(tool.nextLine(), row(10, R"("recipient":"recipient 9")"));
    // What comes into sight because others come or go above it is shown, too.
    m_parcels->insert(0, u"Edsger"_s);
    QCOMPARE(tool.nextLine(),
        R"({"change":"inserted","count":1,"first":0})"
        "\n");
    QCOMPARE(tool.nextLine(), row(10, R"("recipient":"recipient 8")"));
    m_parcels->removeRows(0, 2);
    QCOMPARE(tool.nextLine(),
        R"({"change":"removed","count":2,"first":0})"
        "\n");
    QCOMPARE(tool.nextLine(), row(11, R"("recipient":"recipient 12")"));
    m_parcels->move(0, 2400); // rows above the first go
    QCOMPARE(tool.nextLine(),
        R"({"change":"moved","count":1,"first":0,"to":2401})"
        "\n");
    QCOMPARE(tool.nextLine(), row(11, R"("recipient":"recipient 13")"));
}

void tst_WsrpcModel::followsASortedModel()
{
    QSortFilterProxyModel sorted;
    sorted.setSourceModel(m_parcels.get());
    sorted.setSortRole(ParcelModel::Recipient);
    m_server->expose(&sorted, {.name = u"sorted"_s});
    RunningTool tool(
        arguments({u"sorted"_s, u"--follow"_s, u"--rows=0"_s, u"--roles=recipient"_s}));
    QCOMPARE(tool.nextLine(), row(0, R"("recipient":"recipient 0")"));
    sorted.sort(0, Qt::DescendingOrder);
    QCOMPARE(tool.nextLine(),
        R"({"change":"sorted"})"
        "\n");
    QCOMPARE(tool.nextLine(), row(0, R"("recipient":"recipient 999")"));
}

// Only its top level is shown.
void tst_WsrpcModel::changesBelowARowAreNotPrinted()
{
    PlantModel plants(PlantModel::Tree, 3);
    plants.insertRows(0, 2, plants.index(0, 0));
    m_server->expose(&plants, {.name = u"plants"_s});
    RunningTool tool(arguments({u"plants"_s, u"--follow"_s, u"--rows=0-1"_s, u"--roles=weight"_s}));
    const auto line = [&](int number) {
        QByteArrayList weights;
        for (int column = 0; column < plants.columnCount(); ++column)
            weights.append(plants.index(number, column).data(PlantModel::WeightRole).toByteArray());
        return row(number, "\"weight\":[" + weights.join(',') + ']');
    };
    QCOMPARE(tool.nextLine(), line(0));
    QCOMPARE(tool.nextLine(), line(1));
    plants.insertRows(0, 1, plants.index(0, 0));
    plants.setData(plants.index(1, 0, plants.index(0, 0)), 70, PlantModel::WeightRole);
    plants.removeRows(0, 1, plants.index(0, 0));
    plants.setData(plants.index(1, 0), 71, PlantModel::WeightRole);
    QCOMPARE(tool.nextLine(), line(1));
}

void tst_WsrpcModel::changesOfOtherRowsAreNotPrinted()
{
    RunningTool tool(arguments({u"parcels"_s, u"--follow"_s, u"--rows=10"_s, u"--roles=weight"_s}));
    QCOMPARE(tool.nextLine(), row(10, R"("weight":10)"));
    m_parcels->setData(m_parcels->index(9), 1, ParcelModel::Weight);
    m_parcels->insert(11, u"Grace"_s);
    m_parcels->removeRows(11, 1);
    m_parcels->setData(m_parcels->index(10), u"Ada"_s, ParcelModel::Recipient);
    m_parcels->insert(0, u"Grace"_s); // the row that is shown is known, and out of sight
    QCOMPARE(tool.nextLine(),
        R"({"change":"inserted","count":1,"first":0})"
        "\n");
    QCOMPARE(tool.nextLine(), row(10, R"("weight":1)"));
    m_parcels->setData(m_parcels->index(11), 3, ParcelModel::Weight);
    m_parcels->setData(m_parcels->index(10), 7, ParcelModel::Weight);
    QCOMPARE(tool.nextLine(), row(10, R"("weight":7)"));
}

void tst_WsrpcModel::resetPrintsTheRowsAgain()
{
    RunningTool tool(arguments({u"parcels"_s, u"--follow"_s, u"--rows=0"_s, u"--roles=weight"_s}));
    QCOMPARE(tool.nextLine(), row(0, R"("weight":0)"));
    m_parcels->setData(m_parcels->index(0), 5, ParcelModel::Weight);
    QCOMPARE(tool.nextLine(), row(0, R"("weight":5)"));
    m_parcels->reset();
    QCOMPARE(tool.nextLine(),
        R"({"change":"reset","rows":2500})"
        "\n");
    QCOMPARE(tool.nextLine(), row(0, R"("weight":0)"));
    for (const int weight : {6, 7}) { // each is told once
        m_parcels->setData(m_parcels->index(0), weight, ParcelModel::Weight);
        QCOMPARE(tool.nextLine(), row(0, "\"weight\":" + QByteArray::number(weight)));
    }
}

void tst_WsrpcModel::endsAfterEnoughLines()
{
    const ProgramResult result = run({u"parcels"_s, u"-n1"_s, u"--follow"_s, u"--roles=weight"_s});
    QCOMPARE(result.output, row(0, R"("weight":0)"));
    QCOMPARE(result.status, 0);
}

void tst_WsrpcModel::terminalShowsATable_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("table");
    QTest::newRow("roles") << u"parcels --rows 9-10 --roles recipient,weight"_s
                           << QByteArray("row  recipient     weight\r\n"
                                         "  9  recipient 9        9\r\n"
                                         " 10  recipient 10      10\r\n");
    QTest::newRow("columns") << u"squares --rows 9-10"_s
                             << QByteArray("row  what   square\r\n"
                                           "  9  of 9       81\r\n"
                                           " 10  of 10     100\r\n");
    QTest::newRow("a narrow cell at the end")
        << u"parcels --rows 9 --roles state"_s << QByteArray("row  state\r\n  9  waiting\r\n");
}

void tst_WsrpcModel::terminalShowsATable()
{
    QFETCH(const QString, words);
    QFETCH(const QByteArray, table);
    // It runs a program in a terminal of its own.
    const QString script = QStandardPaths::findExecutable(u"script"_s);
    if (script.isEmpty())
        QSKIP("there is no script(1)");
    const QStringList all{QStringLiteral(WSRPC), u"model"_s, m_server->url().toString(), words};
    const ProgramResult result =
        TestSupport::runProgram(script, {u"-qec"_s, all.join(u' '), u"/dev/null"_s});
    QCOMPARE(result.output, table);
    QCOMPARE(result.status, 0);
}

void tst_WsrpcModel::problemIsReported_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("model") << QStringList{u"nothing"_s}
                           << "wsrpc: error -32602: there is no shared model 'nothing'\n"_ba;
    QTest::newRow("role") << QStringList{u"parcels"_s, u"--roles=weight,colour"_s}
                          << "wsrpc: error -32602: the model 'parcels' has no role 'colour'\n"_ba;
    QTest::newRow("as json")
        << QStringList{u"nothing"_s, u"--json-errors"_s}
        << R"({"error":{"code":-32602,"kind":"Remote","message":"there is no shared model 'nothing'","status":1}})"
           "\n"_ba;
}

void tst_WsrpcModel::problemIsReported()
{
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, error);
    const ProgramResult result = run(words);
    QCOMPARE(result.errors, error);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 1);
}

void tst_WsrpcModel::wrongUsageIsRefused_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("no name") << QStringList();
    QTest::newRow("two names") << QStringList{u"parcels"_s, u"squares"_s};
    QTest::newRow("rows backwards") << QStringList{u"parcels"_s, u"--rows=9-3"_s};
    QTest::newRow("rows without an end") << QStringList{u"parcels"_s, u"--rows=9-"_s};
    QTest::newRow("rows without a number") << QStringList{u"parcels"_s, u"--rows=all"_s};
    QTest::newRow("roles without a name") << QStringList{u"parcels"_s, u"--roles=weight,"_s};
}

void tst_WsrpcModel::wrongUsageIsRefused()
{
    QFETCH(const QStringList, words);
    const ProgramResult result = run(words);
    QVERIFY2(result.errors.startsWith("wsrpc: "), result.errors);
    QCOMPARE(result.status, 2);
}

void tst_WsrpcModel::missingAnswerIsReported()
{
    const Test::ScriptedPeer silent;
    QCOMPARE(
        wsrpc({u"model"_s, silent.url().toString(), u"parcels"_s, u"--timeout=0.2"_s}).status, 4);
    QCOMPARE(wsrpc({u"model"_s, closedUrl(), u"parcels"_s}).status, 3);
}

void tst_WsrpcModel::lostConnectionEndsTheFollowing()
{
    RunningTool tool(arguments({u"squares"_s, u"--follow"_s, u"--rows=0"_s}));
    tool.setProcessChannelMode(QProcess::SeparateChannels);
    QCOMPARE(tool.nextLine(), row(0, R"("display":["of 0",0])"));
    m_server.reset();
    QCOMPARE(tool.status(), 3);
}

QTEST_GUILESS_MAIN(tst_WsrpcModel)
#include "tst_wsrpcmodel.moc"
