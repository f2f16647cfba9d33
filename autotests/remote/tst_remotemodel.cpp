// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "modeldifference.h"
#include "plantmodel.h"
#include "waitfor.h"

#include <websocketrpc/remotemodel.h>

#include <QAbstractItemModelTester>
#include <QSortFilterProxyModel>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

constexpr int LoadedRole = RemoteModel::LoadedRole;

ModelOptions everything()
{
    return {.name = u"plants"_s,
        .writable = true,
        .insertable = true,
        .removable = true,
        .sortable = true};
}

// A model at one end and its replica at the other.
struct Ends
{
    explicit Ends(PlantModel::Kind kind, int rows, const ModelOptions &options = everything())
        : source(kind, rows)
        , replica(&pair.left(), options.name)
    {
        pair.right().expose(&source, options);
    }

    ChannelPair pair{ChannelPair::fetchKind()};
    PlantModel source;
    RemoteModel replica;
    QAbstractItemModelTester tester{
        &replica, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

QModelIndex child(const QAbstractItemModel &model, std::initializer_list<int> path)
{
    QModelIndex index;
    for (const int row : path)
        index = model.index(row, 0, index);
    return index;
}

// What headerDataChanged() has told.
QString placeOf(const QVariantList &told)
{
    const QString orientation =
        told[0].value<Qt::Orientation>() == Qt::Vertical ? u"Vertical"_s : u"Horizontal"_s;
    return u"%1 %2-%3"_s.arg(orientation).arg(told[1].toInt()).arg(told[2].toInt());
}

} // namespace

#define TRY_EQUAL(source, replica) QTRY_COMPARE(modelDifference(source, replica), QString())

// A model of the peer's, for views of this side.
class tst_RemoteModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    // The model tester of Qt 6.8 tries types of QtGui, which is not there.
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression(u"^(?!Trying to construct an instance of an invalid type)"_s));
    }

    void hasItsSizeAtOnce();
    void fetchesTheRowsThatAreAskedFor();
    void fetchesOnlyRolesThatAreAskedFor();
    void keepsTypes();
    void opensTrees();
    void followsInsertions();
    void followsRemovals();
    void followsMoves();
    void followsColumns();
    void followsChanges();
    void followsHeaders();
    void rowHeadersComeWithTheRows();
    void followsResets();
    void selectionsStayWithTheirRows();
    void selectionsStayThroughLayouts();
    void leafGetsChildren();
    void fetchesMoreAtThePeer();
    void showsThroughAProxy();
    void writesToThePeer();
    void refusedValueIsAnError();
    void insertsAndRemovesRows();
    void sortsAtThePeer();
    void readOnlyModelTakesNothing();
    void writeFindsTheRowThatHasMoved();
    void writeOfARowThatIsGoneFails();
    void rowsOfANodeThatIsGoneAreNotInserted();
    void unknownModelIsAnError();
    void anotherNameIsAnotherModel();
    void forgetsOldRows();
    void mayBeDestroyedInItsSignals_data();
    void mayBeDestroyedInItsSignals();
    void mayBeRenamedInItsSignals();
    void changesWaitForNestedLoops();
    void outlivesTheChannel();

private:
    Q_SLOT void destroyReplica() { delete m_doomed; }

    QPointer<RemoteModel> m_doomed;
};

void tst_RemoteModel::hasItsSizeAtOnce()
{
    Ends ends(PlantModel::Table, 1000);
    QVERIFY(!ends.replica.isSynchronised());
    QCOMPARE(ends.replica.rowCount(), 0);
    QSignalSpy reset(&ends.replica, &QAbstractItemModel::modelReset);
    QTRY_VERIFY(ends.replica.isSynchronised());
    QCOMPARE(reset.size(), 1);
    QCOMPARE(ends.replica.rowCount(), 1000);
    QCOMPARE(ends.replica.columnCount(), ends.source.columnCount());
    QVERIFY(ends.source.columnCount() > 1);
    for (int column = 0; column < ends.source.columnCount(); ++column)
        QCOMPARE(ends.replica.headerData(column, Qt::Horizontal),
            ends.source.headerData(column, Qt::Horizontal));
    QHash<int, QByteArray> names = ends.source.roleNames();
    names.insert(LoadedRole, "loaded");
    QCOMPARE(ends.replica.roleNames(), names);
}

