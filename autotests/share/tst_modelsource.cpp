// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelmirror.h"
#include "modelsource_p.h"
#include "plantmodel.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

class Connection final : public CallContext::Source
{
public:
    Channel *channel() const override { return nullptr; }
    bool isAbandoned() const override { return isLost; }
    std::shared_ptr<const PeerInfo> peer() const override { return nullptr; }

    bool isLost = false;
};

// One who follows a model, on a connection.
class Peer : public QObject
{
public:
    explicit Peer(ModelSource &followed) : source(followed)
    {
        connect(&source, &ModelSource::changed, this, [this](const ModelChanges &changes) {
            told.append(changes);
            mirror.apply(changes);
        });
        open();
    }
    ~Peer() override { leave(); }
    Q_DISABLE_COPY_MOVE(Peer)

    void leave() { disconnect(&source, &ModelSource::changed, this, nullptr); }
    void open() { mirror.open(source.open()); }
    [[nodiscard]] CallContext context() const { return CallContext(connection, u"rows"_s, 1); }
    QList<ModelBlock> rows(const QList<ModelRange> &ranges, const QStringList &roles = {})
    {
        const QList<ModelBlock> blocks = source.rows(context(), ranges, roles);
        QCoreApplication::processEvents(); // the changes before the answer
        for (const ModelBlock &block : blocks)
            mirror.apply(block);
        return blocks;
    }
    void release(const QList<ModelRange> &ranges) { source.release(context(), ranges); }
    // Asks until it knows all.
    void settle()
    {
        QCoreApplication::processEvents();
        if (mirror.isReset)
            open();
        for (auto unknown = mirror.unknownRows(); !unknown.isEmpty();
             unknown = mirror.unknownRows())
            rows(unknown);
    }

    ModelSource &source;
    const std::shared_ptr<Connection> connection = std::make_shared<Connection>();
    ModelMirror mirror;
    QList<ModelChanges> told;
};

} // namespace

class tst_ModelSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void followsAnyChange_data();
    void followsAnyChange();
};

void tst_ModelSource::followsAnyChange_data()
{
    QTest::addColumn<PlantModel::Kind>("kind");
    QTest::newRow("list") << PlantModel::List;
    QTest::newRow("table") << PlantModel::Table;
    QTest::newRow("tree") << PlantModel::Tree;
}

// Peers that have other rows each, and see changes of several turns or of one.
void tst_ModelSource::followsAnyChange()
{
    QFETCH(const PlantModel::Kind, kind);
    for (quint32 seed = 1; seed <= 10; ++seed) {
        QRandomGenerator random(seed);
        PlantModel model(kind, 8);
        ModelSource source(&model, {.name = u"plants"_s});
        Peer all(source);
        Peer some(source);
        for (int i = 0; i < 300; ++i) {
            for (int changes = 1 + random.bounded(4); changes > 0; --changes)
                model.changeAtRandom(random);
            all.settle();
            const QString difference = all.mirror.difference(model);
            QVERIFY2(difference.isEmpty(),
                qPrintable(u"seed %1, turn %2: %3"_s.arg(seed).arg(i).arg(difference)));
            if (some.mirror.isReset)
                some.open();
            const auto unknown = some.mirror.unknownRows();
            if (!unknown.isEmpty())
                (void)some.rows(unknown.mid(random.bounded(unknown.size()), 3));
        }
        some.settle();
        const QString difference = some.mirror.difference(model);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
}

QTEST_GUILESS_MAIN(tst_ModelSource)

#include "tst_modelsource.moc"
