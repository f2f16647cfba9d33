// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "allocationcounter.h"
#include "parsedmessage.h"

#include <QRegularExpression>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using Context = WebSocketRpc::CallContext;

// Counts its instances.
struct Counted
{
    Counted() { ++s_alive; }
    Counted(const Counted &) { ++s_alive; }
    Counted &operator=(const Counted &) = default;
    ~Counted() { --s_alive; }

    std::array<QString, 12> texts = {};
    static inline int s_alive = 0;
};
Q_DECLARE_METATYPE(Counted)

class Service : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE int constant() const { return 42; }
    Q_INVOKABLE static int twice(int a) { return 2 * a; }
    Q_INVOKABLE void nothing() { ++calls; }
    Q_INVOKABLE QVariant anything(const QVariant &value) { return value; }
    Q_INVOKABLE bool negate(bool value) { return !value; }
    Q_REVISION(3) Q_INVOKABLE int revised() { return 3; }
    Q_INVOKABLE int many(
        int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l)
    {
        return a - b + c - d + e - f + g - h + i - j + k - l;
    }
    Q_INVOKABLE int ten(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j)
    {
        return a + b + c + d + e + f + g + h + i + j;
    }
    Q_INVOKABLE QString longFrame(QString a, QString b, QString c, QString d, QString e, QString f,
        QString g, QString h, QString i, QString j, QString k, QString l)
    {
        return a + b + c + d + e + f + g + h + i + j + k + l;
    }

    Q_INVOKABLE QString contextFirst(const WebSocketRpc::CallContext &context, int a)
    {
        return u"%1 %2"_s.arg(context.method()).arg(a);
    }
    Q_INVOKABLE QString contextMiddle(int a, const CallContext &context, int b)
    {
        return u"%1 %2 %3"_s.arg(context.method()).arg(a).arg(b);
    }
    Q_INVOKABLE QString contextLast(int a, Context context)
    {
        return u"%1 %2"_s.arg(context.method()).arg(a);
    }
    Q_INVOKABLE QString contextTwice(
        const CallContext &left, int a, WebSocketRpc::CallContext right)
    {
        return u"%1 %2 %3"_s.arg(left.method()).arg(a).arg(right.method());
    }
    Q_INVOKABLE QString contextDefault(int a, const CallContext &context = {})
    {
        return u"%1 %2"_s.arg(context.method()).arg(a);
    }

    Q_INVOKABLE QString deleteSelf(const QString &text, const CallContext &context)
    {
        delete this;
        return text + context.method();
    }

    int calls = 0;
};

class GreetingBase : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual QString greet() = 0;
    Q_INVOKABLE QString inherited() { return u"inherited"_s; }
};

class Greeting : public GreetingBase
{
    Q_OBJECT

public:
    QString greet() override { return u"derived"_s; }
};

class tst_Invocation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void methodsOfEveryKindAreCalled_data();
    void methodsOfEveryKindAreCalled();
    void inheritedAndPureVirtualMethodsAreCalled();
    void contextIsFilledIn_data();
    void contextIsFilledIn();
    void methodMayDestroyItsObject();
    void objectDestroyedBeforeTheCallIsNotFound();
    void objectDestroyedAfterLookupIsNotFound();
    void unexposedObjectFinishesItsCalls();
    void preparedCallNeedsNoMessage();
    void argumentsThatAreNotReadAreDestroyed();
    void argumentsAllocateNothing();
};

void tst_Invocation::methodsOfEveryKindAreCalled_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QByteArray>("answer");

    const auto row = [](const char *name, const char *method, const char *params,
                         const char *answer) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(params) << QByteArray(answer);
    };
    row("plain", "add", "[1, 2]", "3");
    row("const", "constant", "", "42");
    row("static", "twice", "[4]", "8");
    row("void", "nothing", "", "null");
    row("variant", "anything", R"([{"a": [1, null, "x"]}])", R"({"a":[1,null,"x"]})");
    row("bool", "negate", "[true]", "false");
    row("revised", "revised", "", "3");
    row("twelve parameters", "many", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]", "-6");
    row("twelve parameters by name", "many",
        R"({"l": 12, "k": 11, "j": 10, "i": 9, "h": 8, "g": 7, "f": 6, "e": 5, "d": 4, "c": 3,
            "b": 2, "a": 1})",
        "-6");
    row("arguments beyond the inline frame", "longFrame",
        R"(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"])", R"("abcdefghijkl")");
}