void tst_RemoteModel::fetchesTheRowsThatAreAskedFor()
{
    // Without a model tester, which asks for rows, too.
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel source(PlantModel::List, 1000);
    pair.right().expose(&source, everything());
    RemoteModel replica(&pair.left(), u"plants"_s);
    replica.setReadAhead(5);
    QTRY_VERIFY(replica.isSynchronised());
    QSignalSpy changed(&replica, &QAbstractItemModel::dataChanged);
    const QModelIndex index = replica.index(500, 0);
    QCOMPARE(index.data(LoadedRole), QVariant(false));
    QVERIFY(!index.data().isValid());
    QTRY_COMPARE(index.data(), source.index(500, 0).data());
    QCOMPARE(index.data(LoadedRole), QVariant(true));
    QCOMPARE(replica.index(505, 0).data(LoadedRole), QVariant(true));
    QCOMPARE(replica.index(495, 0).data(LoadedRole), QVariant(true));
    QCOMPARE(replica.index(506, 0).data(LoadedRole), QVariant(false));
    QCOMPARE(replica.index(494, 0).data(LoadedRole), QVariant(false));
    QVERIFY(!changed.isEmpty());
    QVERIFY(changed.first().at(0).toModelIndex().row() <= 500);
    QVERIFY(changed.first().at(1).toModelIndex().row() >= 500);
}

void tst_RemoteModel::fetchesOnlyRolesThatAreAskedFor()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel source(PlantModel::List, 10);
    pair.right().expose(&source, everything());
    RemoteModel replica(&pair.left(), u"plants"_s);
    QTRY_VERIFY(replica.isSynchronised());
    const QModelIndex index = replica.index(3, 0);
    QTRY_COMPARE(index.data(), source.index(3, 0).data());
    // The others are not known yet, although the row is.
    QSignalSpy changed(&replica, &QAbstractItemModel::dataChanged);
    QVERIFY(!index.data(PlantModel::WeightRole).isValid());
    QTRY_COMPARE(
        index.data(PlantModel::WeightRole), source.index(3, 0).data(PlantModel::WeightRole));
    QVERIFY(!changed.isEmpty());
}

void tst_RemoteModel::keepsTypes()
{
    Ends ends(PlantModel::List, 5);
    QTRY_VERIFY(ends.replica.isSynchronised());
    const QModelIndex index = ends.replica.index(1, 0);
    QTRY_COMPARE(index.data(PlantModel::DueRole).metaType(), QMetaType::fromType<QDate>());
    QTRY_COMPARE(index.data(PlantModel::WeightRole).metaType(), QMetaType::fromType<int>());
    QTRY_COMPARE(index.data(PlantModel::IdRole).metaType(), QMetaType::fromType<qint64>());
    TRY_EQUAL(ends.source, ends.replica);
}

void tst_RemoteModel::opensTrees()
{
    Ends ends(PlantModel::Tree, 5);
    ends.source.insertRows(0, 3, child(ends.source, {2}));
    ends.source.insertColumns(0, 1, child(ends.source, {2, 1}));
    ends.source.insertRows(0, 4, child(ends.source, {2, 1}));
    TRY_EQUAL(ends.source, ends.replica);
    QCOMPARE(ends.replica.rowCount(child(ends.replica, {2, 1})), 4);
}

void tst_RemoteModel::followsInsertions()
{
    Ends ends(PlantModel::List, 10);
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy inserted(&ends.replica, &QAbstractItemModel::rowsInserted);
    ends.source.insertRows(3, 2);
    ends.source.insertRows(0, 1);
    ends.source.insertRows(13, 4);
    QTRY_COMPARE(inserted.size(), 3);
    QCOMPARE(inserted[0].at(1).toInt(), 3);
    QCOMPARE(inserted[0].at(2).toInt(), 4);
    QCOMPARE(inserted[2].at(1).toInt(), 13);
    TRY_EQUAL(ends.source, ends.replica);
}

