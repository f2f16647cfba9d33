// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "modelfollower.h"
#include "plantmodel.h"
#include "waitfor.h"

#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

template<typename... A>
Error errorOfCall(Channel &channel, const char *method, const A &...arguments)
{
    return errorOf(channel.call<QVariant>(method, arguments...));
}

} // namespace

// A model over a channel, by plain calls.
class tst_ModelRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void tellsRowsAndChanges();
    void changeComesBeforeTheAnswerOfItsCall();
    void methodsWithoutAnOptionDoNotExist();
    void optionsMakeMethods();
    void unexposedModelIsGone();
    void deletedModelIsGone();
    void modelMayBeDeletedInItsOwnData();
    void exposedAgainTakesTheNewOptions();
    void wrongNamesAreNotExposed();
    void serverMayGoFirst();
};

void tst_ModelRequests::tellsRowsAndChanges()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel model(PlantModel::Tree, 5);
    model.insertRows(0, 3, model.index(2, 0));
    pair.right().expose(&model, {.name = u"plants"_s});
    ModelFollower follower(pair.left());
    QTRY_VERIFY(follower.subscription.isActive());
    QVERIFY(follower.settles());
    QCOMPARE(follower.mirror.nodes.size(), std::size_t(2));
    QRandomGenerator random(4);
    for (int i = 0; i < 30; ++i) {
        model.changeAtRandom(random);
        model.changeAtRandom(random);
        QTRY_COMPARE(follower.difference(model), QString());
    }
}

void tst_ModelRequests::changeComesBeforeTheAnswerOfItsCall()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel model(PlantModel::List, 5);
    pair.right().expose(&model, {.name = u"plants"_s, .writable = true, .insertable = true});
    ModelFollower follower(pair.left());
    QTRY_VERIFY(follower.subscription.isActive());
    QVERIFY(follower.settles());
    follower.log.clear();
    const qint64 revision = follower.mirror.revision;
    pair.left().call<void>("plants.insertRows", revision, 0, 1, 2).then(&follower, [&] {
        follower.log.append(u"inserted"_s);
    });
    follower.rows({{0, 1, 1}});
    const QStringList all{u"changed %1"_s.arg(revision + 1), u"inserted"_s, u"rows"_s};
    QTRY_COMPARE(follower.log, all);
    QCOMPARE(follower.mirror.revision, revision + 1);
    QCOMPARE(PlantModel::idOf(model.index(1, 0)), 6);
    QCOMPARE(follower.mirror.nodes[0].rows[1].values[u"id"_s], QVariantList{6LL});
    // The row is another one than the peer thinks.
    QCOMPARE(errorOfCall(pair.left(), "plants.set", revision, 0, 1, 0, "edit", "a").code(),
        Error::OutdatedRevision);
    QVERIFY(settles(pair.left().call<void>("plants.set", revision + 1, 0, 1, 0, "edit", "a")));
    QCOMPARE(model.index(1, 0).data().toString(), u"a"_s);
}

void tst_ModelRequests::methodsWithoutAnOptionDoNotExist()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel model(PlantModel::List, 5);
    pair.right().expose(&model, {.name = u"plants"_s});
    Channel &peer = pair.left();
    QCOMPARE(
        errorOfCall(peer, "plants.set", 0, 0, 0, 0, "edit", "a").code(), Error::MethodNotFound);
    QCOMPARE(errorOfCall(peer, "plants.insertRows", 0, 0, 0, 1).code(), Error::MethodNotFound);
    QCOMPARE(errorOfCall(peer, "plants.removeRows", 0, 0, 0, 1).code(), Error::MethodNotFound);
    QCOMPARE(errorOfCall(peer, "plants.sort", 0, "ascending").code(), Error::MethodNotFound);
    QCOMPARE(errorOfCall(peer, "plants.discard").code(), Error::MethodNotFound);
    QCOMPARE(errorOfCall(peer, "plants.deleteLater").code(), Error::MethodNotFound);
}

void tst_ModelRequests::optionsMakeMethods()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel model(PlantModel::Table, 3);
    pair.right().expose(&model, {.name = u"plants"_s, .removable = true, .sortable = true});
    ModelFollower follower(pair.left());
    QTRY_VERIFY(follower.subscription.isActive());
    QVERIFY(follower.settles());
    QVERIFY(!follower.mirror.description.writable);
    QVERIFY(!follower.mirror.description.insertable);
    QVERIFY(follower.mirror.description.removable);
    QVERIFY(follower.mirror.description.sortable);
    QVERIFY(settles(pair.left().call<void>("plants.sort", 0, "descending")));
    QCOMPARE(PlantModel::idOf(model.index(0, 0)), 3);
    QVERIFY(
        settles(pair.left().call<void>("plants.removeRows", follower.mirror.revision, 0, 1, 2)));
    QCOMPARE(model.rowCount(), 1);
    QTRY_COMPARE(follower.difference(model), QString());
}

