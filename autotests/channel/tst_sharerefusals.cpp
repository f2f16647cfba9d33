// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "waitfor.h"

#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

struct Range
{
    Q_GADGET
    Q_PROPERTY(int low MEMBER low)
    Q_PROPERTY(int high MEMBER high)

public:
    int low = 0;
    int high = 0;

    friend bool operator==(const Range &, const Range &) = default;
};

// An object whose setters fail in every way.
class Stubborn : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int level READ level WRITE setLevel NOTIFY changed)
    Q_PROPERTY(Range range MEMBER range NOTIFY changed)

public:
    static ExposeOptions shared()
    {
        return {.prefix = u"stubborn."_s, .writableProperties = {u"level"_s, u"range"_s}};
    }

    [[nodiscard]] int level() const { return 0; }
    void setLevel(int level)
    {
        if (level == 1)
            throw std::runtime_error("a secret of the program");
        throw Error(7, u"never"_s);
    }

    Range range;

Q_SIGNALS:
    void changed();
};

// What a peer is told where it does not get what it asks for.
class tst_ShareRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void listOfUnknownNamesIsCut();
    void noNamesAreNoMistake();
    void exceptionOfASetterIsKept();
    void exceptionOfASetterMayBeRevealed();
    void unknownMembersAreRefused_data();
    void unknownMembersAreRefused();
    void authorizerMayThrow_data();
    void authorizerMayThrow();
};

void tst_ShareRefusals::listOfUnknownNamesIsCut()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Stubborn object;
    pair.right().expose(&object, Stubborn::shared());
    QStringList names = {u"stubborn.level"_s};
    QStringList told;
    for (int i = 0; i < 11; ++i) {
        names.append(u"no.%1"_s.arg(i));
        told.append(u"'no.%1'"_s.arg(i));
    }
    told.last() = u"…"_s;
    const Error error = errorOf(pair.left().call<QJsonObject>("rpc.watch", names));
    QCOMPARE(error.code(), Error::InvalidParams);
    QCOMPARE(error.message(), u"there is no shared property "_s + told.join(u", "));
    names.removeLast();
    told.removeLast();
    QCOMPARE(errorOf(pair.left().call<QJsonObject>("rpc.watch", names)).message(),
        u"there is no shared property "_s + told.join(u", "));
}

void tst_ShareRefusals::noNamesAreNoMistake()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Stubborn object;
    pair.right().expose(&object, Stubborn::shared());
    QCOMPARE(waitFor(pair.left().call<QJsonObject>("rpc.watch", QStringList())), QJsonObject());
    QVERIFY(settles(pair.left().call<void>("rpc.subscribe", QStringList())));
    QVERIFY(settles(pair.left().call<void>("rpc.unwatch", QStringList())));
}

void tst_ShareRefusals::exceptionOfASetterIsKept()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Stubborn object;
    pair.right().expose(&object, Stubborn::shared());
    const Error kept = errorOf(pair.left().call<void>("rpc.set", u"stubborn.level"_s, 1));
    QCOMPARE(kept.code(), Error::InternalError);
    QVERIFY2(!kept.message().contains(u"secret"), qPrintable(kept.message()));
    const Error meant = errorOf(pair.left().call<void>("rpc.set", u"stubborn.level"_s, 2));
    QCOMPARE(meant.code(), 7);
    QCOMPARE(meant.message(), u"never"_s);
}

void tst_ShareRefusals::exceptionOfASetterMayBeRevealed()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Stubborn object;
    pair.right().setRevealsExceptions(true);
    pair.right().expose(&object, Stubborn::shared());
    const Error error = errorOf(pair.left().call<void>("rpc.set", u"stubborn.level"_s, 1));
    QVERIFY2(error.message().contains(u"secret"), qPrintable(error.message()));
}

void tst_ShareRefusals::unknownMembersAreRefused_data()
{
    QTest::addColumn<bool>("ignores");
    QTest::newRow("refused") << false;
    QTest::newRow("ignored by option") << true;
}

void tst_ShareRefusals::unknownMembersAreRefused()
{
    QFETCH(const bool, ignores);
    const ChannelPair pair(ChannelPair::fetchKind());
    Stubborn object;
    ExposeOptions options = Stubborn::shared();
    options.ignoreUnknownMembers = ignores;
    pair.right().expose(&object, options);
    const QJsonObject range{{u"low"_s, 1}, {u"high"_s, 2}, {u"step"_s, 3}};
    const Reply<void> set = pair.left().call<void>("rpc.set", u"stubborn.range"_s, range);
    if (ignores)
        QVERIFY(settles(set));
    else
        QVERIFY(errorOf(set).message().contains(u"step"));
    QCOMPARE(object.range, (ignores ? Range{1, 2} : Range()));
}

void tst_ShareRefusals::authorizerMayThrow_data()
{
    QTest::addColumn<QString>("method");
    for (const char *const method : {"rpc.watch", "rpc.subscribe", "rpc.set"})
        QTest::newRow(method) << QString::fromLatin1(method);
}

void tst_ShareRefusals::authorizerMayThrow()
{
    QFETCH(const QString, method);
    QFETCH_GLOBAL(const ChannelPair::Kind, kind);
    if (kind != ChannelPair::Kind::WebSocket)
        return; // only a server has an authorizer
    Stubborn object;
    Server server;
    server.expose(&object, Stubborn::shared());
    bool throwsAnError = true;
    server.setAuthorizer([&](const CallContext &) -> std::optional<Error> {
        if (throwsAnError)
            throw Error(9, u"not you"_s);
        throw std::runtime_error("a secret of the program");
    });
    QVERIFY(server.listen());
    Client client(server.url());
    client.open();
    const Arguments arguments = method == u"rpc.set"
        ? Arguments(QVariantList{u"stubborn.level"_s, 1})
        : Arguments(QVariantList{QVariantList{u"stubborn.level"_s}});
    const Error thrown = errorOf(client.call<QJsonValue>(method, arguments));
    QCOMPARE(thrown.code(), 9);
    QCOMPARE(thrown.message(), u"not you"_s);
    throwsAnError = false;
    QTest::ignoreMessage(QtWarningMsg, "The authorizer failed: a secret of the program");
    const Error failed = errorOf(client.call<QJsonValue>(method, arguments));
    QCOMPARE(failed.code(), Error::InternalError);
    QCOMPARE(failed.message(), u"the authorizer failed"_s);
}

QTEST_GUILESS_MAIN(tst_ShareRefusals)
#include "tst_sharerefusals.moc"