void tst_RemoteModel::followsRemovals()
{
    Ends ends(PlantModel::Tree, 10);
    ends.source.insertRows(0, 3, child(ends.source, {5}));
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy removed(&ends.replica, &QAbstractItemModel::rowsRemoved);
    ends.source.removeRows(1, 1, child(ends.source, {5}));
    ends.source.removeRows(4, 3);
    ends.source.removeRows(0, 1);
    QTRY_COMPARE(removed.size(), 3);
    TRY_EQUAL(ends.source, ends.replica);
    QCOMPARE(ends.replica.rowCount(), 6);
}

void tst_RemoteModel::followsMoves()
{
    Ends ends(PlantModel::Tree, 10);
    ends.source.insertRows(0, 3, child(ends.source, {2}));
    ends.source.insertRows(0, 3, child(ends.source, {7}));
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy moved(&ends.replica, &QAbstractItemModel::rowsMoved);
    QVERIFY(ends.source.moveRows({}, 1, 2, {}, 9)); // with a row that has children
    QVERIFY(ends.source.moveRows(child(ends.source, {8}), 0, 2, child(ends.source, {5}), 1));
    QTRY_COMPARE(moved.size(), 2);
    TRY_EQUAL(ends.source, ends.replica);
    // One that has children goes below another.
    QVERIFY(ends.source.moveRows({}, 8, 1, child(ends.source, {5}), 1));
    QTRY_COMPARE(moved.size(), 3);
    TRY_EQUAL(ends.source, ends.replica);
    QCOMPARE(ends.replica.rowCount(child(ends.replica, {5, 1})), 1);
    QCOMPARE(child(ends.replica, {5, 1, 0}).parent(), child(ends.replica, {5, 1}));
}

void tst_RemoteModel::followsColumns()
{
    Ends ends(PlantModel::Table, 10);
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy inserted(&ends.replica, &QAbstractItemModel::columnsInserted);
    QSignalSpy removed(&ends.replica, &QAbstractItemModel::columnsRemoved);
    QSignalSpy moved(&ends.replica, &QAbstractItemModel::columnsMoved);
    QVERIFY(ends.source.insertColumns(1, 2));
    TRY_EQUAL(ends.source, ends.replica);
    QVERIFY(ends.source.moveColumns({}, 0, 1, {}, 3));
    TRY_EQUAL(ends.source, ends.replica);
    QVERIFY(ends.source.removeColumns(0, 1));
    TRY_EQUAL(ends.source, ends.replica);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(moved.size(), 1);
    QCOMPARE(removed.size(), 1);
}

void tst_RemoteModel::followsChanges()
{
    Ends ends(PlantModel::Table, 100);
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy changed(&ends.replica, &QAbstractItemModel::dataChanged);
    ends.source.setData(ends.source.index(4, 1), u"rose"_s);
    QTRY_COMPARE(ends.replica.index(4, 1).data(), QVariant(u"rose"_s));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0].at(0).toModelIndex(), ends.replica.index(4, 1));
    QCOMPARE(changed[0].at(1).toModelIndex(), ends.replica.index(4, 1));
    TRY_EQUAL(ends.source, ends.replica);
    // So many that their values are not sent with the change.
    for (int row = 0; row < 100; ++row)
        ends.source.setData(ends.source.index(row, 0), u"tulip %1"_s.arg(row));
    TRY_EQUAL(ends.source, ends.replica);
    QCOMPARE(ends.replica.index(99, 0).data(), QVariant(u"tulip 99"_s));
}