void tst_ModelRequests::unexposedModelIsGone()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel model(PlantModel::List, 5);
    pair.right().expose(&model, {.name = u"plants"_s});
    ModelFollower follower(pair.left());
    QTRY_VERIFY(follower.subscription.isActive());
    QVERIFY(follower.settles());
    pair.right().unexpose(&model);
    model.removeRows(0, 1);
    QCOMPARE(errorOfCall(pair.left(), "plants.open").code(), Error::MethodNotFound);
    QVERIFY(follower.told.isEmpty());
}

void tst_ModelRequests::deletedModelIsGone()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    auto model = std::make_unique<PlantModel>(PlantModel::List, 5);
    pair.right().expose(model.get(), {.name = u"plants"_s});
    ModelFollower follower(pair.left());
    QTRY_VERIFY(follower.subscription.isActive());
    QVERIFY(follower.settles());
    model->removeRows(0, 1);
    model.reset();
    QCOMPARE(errorOfCall(pair.left(), "plants.open").code(), Error::MethodNotFound);
    QVERIFY(follower.told.isEmpty());
    // Its name is free again.
    PlantModel other(PlantModel::List, 2);
    pair.right().expose(&other, {.name = u"plants"_s});
    QCOMPARE(waitFor(pair.left().call<ModelDescription>("plants.open")).root.rows, 2);
}

void tst_ModelRequests::modelMayBeDeletedInItsOwnData()
{
    class Mortal : public PlantModel
    {
    public:
        using PlantModel::PlantModel;
        QVariant headerData(int section, Qt::Orientation orientation, int role) const override
        {
            const QVariant header = PlantModel::headerData(section, orientation, role);
            if (whenAsked)
                std::exchange(whenAsked, nullptr)();
            return header;
        }
        mutable std::function<void()> whenAsked;
    };
    const ChannelPair pair(ChannelPair::fetchKind());
    auto model = std::make_unique<Mortal>(PlantModel::Table, 5);
    pair.right().expose(model.get(), {.name = u"plants"_s});
    ModelFollower follower(pair.left());
    QTRY_VERIFY(follower.subscription.isActive());
    QVERIFY(follower.settles());
    model->whenAsked = [&] { model.reset(); };
    QCOMPARE(errorOfCall(pair.left(), "plants.open").code(), Error::MethodNotFound);
    QVERIFY(!model);

    model = std::make_unique<Mortal>(PlantModel::Table, 5);
    pair.right().expose(model.get(), {.name = u"plants"_s});
    ModelFollower another(pair.left());
    QTRY_VERIFY(another.subscription.isActive());
    QVERIFY(another.settles());
    model->whenAsked = [&] { model.reset(); };
    model->setHeaderData(0, Qt::Horizontal, u"a"_s); // is read when it is published
    QTRY_VERIFY(!model);
    QCOMPARE(errorOfCall(pair.left(), "plants.open").code(), Error::MethodNotFound);
    QVERIFY(another.told.isEmpty());
}

void tst_ModelRequests::exposedAgainTakesTheNewOptions()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel model(PlantModel::List, 5);
    pair.right().expose(&model, {.name = u"plants"_s});
    pair.right().expose(&model, {.name = u"plants"_s, .sortable = true});
    QVERIFY(settles(pair.left().call<void>("plants.sort", 0, "descending")));
}

void tst_ModelRequests::wrongNamesAreNotExposed()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    PlantModel model(PlantModel::List, 5);
    QTest::failOnWarning(QRegularExpression(u"^$"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"null model cannot be exposed"_s));
    pair.right().expose(static_cast<QAbstractItemModel *>(nullptr), {.name = u"plants"_s});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"A model needs a name"_s));
    pair.right().expose(&model, ModelOptions());
    for (const char *name : {"rpc", "_plants"}) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"that name is reserved"_s));
        pair.right().expose(&model, {.name = QString::fromLatin1(name)});
        QCOMPARE(
            errorOfCall(pair.left(), qPrintable(QString::fromLatin1(name) + u".open"_s)).code(),
            Error::MethodNotFound);
    }
    QCOMPARE(errorOfCall(pair.left(), ".open").code(), Error::MethodNotFound);
}

void tst_ModelRequests::serverMayGoFirst()
{
    PlantModel model(PlantModel::List, 5);
    {
        ChannelPair pair(ChannelPair::fetchKind());
        pair.right().expose(&model, {.name = u"plants"_s});
        ModelFollower follower(pair.left());
        QTRY_VERIFY(follower.subscription.isActive());
        QVERIFY(follower.settles());
        model.removeRows(0, 1); // is not published any more
        pair.deleteRight();
    }
    model.removeRows(0, 1);
    QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(tst_ModelRequests)

#include "tst_modelrequests.moc"
