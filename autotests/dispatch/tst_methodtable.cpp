// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "methodtable_p.h"

#include <websocketrpc/callcontext.h>

#include <QFuture>
#include <QRegularExpression>
#include <QTest>
#include <QThread>

#include <barrier>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using Context = WebSocketRpc::CallContext;

struct Opaque; // nothing knows how to marshal it

class Ancestor : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void inherited() { }
    Q_INVOKABLE virtual int overridden(int a) { return a; }
    Q_INVOKABLE virtual int implementedAsSlot(int a) { return a; }
    Q_INVOKABLE void madePrivate() { }
};

class Service : public Ancestor
{
    Q_OBJECT
    Q_PROPERTY(int level READ level WRITE setLevel)

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE static int twice(int a) { return 2 * a; }
    Q_INVOKABLE QString constant() const { return {}; }
    Q_INVOKABLE int overridden(int renamed) override { return renamed; }
    Q_INVOKABLE void unnamed(int, const QString &) { }
    Q_REVISION(2) Q_INVOKABLE void revised() { }
    Q_INVOKABLE void _hidden() { }
    Q_INVOKABLE void __hidden() { }
    int level() const { return 0; }
    void setLevel(int) { }
    void plain() { }

public Q_SLOTS:
    void reset() { }
    int implementedAsSlot(int a) override { return a; }

Q_SIGNALS:
    void changed();

protected:
    Q_INVOKABLE void guarded() { }

protected Q_SLOTS:
    void guardedSlot() { }

private:
    Q_INVOKABLE void secret() { }
    Q_INVOKABLE void madePrivate() { }
};

class Defaults : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int some(int a, int b = 1, const QString &c = {}) { return a + b + int(c.size()); }
    Q_INVOKABLE int contextLast(int a, const CallContext &context = {})
    {
        return a + context.isValid();
    }
};

class Contexts : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int first(const WebSocketRpc::CallContext &c, int a) { return a + c.isValid(); }
    Q_INVOKABLE int middle(int a, const CallContext &c, int b) { return a + b + c.isValid(); }
    Q_INVOKABLE int last(int a, Context c) { return a + c.isValid(); }
};

class Faulty : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void reference(int &a) { a = 0; }
    Q_INVOKABLE void contextReference(WebSocketRpc::CallContext &c) { c = {}; }
    Q_INVOKABLE bool contextPointer(const WebSocketRpc::CallContext *c) { return c; }
    Q_INVOKABLE bool opaque(int a, Opaque *value, int b = 0) { return value && a == b; }
    Q_INVOKABLE bool object(QObject *value) { return value; }
    Q_INVOKABLE QObject *givesObject() { return nullptr; }
    Q_INVOKABLE QFuture<QObject *> promisesObject() { return {}; }
    Q_INVOKABLE void fine() { }
};

class Names : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void addTwo() { }
    Q_INVOKABLE void HTTPServer() { }
    Q_INVOKABLE void getURL() { }
    Q_INVOKABLE void getURL2Now() { }
    Q_INVOKABLE void already_snake() { }
    Q_INVOKABLE void X() { }
};

template<typename T>
class Typed : public QObject
{
public:
    T value = {};
};

class OfTemplate : public Typed<int>
{
    Q_OBJECT

public:
    Q_INVOKABLE int get() const { return value; }
};

static QStringList signaturesOf(const QMetaObject &metaObject, const ExposeOptions &options = {})
{
    QStringList signatures;
    const auto table = MethodTable::of(&metaObject, options);
    for (const Method &method : table->methods())
        signatures.append(QString::fromUtf8(method.signature));
    return signatures;
}

static QStringList problemsOf(const QMetaObject &metaObject, const ExposeOptions &options = {})
{
    return MethodTable::of(&metaObject, options)->problems();
}