void tst_RemoteModel::followsHeaders()
{
    Ends ends(PlantModel::Table, 3);
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy changed(&ends.replica, &QAbstractItemModel::headerDataChanged);
    QVERIFY(ends.source.setHeaderData(1, Qt::Horizontal, u"colour"_s));
    QTRY_COMPARE(ends.replica.headerData(1, Qt::Horizontal), QVariant(u"colour"_s));
    QCOMPARE(changed.size(), 1);
    // Those of rows are told, too, and that of a row that has none is its number.
    QVERIFY(ends.source.setHeaderData(1, Qt::Vertical, u"roses"_s));
    QTRY_COMPARE(ends.replica.headerData(1, Qt::Vertical), QVariant(u"roses"_s));
    QCOMPARE(changed.size(), 2);
    QCOMPARE(placeOf(changed[1]), u"Vertical 1-1"_s);
    QVERIFY(ends.source.setHeaderData(1, Qt::Vertical, {}));
    QTRY_COMPARE(ends.replica.headerData(1, Qt::Vertical), QVariant(2));
    QCOMPARE(changed.size(), 3);
    TRY_EQUAL(ends.source, ends.replica);
    QCOMPARE(changed.size(), 3);
}

// They come with the rows, as far as a view shows them.
void tst_RemoteModel::rowHeadersComeWithTheRows()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel source(PlantModel::Table, 100);
    for (const int row : {10, 11, 13})
        QVERIFY(source.setHeaderData(row, Qt::Vertical, u"row %1"_s.arg(row)));
    pair.right().expose(&source, everything());
    RemoteModel replica(&pair.left(), u"plants"_s);
    QTRY_VERIFY(replica.isSynchronised());
    QSignalSpy changed(&replica, &QAbstractItemModel::headerDataChanged);
    QCOMPARE(replica.headerData(11, Qt::Vertical), QVariant(12));
    (void)replica.index(11, 0).data();
    QTRY_COMPARE(replica.headerData(11, Qt::Vertical), QVariant(u"row 11"_s));
    QCOMPARE(changed.size(), 2);
    QCOMPARE(placeOf(changed[0]), u"Vertical 10-11"_s);
    QCOMPARE(placeOf(changed[1]), u"Vertical 13-13"_s);
    QVERIFY(!replica.headerData(100, Qt::Vertical).isValid());
}

void tst_RemoteModel::followsResets()
{
    Ends ends(PlantModel::Tree, 5);
    ends.source.insertRows(0, 3, child(ends.source, {2}));
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy reset(&ends.replica, &QAbstractItemModel::modelReset);
    ends.source.replaceAll(7);
    QTRY_COMPARE(reset.size(), 1);
    TRY_EQUAL(ends.source, ends.replica);
    QCOMPARE(ends.replica.rowCount(), 7);
    ends.source.replaceAll(7); // which looks the same, but is not
    QTRY_COMPARE(reset.size(), 2);
    TRY_EQUAL(ends.source, ends.replica);
}

void tst_RemoteModel::selectionsStayWithTheirRows()
{
    Ends ends(PlantModel::Tree, 10);
    ends.source.insertRows(0, 3, child(ends.source, {4}));
    TRY_EQUAL(ends.source, ends.replica);
    const QPersistentModelIndex row = child(ends.replica, {6});
    const QPersistentModelIndex inner = child(ends.replica, {4, 1});
    const QPersistentModelIndex gone = child(ends.replica, {0});
    const QVariant text = row.data(PlantModel::IdRole);
    const QVariant innerText = inner.data(PlantModel::IdRole);
    ends.source.insertRows(2, 3);
    ends.source.removeRows(0, 1);
    ends.source.moveRows({}, 6, 1, {}, 1); // the one with children
    TRY_EQUAL(ends.source, ends.replica);
    QCOMPARE(row.row(), 8);
    QCOMPARE(row.data(PlantModel::IdRole), text);
    QCOMPARE(inner.parent().row(), 1);
    QCOMPARE(inner.data(PlantModel::IdRole), innerText);
    QVERIFY(!gone.isValid());
}