void tst_Invocation::methodsOfEveryKindAreCalled()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, params);
    QFETCH(const QByteArray, answer);

    Service service;
    Registry registry;
    registry.expose(&service, {});
    QCOMPARE(call(registry, method, params), answer);
    QCOMPARE(service.calls, method == "nothing" ? 1 : 0);
}

void tst_Invocation::inheritedAndPureVirtualMethodsAreCalled()
{
    Greeting greeting;
    Registry registry;
    registry.expose(&greeting, {});
    QCOMPARE(call(registry, "greet"), R"("derived")");
    QCOMPARE(call(registry, "inherited"), R"("inherited")");
}

void tst_Invocation::contextIsFilledIn_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QByteArray>("answer");

    QTest::newRow("first, qualified")
        << QByteArray("contextFirst") << QByteArray("[1]") << QByteArray(R"("m 1")");
    QTest::newRow("middle, by using")
        << QByteArray("contextMiddle") << QByteArray(R"({"a": 1, "b": 2})")
        << QByteArray(R"("m 1 2")");
    QTest::newRow("last, by an alias and value")
        << QByteArray("contextLast") << QByteArray("[1]") << QByteArray(R"("m 1")");
    QTest::newRow("twice") << QByteArray("contextTwice") << QByteArray("[1]")
                           << QByteArray(R"("m 1 m")");
    QTest::newRow("default") << QByteArray("contextDefault") << QByteArray("[1]")
                             << QByteArray(R"("m 1")");
}

void tst_Invocation::contextIsFilledIn()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, params);
    QFETCH(const QByteArray, answer);

    Service service;
    Registry registry;
    registry.expose(&service, {});
    const CallContext context(nullptr, u"m"_s, 1);
    QCOMPARE(call(registry, method, params, context), answer);

    const ParsedMessage message(ParsedMessage::request(method, params));
    Invocation invocation;
    QVERIFY(!invocation.prepare(*registry.find(message->method), message));
    QVERIFY(invocation.wantsContext());
    QCOMPARE(invocation.exposure().object, &service);
}

void tst_Invocation::methodMayDestroyItsObject()
{
    auto *service = new Service;
    auto registry = std::make_unique<Registry>();
    registry->expose(service, {});
    connect(service, &QObject::destroyed, this, [&] { registry.reset(); });
    const ParsedMessage message(ParsedMessage::request("deleteSelf", R"(["gone "])"));
    Invocation invocation;
    QVERIFY(!invocation.prepare(*registry->find("deleteSelf"), message));
    const Outcome outcome = invocation.run(CallContext(nullptr, u"m"_s, 1), false);
    QVERIFY(!registry);
    QCOMPARE(toJson(std::get<Answer>(outcome)), R"("gone m")");
}

void tst_Invocation::objectDestroyedBeforeTheCallIsNotFound()
{
    auto service = std::make_unique<Service>();
    Registry registry;
    registry.expose(service.get(), {});
    const ParsedMessage message(ParsedMessage::request("add", "[1, 2]"));
    Invocation invocation;
    QVERIFY(!invocation.prepare(*registry.find("add"), message));
    service.reset();
    QCOMPARE(std::get<Error>(invocation.run({}, false)), methodNotFound("add"));
}

void tst_Invocation::objectDestroyedAfterLookupIsNotFound()
{
    auto service = std::make_unique<Service>();
    Service other;
    Registry registry;
    registry.expose(service.get(), {});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"has these, too"_s));
    registry.expose(&other, {});
    const std::vector<Candidate> *const candidates = registry.find("add");
    service.reset();
    const ParsedMessage message(ParsedMessage::request("add", "[1, 2]"));
    Invocation invocation;
    QCOMPARE(invocation.prepare(*candidates, message), methodNotFound("add"));
    QCOMPARE(call(registry, "add", "[1, 2]"), "3");
}