class tst_MethodTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void publicInvokablesAreExposed();
    void slotsAreExposedByOption();
    void allowListExposesNothingElse();
    void prefixStandsBeforeTheName();
    void reservedPrefixExposesNothing();
    void namesBecomeSnakeCase();
    void defaultsMakeShorterMethods();
    void callContextDoesNotTravel();
    void whatCannotBeCalledIsLeftOutAndNamed();
    void classTemplatesAreNoObstacle();
    void methodsAreFoundByName();
    void tableIsSharedWhileInUse();
    void tablesAreMadeFromManyThreads();
};

void tst_MethodTable::publicInvokablesAreExposed()
{
    QCOMPARE(signaturesOf(Service::staticMetaObject),
        QStringList({u"inherited()"_s, u"implementedAsSlot(int a)"_s, u"add(int a, int b)"_s,
            u"twice(int a)"_s, u"constant()"_s, u"overridden(int renamed)"_s,
            u"unnamed(int, QString)"_s, u"revised()"_s}));
    QCOMPARE(problemsOf(Service::staticMetaObject), QStringList());
}

void tst_MethodTable::slotsAreExposedByOption()
{
    const QStringList signatures = signaturesOf(Service::staticMetaObject, {.publicSlots = true});
    QVERIFY(signatures.contains(u"reset()"_s));
    QVERIFY(signatures.contains(u"implementedAsSlot(int a)"_s));
    QVERIFY(!signatures.contains(u"guardedSlot()"_s));
    QVERIFY(!signatures.contains(u"deleteLater()"_s));
    QVERIFY(!signatures.contains(u"changed()"_s));
}

void tst_MethodTable::allowListExposesNothingElse()
{
    const ExposeOptions options{.prefix = u"calc."_s, .methods = {u"add"_s, u"inherited"_s}};
    QCOMPARE(signaturesOf(Service::staticMetaObject, options),
        QStringList({u"calc.inherited()"_s, u"calc.add(int a, int b)"_s}));
    QCOMPARE(problemsOf(Service::staticMetaObject, options), QStringList());

    const ExposeOptions wrong{.methods = {u"add"_s, u"reset"_s, u"adn"_s}};
    QCOMPARE(signaturesOf(Service::staticMetaObject, wrong), {u"add(int a, int b)"_s});
    QCOMPARE(problemsOf(Service::staticMetaObject, wrong),
        QStringList({u"Service has no method 'reset' that could be exposed"_s,
            u"Service has no method 'adn' that could be exposed"_s}));
}

void tst_MethodTable::prefixStandsBeforeTheName()
{
    const auto table = MethodTable::of(&Names::staticMetaObject, {.prefix = u"a.b."_s});
    QVERIFY(table->named("a.b.addTwo"));
    QVERIFY(!table->named("addTwo"));
}

void tst_MethodTable::reservedPrefixExposesNothing()
{
    for (const QString &prefix : {u"rpc."_s, u"$/"_s, u"_"_s, u"__x."_s}) {
        QCOMPARE(signaturesOf(Names::staticMetaObject, {.prefix = prefix}), QStringList());
        QCOMPARE(problemsOf(Names::staticMetaObject, {.prefix = prefix}),
            {u"Names is not exposed: the prefix '%1' is reserved"_s.arg(prefix)});
    }
}

void tst_MethodTable::namesBecomeSnakeCase()
{
    QCOMPARE(signaturesOf(Names::staticMetaObject, {.names = MethodNames::SnakeCase}),
        QStringList({u"add_two()"_s, u"http_server()"_s, u"get_url()"_s, u"get_url2_now()"_s,
            u"already_snake()"_s, u"x()"_s}));
}

void tst_MethodTable::defaultsMakeShorterMethods()
{
    QCOMPARE(signaturesOf(Defaults::staticMetaObject),
        QStringList({u"some(int a, int b, QString c)"_s, u"some(int a, int b)"_s, u"some(int a)"_s,
            u"contextLast(int a)"_s}));
    const auto table = MethodTable::of(&Defaults::staticMetaObject, {});
    const auto &some = *table->named("some");
    QCOMPARE(some[0]->declaration, some[0]->index);
    QCOMPARE(some[2]->declaration, some[0]->index);
    QVERIFY(table->named("contextLast")->front()->wantsContext);
}