void tst_RemoteModel::selectionsStayThroughLayouts()
{
    Ends ends(PlantModel::Tree, 20);
    ends.source.insertRows(0, 3, child(ends.source, {4}));
    TRY_EQUAL(ends.source, ends.replica);
    QList<QPersistentModelIndex> rows;
    QVariantList ids;
    for (int row = 0; row < 20; ++row)
        rows.append(ends.replica.index(row, 0));
    rows.append(child(ends.replica, {4, 2}));
    for (const QPersistentModelIndex &index : rows)
        ids.append(index.data(PlantModel::IdRole));
    QSignalSpy changed(&ends.replica, &QAbstractItemModel::layoutChanged);
    QRandomGenerator random(1);
    ends.source.shuffle({}, random);
    QTRY_COMPARE(changed.size(), 1);
    TRY_EQUAL(ends.source, ends.replica);
    for (qsizetype i = 0; i < rows.size(); ++i)
        QCOMPARE(rows[i].data(PlantModel::IdRole), ids[i]);
    QCOMPARE(rows.last().parent(), QModelIndex(rows[4]));
    ends.source.regroup(); // the last row goes into the first one
    TRY_EQUAL(ends.source, ends.replica);
}

void tst_RemoteModel::leafGetsChildren()
{
    Ends ends(PlantModel::Tree, 5);
    TRY_EQUAL(ends.source, ends.replica);
    QVERIFY(!ends.replica.hasChildren(child(ends.replica, {3})));
    QSignalSpy inserted(&ends.replica, &QAbstractItemModel::rowsInserted);
    ends.source.insertRows(0, 2, child(ends.source, {3}));
    TRY_EQUAL(ends.source, ends.replica);
    QVERIFY(!inserted.isEmpty());
    QCOMPARE(inserted[0].at(0).toModelIndex(), child(ends.replica, {3}));
    ends.source.removeRows(0, 2, child(ends.source, {3}));
    TRY_EQUAL(ends.source, ends.replica);
    QVERIFY(!ends.replica.hasChildren(child(ends.replica, {3})));
    ends.source.insertRows(0, 1, child(ends.source, {3}));
    TRY_EQUAL(ends.source, ends.replica);
}

void tst_RemoteModel::fetchesMoreAtThePeer()
{
    Ends ends(PlantModel::Tree, 5);
    ends.source.setUnfetched({}, 8);
    QTRY_VERIFY(ends.replica.isSynchronised());
    // The model tester fetches all there is.
    QTRY_VERIFY(!ends.source.canFetchMore({}));
    TRY_EQUAL(ends.source, ends.replica);
    QVERIFY(ends.replica.rowCount() > 5);
    QTRY_VERIFY(!ends.replica.canFetchMore({}));
}

void tst_RemoteModel::showsThroughAProxy()
{
    Ends ends(PlantModel::List, 100);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&ends.replica);
    proxy.setSortRole(PlantModel::IdRole);
    proxy.sort(0, Qt::DescendingOrder);
    QTRY_COMPARE(proxy.rowCount(), 100);
    const auto isSorted = [&] {
        for (int row = 1; row < proxy.rowCount(); ++row) {
            if (PlantModel::idOf(proxy.index(row, 0)) >= PlantModel::idOf(proxy.index(row - 1, 0)))
                return false;
        }
        return true;
    };
    QTRY_VERIFY(isSorted());
    ends.source.insertRows(50, 3);
    QTRY_COMPARE(proxy.rowCount(), 103);
    QTRY_VERIFY(isSorted());
}

void tst_RemoteModel::writesToThePeer()
{
    Ends ends(PlantModel::Table, 10);
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy failed(&ends.replica, &RemoteModel::failed);
    QVERIFY(ends.replica.setData(ends.replica.index(2, 1), u"iris"_s));
    QTRY_COMPARE(ends.source.index(2, 1).data(), QVariant(u"iris"_s));
    const QDate due(2027, 3, 1);
    QVERIFY(ends.replica.setData(ends.replica.index(2, 0), due, PlantModel::DueRole));
    QVERIFY(ends.replica.setData(ends.replica.index(2, 0), 17, PlantModel::WeightRole));
    QTRY_COMPARE(ends.source.index(2, 0).data(PlantModel::WeightRole), QVariant(17));
    QCOMPARE(ends.source.index(2, 0).data(PlantModel::DueRole), QVariant(due));
    TRY_EQUAL(ends.source, ends.replica);
    QCOMPARE(failed.size(), 0);
}

