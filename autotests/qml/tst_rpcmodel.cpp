// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "plantmodel.h"

#include <websocketrpc/server.h>

#include <QAbstractItemModelTester>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

constexpr char document[] = R"(
import QtQuick
import WebSocketRpc

Window {
    property alias client: rpc
    property alias model: plants
    property alias view: tree

    width: 300
    height: 300
    visible: true

    RpcClient { id: rpc }
    RpcModel { id: plants; client: rpc; name: "plants"; onFailed: error => {} }
    TreeView {
        id: tree
        anchors.fill: parent
        model: plants
        delegate: Item {
            required property TreeView treeView
            required property bool isTreeNode
            required property bool expanded
            required property int hasChildren
            required property int depth
            required property var model
            readonly property string text: model.display ?? ""

            implicitWidth: 100
            implicitHeight: 20
        }
    }
}
)";

} // namespace

// RpcModel as C++ sees it.
class tst_RpcModel : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void deleteModel() { delete model(); }

private Q_SLOTS:
    void init();
    void cleanup();

    void modelKeepsTheRulesOfModels();
    void treeIsExpanded();
    void treeIsChanged();
    void movedRowsAreCounted();
    void modelGoesInASlot_data();
    void modelGoesInASlot();
    void rowsOutliveTheEngine();

private:
    [[nodiscard]] QAbstractItemModel *model() const
    {
        return m_window->property("model").value<QAbstractItemModel *>();
    }
    [[nodiscard]] QObject *view() const { return m_window->property("view").value<QObject *>(); }
    [[nodiscard]] QString textOf(int row) const // in the view
    {
        QQuickItem *item = nullptr;
        QMetaObject::invokeMethod(
            view(), "itemAtCell", Q_RETURN_ARG(QQuickItem *, item), Q_ARG(int, 0), Q_ARG(int, row));
        return item ? item->property("text").toString() : QString();
    }

    std::unique_ptr<PlantModel> m_plants;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<QObject> m_window;
};

void tst_RpcModel::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_plants = std::make_unique<PlantModel>(PlantModel::Tree, 5);
    m_plants->insertRows(0, 3, m_plants->index(0, 0));
    m_server = std::make_unique<Server>();
    m_server->expose(m_plants.get(),
        {.name = u"plants"_s,
            .writable = true,
            .insertable = true,
            .removable = true,
            .sortable = true});
    QVERIFY(m_server->listen());
    m_engine = std::make_unique<QQmlEngine>();
    m_engine->addImportPath(QStringLiteral(QML_IMPORT_PATH));
    QQmlComponent component(m_engine.get());
    component.setData(document, {});
    m_window.reset(component.create());
    QVERIFY2(m_window, qPrintable(component.errorString()));
    QVERIFY(QTest::qWaitForWindowExposed(qobject_cast<QQuickWindow *>(m_window.get())));
    m_window->property("client").value<QObject *>()->setProperty("url", m_server->url());
    QTRY_COMPARE(model()->rowCount(), 5);
}

void tst_RpcModel::cleanup()
{
    if (m_window && model())
        model()->disconnect(this);
    m_window.reset();
    m_engine.reset();
    m_server.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void tst_RpcModel::modelKeepsTheRulesOfModels()
{
    const QAbstractItemModelTester tester(
        model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QRandomGenerator random(1);
    for (int i = 0; i < 200; ++i) {
        m_plants->changeAtRandom(random);
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(model()->rowCount(), m_plants->rowCount());
}

void tst_RpcModel::treeIsExpanded()
{
    const auto plant = [this](int row, int below) {
        const QModelIndex parent = below < 0 ? QModelIndex() : m_plants->index(below, 0);
        return m_plants->index(row, 0, parent).data().toString();
    };
    QTRY_COMPARE(textOf(0), plant(0, -1));
    QTRY_VERIFY(model()->hasChildren(model()->index(0, 0)));
    QVERIFY(!model()->hasChildren(model()->index(1, 0)));
    QMetaObject::invokeMethod(view(), "expand", Q_ARG(int, 0));
    QTRY_COMPARE(textOf(3), plant(2, 0));
    QTRY_COMPARE(textOf(4), plant(1, -1));
    m_plants->insertRows(0, 1, m_plants->index(0, 0));
    QTRY_COMPARE(textOf(4), plant(3, 0));
    QTRY_COMPARE(textOf(1), plant(0, 0));
    m_plants->removeRows(0, 1);
    QTRY_COMPARE(textOf(0), plant(0, -1));
    QCOMPARE(model()->rowCount(), 4);
}

void tst_RpcModel::treeIsChanged()
{
    const QModelIndex parent = model()->index(0, 0);
    QTRY_COMPARE(model()->rowCount(parent), 3);
    bool isAsked = false;
    QMetaObject::invokeMethod(model(), "insertRows", Q_RETURN_ARG(bool, isAsked), Q_ARG(int, 1),
        Q_ARG(int, 2), Q_ARG(QModelIndex, parent));
    QVERIFY(isAsked);
    QTRY_COMPARE(model()->rowCount(parent), 5);
    QMetaObject::invokeMethod(model(), "removeRows", Q_RETURN_ARG(bool, isAsked), Q_ARG(int, 0),
        Q_ARG(int, 1), Q_ARG(QModelIndex, parent));
    QVERIFY(isAsked);
    QTRY_COMPARE(model()->rowCount(parent), 4);
    QCOMPARE(model()->rowCount(), 5);
    QStringList texts;
    for (int row = 0; row < 5; ++row)
        texts.append(m_plants->index(row, 0).data().toString());
    std::ranges::sort(texts, std::greater());
    QMetaObject::invokeMethod(
        model(), "sort", Q_ARG(int, 0), Q_ARG(Qt::SortOrder, Qt::DescendingOrder));
    QTRY_COMPARE(m_plants->index(0, 0).data().toString(), texts.first());
    QCOMPARE(m_plants->index(4, 0).data().toString(), texts.last());
}

// Rows that move below others are fewer at the top.
void tst_RpcModel::movedRowsAreCounted()
{
    QTRY_COMPARE(model()->rowCount(model()->index(0, 0)), 3);
    QSignalSpy counted(model(), SIGNAL(countChanged()));
    QVERIFY(m_plants->moveRows({}, 3, 2, m_plants->index(0, 0), 1));
    QTRY_COMPARE(counted.size(), 1);
    QCOMPARE(model()->property("count"), QVariant(3));
}

void tst_RpcModel::modelGoesInASlot_data()
{
    QTest::addColumn<QByteArray>("signal");
    for (const auto *signal : {"modelReset()", "countChanged()", "clientChanged()", "nameChanged()",
             "synchronisedChanged()", "failed(QJSValue)", "lastErrorChanged()"})
        QTest::addRow("%s", signal) << QByteArray(signal);
}

void tst_RpcModel::modelGoesInASlot()
{
    QFETCH(const QByteArray, signal);
    connect(model(), '2' + signal, this, SLOT(deleteModel())); // as the macro SIGNAL() spells it
    if (signal == "clientChanged()")
        delete m_window->property("client").value<QObject *>();
    else
        model()->setProperty("name", u"nothing"_s);
    QTRY_VERIFY(!model());
}

void tst_RpcModel::rowsOutliveTheEngine()
{
    QAbstractItemModel *const rows = model();
    QTRY_VERIFY(!rows->data(rows->index(4, 0)).toString().isEmpty());
    m_engine.reset();
    QVERIFY(!rows->data(rows->index(4, 0)).toString().isEmpty());
}

QTEST_MAIN(tst_RpcModel)

#include "tst_rpcmodel.moc"