void tst_MethodTable::callContextDoesNotTravel()
{
    QCOMPARE(signaturesOf(Contexts::staticMetaObject),
        QStringList({u"first(int a)"_s, u"middle(int a, int b)"_s, u"last(int a)"_s}));
    const auto table = MethodTable::of(&Contexts::staticMetaObject, {});
    for (const Method &method : table->methods())
        QVERIFY(method.wantsContext);
    QCOMPARE(table->named("middle")->front()->wire, std::vector<int>({0, 2}));
}

void tst_MethodTable::whatCannotBeCalledIsLeftOutAndNamed()
{
    QCOMPARE(signaturesOf(Faulty::staticMetaObject), {u"fine()"_s});
    const QStringList problems = problemsOf(Faulty::staticMetaObject);
    const QStringList beginnings{
        u"Faulty::reference(int&) is not exposed: parameter 'a': int& refers"_s,
        u"Faulty::contextReference(WebSocketRpc::CallContext&) is not exposed: parameter 'c': "
        "WebSocketRpc::CallContext& is not known here; include <websocketrpc/callcontext.h>"_s,
        u"Faulty::contextPointer(const WebSocketRpc::CallContext*) is not exposed: parameter 'c': "_s,
        u"Faulty::opaque(int,Opaque*,int) is not exposed: parameter 'value': "_s,
        u"Faulty::object(QObject*) is not exposed: parameter 'value': "_s,
        u"Faulty::givesObject() is not exposed: result: "_s,
        u"Faulty::promisesObject() is not exposed: result: "_s};
    QCOMPARE(problems.size(), beginnings.size());
    for (qsizetype i = 0; i < problems.size(); ++i)
        QVERIFY2(problems[i].startsWith(beginnings[i]), qPrintable(problems[i]));
}

void tst_MethodTable::classTemplatesAreNoObstacle()
{
    QCOMPARE(signaturesOf(OfTemplate::staticMetaObject), {u"get()"_s});
}

void tst_MethodTable::methodsAreFoundByName()
{
    const auto table = MethodTable::of(&Defaults::staticMetaObject, {});
    QCOMPARE(table->named("some")->size(), 3u);
    QVERIFY(!table->named("som"));
    QVERIFY(!table->named(""));
}

void tst_MethodTable::tableIsSharedWhileInUse()
{
    const auto table = MethodTable::of(&Names::staticMetaObject, {});
    QCOMPARE(MethodTable::of(&Names::staticMetaObject, {}), table);
    QVERIFY(MethodTable::of(&Names::staticMetaObject, {.prefix = u"x."_s}) != table);
    QVERIFY(MethodTable::of(&Service::staticMetaObject, {}) != table);

    const std::weak_ptr<const MethodTable> observer =
        MethodTable::of(&Names::staticMetaObject, {.prefix = u"unused."_s});
    QVERIFY(observer.expired());
}

void tst_MethodTable::tablesAreMadeFromManyThreads()
{
    constexpr int threadCount = 4;
    constexpr int rounds = 50;
    std::barrier together(threadCount);
    std::vector<std::shared_ptr<const MethodTable>> tables[threadCount];
    std::vector<std::unique_ptr<QThread>> threads;
    for (auto &made : tables) {
        threads.emplace_back(QThread::create([&] {
            for (int round = 0; round < rounds; ++round) {
                const ExposeOptions options{.prefix = u"round%1."_s.arg(round)};
                together.arrive_and_wait();
                made.push_back(MethodTable::of(&Service::staticMetaObject, options));
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
    for (const auto &made : tables)
        QCOMPARE(made, tables[0]);
}

QTEST_GUILESS_MAIN(tst_MethodTable)

#include "tst_methodtable.moc"