void tst_RemoteModel::refusedValueIsAnError()
{
    Ends ends(PlantModel::List, 10);
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy failed(&ends.replica, &RemoteModel::failed);
    QVERIFY(ends.replica.setData(ends.replica.index(2, 0), -1, PlantModel::WeightRole));
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(ends.replica.setData(ends.replica.index(2, 0), u"heavy"_s, PlantModel::WeightRole));
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(ends.replica.lastError().code(), Error::InvalidParams);
    QVERIFY(ends.replica.lastError().message().contains(u"int"_s));
    QVERIFY(!ends.replica.setData(ends.replica.index(2, 0), 1, Qt::UserRole + 77));
    TRY_EQUAL(ends.source, ends.replica);
}

void tst_RemoteModel::insertsAndRemovesRows()
{
    Ends ends(PlantModel::Tree, 10);
    TRY_EQUAL(ends.source, ends.replica);
    QVERIFY(ends.replica.insertRows(10, 2));
    QTRY_COMPARE(ends.replica.rowCount(), 12);
    QVERIFY(ends.replica.insertRows(0, 1));
    QTRY_COMPARE(ends.replica.rowCount(), 13);
    TRY_EQUAL(ends.source, ends.replica);
    QVERIFY(ends.replica.removeRows(1, 4));
    QTRY_COMPARE(ends.replica.rowCount(), 9);
    TRY_EQUAL(ends.source, ends.replica);
    QVERIFY(!ends.replica.removeRows(8, 2));
    QVERIFY(!ends.replica.insertRows(10, 1));
}

void tst_RemoteModel::sortsAtThePeer()
{
    Ends ends(PlantModel::List, 50);
    TRY_EQUAL(ends.source, ends.replica);
    ends.replica.sort(0, Qt::DescendingOrder);
    const auto isSorted = [&] {
        for (int row = 1; row < 50; ++row) {
            if (ends.source.index(row, 0).data().toString()
                > ends.source.index(row - 1, 0).data().toString())
                return false;
        }
        return true;
    };
    QTRY_VERIFY(isSorted());
    TRY_EQUAL(ends.source, ends.replica);
}

void tst_RemoteModel::readOnlyModelTakesNothing()
{
    Ends ends(PlantModel::List, 10, {.name = u"plants"_s});
    QTRY_COMPARE(modelDifference(ends.source, ends.replica, false), QString());
    QVERIFY(!ends.replica.setData(ends.replica.index(2, 0), u"x"_s));
    QVERIFY(!ends.replica.insertRows(0, 1));
    QVERIFY(!ends.replica.removeRows(0, 1));
    for (const char *const method : {"plants.set", "plants.insertRows", "plants.removeRows"})
        QCOMPARE(errorOf(ends.pair.left().call<void>(method)).code(), Error::MethodNotFound);
}

// The peer inserts a row before it hears of the write.
void tst_RemoteModel::writeFindsTheRowThatHasMoved()
{
    Ends ends(PlantModel::List, 10);
    TRY_EQUAL(ends.source, ends.replica);
    const QPersistentModelIndex meant = ends.source.index(5, 0);
    ends.source.insertRows(0, 1);
    QVERIFY(ends.replica.setData(ends.replica.index(5, 0), u"iris"_s));
    QTRY_COMPARE(meant.data(), QVariant(u"iris"_s));
    QCOMPARE(ends.source.index(5, 0).data() == QVariant(u"iris"_s), false);
    TRY_EQUAL(ends.source, ends.replica);
}

