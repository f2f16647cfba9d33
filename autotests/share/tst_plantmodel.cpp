// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "plantmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

// The model of the other tests.
class tst_PlantModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAModel_data();
    void isAModel();
    void fetchesMore();
};

void tst_PlantModel::isAModel_data()
{
    QTest::addColumn<PlantModel::Kind>("kind");
    QTest::newRow("list") << PlantModel::List;
    QTest::newRow("table") << PlantModel::Table;
    QTest::newRow("tree") << PlantModel::Tree;
}

void tst_PlantModel::isAModel()
{
    QFETCH(const PlantModel::Kind, kind);
    PlantModel model(kind, 5);
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QRandomGenerator random(3);
    QSignalSpy inserted(&model, &PlantModel::rowsInserted);
    QSignalSpy removed(&model, &PlantModel::rowsRemoved);
    QSignalSpy moved(&model, &PlantModel::rowsMoved);
    QSignalSpy changed(&model, &PlantModel::dataChanged);
    QSignalSpy headers(&model, &PlantModel::headerDataChanged);
    QSignalSpy layouts(&model, &PlantModel::layoutChanged);
    QSignalSpy resets(&model, &PlantModel::modelReset);
    QSignalSpy columns(&model, &PlantModel::columnsInserted);
    QSignalSpy removedColumns(&model, &PlantModel::columnsRemoved);
    QSignalSpy movedColumns(&model, &PlantModel::columnsMoved);
    int mostRows = 0;
    for (int i = 0; i < 3000; ++i) {
        model.changeAtRandom(random);
        mostRows = std::max(mostRows, model.rowCount());
    }
    for (const QSignalSpy *spy :
        {&inserted, &removed, &moved, &changed, &headers, &layouts, &resets})
        QVERIFY2(!spy->isEmpty(), spy->signal());
    for (const QSignalSpy *spy : {&columns, &removedColumns, &movedColumns})
        QCOMPARE(spy->isEmpty(), kind == PlantModel::List);
    QVERIFY(mostRows > 10);
}

void tst_PlantModel::fetchesMore()
{
    PlantModel model(PlantModel::Tree, 1);
    const QModelIndex node = model.index(0, 0);
    model.setUnfetched(node, 3);
    QVERIFY(model.hasChildren(node));
    QCOMPARE(model.rowCount(node), 0);
    model.fetchMore(node);
    QCOMPARE(model.rowCount(node), 2);
    model.fetchMore(node);
    QCOMPARE(model.rowCount(node), 3);
    QVERIFY(!model.canFetchMore(node));
}

QTEST_GUILESS_MAIN(tst_PlantModel)

#include "tst_plantmodel.moc"
