// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "testserver.h"

#include <QAbstractItemModelTester>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QSignalSpy>
#include <QStringListModel>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr char document[] = R"(
import QtQml
import WebSocketRpc

RpcClient {
    property RpcListModel model: RpcListModel {
        method: "numbers"
        params: [25]
        pageSize: 10
    }
    function load(method, params) {
        model.method = method;
        model.params = params;
    }

    Component.onCompleted: model.client = this
}
)";

} // namespace

// RpcListModel as C++ sees it.
class tst_QmlListModel : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void deleteModel() { delete model(); }

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void modelKeepsTheRulesOfModels_data();
    void modelKeepsTheRulesOfModels();
    void testerThatFetchesGetsAllRows();
    void modelGoesInASlot_data();
    void modelGoesInASlot();
    void rowsOutliveTheEngine();

private:
    void load(const QString &method, const QVariantList &params);
    [[nodiscard]] QAbstractItemModel *model() const;

    TestServer *m_server = nullptr;
    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<QObject> m_client;
};

// The first tester of a program without a GUI warns, with Qt 6.8, that it has no types of a GUI.
void tst_QmlListModel::initTestCase()
{
    QStringListModel model({QString()});
    const QAbstractItemModelTester tester(&model);
}

void tst_QmlListModel::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_server = new TestServer(this);
    m_engine = std::make_unique<QQmlEngine>();
    m_engine->addImportPath(QStringLiteral(QML_IMPORT_PATH));
    QQmlComponent component(m_engine.get());
    component.setData(document, {});
    m_client.reset(component.createWithInitialProperties({{u"url"_s, m_server->url()}}));
    QVERIFY2(m_client, qPrintable(component.errorString()));
}

void tst_QmlListModel::cleanup()
{
    m_client.reset();
    m_engine.reset();
    delete m_server;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

QAbstractItemModel *tst_QmlListModel::model() const
{
    return m_client->property("model").value<QAbstractItemModel *>();
}

void tst_QmlListModel::load(const QString &method, const QVariantList &params)
{
    QMetaObject::invokeMethod(
        m_client.get(), "load", Q_ARG(QVariant, method), Q_ARG(QVariant, params));
}

void tst_QmlListModel::modelKeepsTheRulesOfModels_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QVariant>("argument");
    QTest::addColumn<int>("rows");

    const QVariantMap ada = {{u"name"_s, u"Ada"_s}};
    const QVariantMap grace = {{u"name"_s, u"Grace"_s}, {u"age"_s, 85}};
    QTest::newRow("fewer rows") << u"numbers"_s << QVariant(7) << 7;
    QTest::newRow("no rows") << u"numbers"_s << QVariant(0) << 0;
    QTest::newRow("other roles") << u"values"_s << QVariant(QVariantList{ada, grace, 5}) << 3;
}

void tst_QmlListModel::modelKeepsTheRulesOfModels()
{
    QFETCH(const QString, method);
    QFETCH(const QVariant, argument);
    QFETCH(const int, rows);

    const QAbstractItemModelTester tester(
        model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(model()->property("finished").toBool());
    QCOMPARE(model()->rowCount(), 25);
    load(method, {argument});
    QTRY_COMPARE(model()->rowCount(), rows);
    QTRY_VERIFY(model()->property("finished").toBool());
    QVERIFY(!model()->data(model()->index(rows, 0), Qt::UserRole).isValid());
    QVERIFY(!model()->data(model()->index(0, 0), Qt::DisplayRole).isValid());
}

// The tester fetches whenever it can; a view would wait until its user scrolls.
void tst_QmlListModel::testerThatFetchesGetsAllRows()
{
    const QAbstractItemModelTester tester(
        model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(u"numbers"_s, {5000});
    QTRY_COMPARE(model()->rowCount(), 5000);
    for (int row = 0; row < 5000; ++row)
        QCOMPARE(model()->data(model()->index(row, 0), Qt::UserRole), row);
}

void tst_QmlListModel::modelGoesInASlot_data()
{
    QTest::addColumn<QByteArray>("signal");
    QTest::addColumn<QString>("method");

    for (const auto *signal : {"modelReset()", "countChanged()", "runningChanged()"})
        QTest::addRow("%s", signal) << QByteArray(signal) << u"numbers"_s;
    QTest::newRow("rowsInserted()") << QByteArray("rowsInserted(QModelIndex,int,int)") << QString();
    QTest::newRow("finishedChanged()") << QByteArray("finishedChanged()") << u"numbers"_s;
    QTest::newRow("errorChanged()") << QByteArray("errorChanged()") << u"failingNumbers"_s;
    QTest::newRow("failed()") << QByteArray("failed(QJSValue)") << u"failingNumbers"_s;
}

void tst_QmlListModel::modelGoesInASlot()
{
    QFETCH(const QByteArray, signal);
    QFETCH(const QString, method);

    QTRY_COMPARE(model()->rowCount(), 10);
    QTRY_VERIFY(!model()->property("running").toBool());
    connect(model(), '2' + signal, this, SLOT(deleteModel())); // as the macro SIGNAL() spells it
    if (method.isEmpty())
        model()->fetchMore({});
    else
        load(method, {5});
    QTRY_VERIFY(!model());
}

void tst_QmlListModel::rowsOutliveTheEngine()
{
    QTRY_COMPARE(model()->rowCount(), 10);
    QAbstractItemModel *const rows = model();
    m_engine.reset();
    QCOMPARE(rows->data(rows->index(9, 0), Qt::UserRole), 9);
}

QTEST_GUILESS_MAIN(tst_QmlListModel)

#include "tst_qmllistmodel.moc"