void tst_RemoteModel::writeOfARowThatIsGoneFails()
{
    Ends ends(PlantModel::List, 10);
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy failed(&ends.replica, &RemoteModel::failed);
    ends.source.removeRows(5, 1);
    QVERIFY(ends.replica.setData(ends.replica.index(5, 0), u"iris"_s));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(ends.replica.lastError().code(), Error::OutdatedRevision);
    for (int row = 0; row < 9; ++row)
        QVERIFY(ends.source.index(row, 0).data() != QVariant(u"iris"_s));
}

// Behind its last row, which must not become that of the whole model.
void tst_RemoteModel::rowsOfANodeThatIsGoneAreNotInserted()
{
    Ends ends(PlantModel::Tree, 10);
    ends.source.insertRows(0, 3, child(ends.source, {5}));
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy failed(&ends.replica, &RemoteModel::failed);
    ends.source.removeRows(5, 1);
    QVERIFY(ends.replica.insertRows(3, 2, child(ends.replica, {5})));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(ends.replica.lastError().code(), Error::OutdatedRevision);
    QCOMPARE(ends.source.rowCount(), 9);
    TRY_EQUAL(ends.source, ends.replica);
}

void tst_RemoteModel::unknownModelIsAnError()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel source(PlantModel::List, 1);
    pair.right().expose(&source, {.name = u"plants"_s});
    RemoteModel replica(&pair.left(), u"animals"_s);
    QSignalSpy failed(&replica, &RemoteModel::failed);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(replica.lastError().code(), Error::InvalidParams);
    QVERIFY(!replica.isSynchronised());
}

void tst_RemoteModel::anotherNameIsAnotherModel()
{
    Ends ends(PlantModel::List, 10);
    PlantModel other(PlantModel::Table, 3);
    ends.pair.right().expose(&other, {.name = u"others"_s});
    TRY_EQUAL(ends.source, ends.replica);
    ends.replica.setName(u"others"_s);
    QCOMPARE(ends.replica.rowCount(), 0);
    QTRY_COMPARE(modelDifference(other, ends.replica, false), QString());
    ends.source.insertRows(0, 1);
    other.insertRows(0, 1);
    QTRY_COMPARE(modelDifference(other, ends.replica, false), QString());
    ends.replica.setChannel(nullptr);
    QCOMPARE(ends.replica.rowCount(), 0);
    QVERIFY(!ends.replica.isSynchronised());
}

void tst_RemoteModel::forgetsOldRows()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel source(PlantModel::List, 3000);
    pair.right().expose(&source, {.name = u"plants"_s});
    RemoteModel replica(&pair.left(), u"plants"_s);
    replica.setCacheSize(500);
    QTRY_VERIFY(replica.isSynchronised());
    for (int row = 0; row < 3000; row += 100)
        QTRY_COMPARE(replica.index(row, 0).data(), source.index(row, 0).data());
    int loaded = 0;
    for (int row = 0; row < 3000; ++row)
        loaded += replica.index(row, 0).data(LoadedRole).toBool();
    QVERIFY2(loaded <= 625 && loaded >= 400, qPrintable(QString::number(loaded)));
    // One that is forgotten is still told of, for a view that shows it.
    QVERIFY(!replica.index(0, 0).data(LoadedRole).toBool());
    QSignalSpy changed(&replica, &QAbstractItemModel::dataChanged);
    source.setData(source.index(0, 0), u"rose"_s);
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(changed[0].at(0).toModelIndex().row(), 0);
    QTRY_COMPARE(replica.index(0, 0).data(), QVariant(u"rose"_s));
}

void tst_RemoteModel::mayBeDestroyedInItsSignals_data()
{
    QTest::addColumn<QByteArray>("signal");
    for (const char *const signal : {"modelReset()", "synchronisedChanged()",
             "dataChanged(QModelIndex,QModelIndex,QList<int>)", "rowsInserted(QModelIndex,int,int)",
             "rowsRemoved(QModelIndex,int,int)", "rowsMoved(QModelIndex,int,int,QModelIndex,int)",
             "columnsInserted(QModelIndex,int,int)", "layoutChanged()",
             "headerDataChanged(Qt::Orientation,int,int)", "layoutAboutToBeChanged()",
             "columnsRemoved(QModelIndex,int,int)"})
        QTest::newRow(signal) << QByteArray(signal);
}