void tst_Invocation::unexposedObjectFinishesItsCalls()
{
    Service service;
    Invocation invocation;
    {
        Registry registry;
        registry.expose(&service, {.prefix = u"temporary."_s});
        const ParsedMessage message(ParsedMessage::request("temporary.add", "[1, 2]"));
        QVERIFY(!invocation.prepare(*registry.find(message->method), message));
        registry.unexpose(&service);
    }
    const Outcome outcome = invocation.run({}, false);
    QCOMPARE(toJson(std::get<Answer>(outcome)), "3");
}

void tst_Invocation::preparedCallNeedsNoMessage()
{
    Service service;
    Registry registry;
    registry.expose(&service, {});
    auto message = std::make_unique<ParsedMessage>(
        ParsedMessage::request("anything", R"(["a text that is too long for any inline buffer"])"));
    Invocation invocation;
    QVERIFY(!invocation.prepare(*registry.find("anything"), *message));
    message.reset();
    const Outcome outcome = invocation.run({}, false);
    QCOMPARE(
        toJson(std::get<Answer>(outcome)), R"("a text that is too long for any inline buffer")");
}

// A type whose values are counted, instead of the type of a codec.
class CountedCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *, const ReadOptions &) const override
    {
        return in.isString() ? nullptr : mismatch(u"string"_s, in);
    }
    MismatchPtr write(const void *, JsonWriter &writer, const WriteContext &) const override
    {
        writer.writeNull();
        return {};
    }
    Fit fit(const JsonValue &, const ReadOptions &) const override { return Fit::Exact; }
    QString expected() const override { return u"string"_s; }
};

void tst_Invocation::argumentsThatAreNotReadAreDestroyed()
{
    const CountedCodec codec;
    const QMetaType type = QMetaType::fromType<Counted>();
    Method method;
    method.name = "count";
    for (std::size_t i = 0; i < 3; ++i) {
        method.parameters.push_back(
            {"p" + QByteArray::number(int(i)), type, &codec, i * sizeof(Counted)});
        method.wire.push_back(int(i));
    }
    method.result.type = QMetaType::fromType<void>();
    method.frameSize = 3 * sizeof(Counted);
    method.frameAlignment = alignof(Counted);
    QObject object;
    const auto exposure = std::make_shared<const Exposure>(
        Exposure{.object = &object, .mailbox = {}, .table = {}, .name = {}});
    {
        const ParsedMessage message(ParsedMessage::request("count", R"(["x", 2, "y"])"));
        Invocation invocation;
        const std::optional<Error> error = invocation.prepare({{exposure, &method}}, message);
        QVERIFY(error);
        QCOMPARE(error->message(), u"argument 'p1': expected string, got 2"_s);
        QCOMPARE(Counted::s_alive, 3);
    }
    QCOMPARE(Counted::s_alive, 0);
}

void tst_Invocation::argumentsAllocateNothing()
{
    Service service;
    Registry registry;
    registry.expose(&service, {});
    const CallContext context;
    const auto allocationsOf = [&](const QByteArray &method, const QByteArray &params) {
        const ParsedMessage message(ParsedMessage::request(method, params));
        (void)registry.find(message->method);
        const AllocationCounter counter;
        Invocation invocation;
        const auto error = invocation.prepare(*registry.find(message->method), message);
        const Outcome outcome = invocation.run(context, false);
        const std::size_t count = counter.count();
        return !error && std::holds_alternative<Answer>(outcome) ? int(count) : -1;
    };
    QCOMPARE(allocationsOf("add", "[1, 2]"), 0);
    QCOMPARE(allocationsOf("ten", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"), 0);
    QCOMPARE(allocationsOf("ten", R"({"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7,
        "h": 8, "i": 9, "j": 10})"),
        0);
}

QTEST_GUILESS_MAIN(tst_Invocation)

#include "tst_invocation.moc"