void tst_RemoteModel::mayBeDestroyedInItsSignals()
{
    QFETCH(const QByteArray, signal);
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel source(PlantModel::Table, 10);
    pair.right().expose(&source, everything());
    const QPointer<RemoteModel> replica = new RemoteModel(&pair.left(), u"plants"_s);
    const bool isEarly = signal == "modelReset()" || signal == "synchronisedChanged()";
    m_doomed = replica;
    if (!isEarly)
        QTRY_COMPARE(modelDifference(source, *replica), QString());
    const QByteArray code = QByteArray::number(QSIGNAL_CODE) + signal;
    QVERIFY(connect(replica, code.constData(), this, SLOT(destroyReplica())));
    QRandomGenerator random(3);
    if (!isEarly) {
        source.setData(source.index(1, 0), u"x"_s);
        source.insertRows(2, 2);
        source.removeRows(0, 1);
        source.moveRows({}, 0, 1, {}, 5);
        source.insertColumns(0, 1);
        source.removeColumns(1, 1);
        source.setHeaderData(0, Qt::Horizontal, u"y"_s);
        source.shuffle({}, random);
        source.setData(source.index(1, 0), u"z"_s);
    }
    QTRY_VERIFY(!replica);
    QVERIFY(settles(pair.left().fetchPeerId()));
}

void tst_RemoteModel::mayBeRenamedInItsSignals()
{
    Ends ends(PlantModel::List, 10);
    PlantModel other(PlantModel::List, 3);
    ends.pair.right().expose(&other, {.name = u"others"_s});
    TRY_EQUAL(ends.source, ends.replica);
    connect(&ends.replica, &QAbstractItemModel::rowsInserted, this,
        [&] { ends.replica.setName(u"others"_s); });
    ends.source.insertRows(0, 1);
    ends.source.insertRows(5, 1);
    ends.source.removeRows(0, 1);
    QTRY_COMPARE(modelDifference(other, ends.replica, false), QString());
}

// Otherwise the second change would come in the middle of the first.
void tst_RemoteModel::changesWaitForNestedLoops()
{
    Ends ends(PlantModel::List, 10);
    TRY_EQUAL(ends.source, ends.replica);
    QSignalSpy removed(&ends.replica, &QAbstractItemModel::rowsRemoved);
    bool isNested = false;
    connect(&ends.replica, &QAbstractItemModel::rowsInserted, this, [&] {
        if (std::exchange(isNested, true))
            return;
        ends.source.removeRows(3, 1);
        QVERIFY(settles(ends.pair.left().fetchPeerId()));
        QCOMPARE(removed.size(), 0);
    });
    ends.source.insertRows(0, 1);
    ends.source.insertRows(5, 1);
    TRY_EQUAL(ends.source, ends.replica);
    QVERIFY(isNested);
    QCOMPARE(removed.size(), 1);
}

void tst_RemoteModel::outlivesTheChannel()
{
    ChannelPair pair(ChannelPair::fetchKind());
    PlantModel source(PlantModel::List, 10);
    pair.right().expose(&source, everything());
    RemoteModel replica(&pair.left(), u"plants"_s);
    QTRY_COMPARE(modelDifference(source, replica), QString());
    pair.deleteLeft();
    QVERIFY(!replica.isSynchronised());
    QVERIFY(!replica.channel());
    QCOMPARE(modelDifference(source, replica), QString()); // as it was known last
    QSignalSpy failed(&replica, &RemoteModel::failed);
    QVERIFY(!replica.setData(replica.index(0, 0), u"x"_s));
    QCOMPARE(failed.size(), 1);
}

QTEST_GUILESS_MAIN(tst_RemoteModel)

#include "tst_remotemodel.moc"
