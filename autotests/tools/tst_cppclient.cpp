// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "apireading.h"
#include "generate/cpp/cppclient.h"
#include "generate/cpp/cpptext.h"

#include <QRegularExpression>

using namespace ApiReading;
using namespace Generator::Cpp;
using namespace Qt::StringLiterals;

namespace {

const QString trigraph = QString(2, u'?') + u'/'; // of a backslash, in old versions of C++

Generator::Output clientOf(const QByteArray &json)
{
    return writeClient(read(json), {.className = u"Shop"_s});
}

// A type with a reference to the next one, and so on.
QByteArray chain(int length, const QByteArray &link)
{
    QByteArray schemas;
    for (int i = 0; i < length; ++i)
        schemas += "\"T" + QByteArray::number(i) + "\": "
            + QByteArray(link).replace("NEXT", "T" + QByteArray::number((i + 1) % length)) + ',';
    schemas.chop(1);
    return withParameter(R"({"$ref": "#/components/schemas/T0"})",
        R"(, "components": {"schemas": {)" + schemas + "}}");
}

QByteArray nestedLists(int count, const QByteArray &element)
{
    return QByteArray(R"({"type": "array", "items": )").repeated(count) + element
        + QByteArray(count, '}');
}

QByteArray methods(int count)
{
    QByteArray all;
    for (int i = 0; i < count; ++i)
        all += R"({"name": "m", "params": []},)";
    all.chop(1);
    for (int i = 0; i < count; ++i)
        all.replace(all.indexOf("\"m\""), 3, "\"m." + QByteArray::number(i) + '"');
    return all;
}

} // namespace

// The text of the client in C++; that it compiles and works is seen elsewhere.
class tst_CppClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesAreNamedLikeTheClass();
    void outputIsTheSameEachTime();
    void textsEndNoComment_data();
    void textsEndNoComment();
    void stringsAreEscaped_data();
    void stringsAreEscaped();
    void longChainsOfTypesAreWritten_data();
    void longChainsOfTypesAreWritten();
    void deepTypesAreCut();
    void largeTypesAreCut();
    void manyMethodsAreWritten();
    void typesComeBeforeTheirUse();
    void tuplesAreRegistered();
};

void tst_CppClient::filesAreNamedLikeTheClass()
{
    const Generator::Output output = clientOf(withParameter("{}"));
    QCOMPARE(output.files.size(), 2);
    QCOMPARE(output.files[0].name, u"shop.h"_s);
    QCOMPARE(output.files[1].name, u"shop.cpp"_s);
    QVERIFY(output.files[0].text.contains("namespace ShopApi {\n"));
    QCOMPARE(output.leftOut, QStringList());
}

void tst_CppClient::outputIsTheSameEachTime()
{
    const QByteArray json = chain(50, R"({"type": "object", "properties": {"a": {"type": "array",
        "items": {"$ref": "#/components/schemas/NEXT"}}}})");
    const Generator::Output output = clientOf(json);
    for (int i = 0; i < 3; ++i) { // QHash and QSet have an order of their own each time
        const Generator::Output again = clientOf(json);
        QCOMPARE(again.files[0].text, output.files[0].text);
        QCOMPARE(again.files[1].text, output.files[1].text);
    }
}

void tst_CppClient::textsEndNoComment_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("comment");
    QTest::newRow("words") << u"a b"_s << u"// a b\n"_s;
    QTest::newRow("lines") << u"a\nb"_s << u"// a\n// b\n"_s;
    QTest::newRow("empty line") << u"a\n\nb"_s << u"// a\n//\n// b\n"_s;
    QTest::newRow("backslash") << u"a\\\nb\\"_s << u"// a\n// b\n"_s;
    QTest::newRow("backslashes") << u"a \\ \\\\"_s << u"// a\n"_s;
    QTest::newRow("trigraph") << u"a"_s + trigraph + u"\nb"_s << u"// a??\n// b\n"_s;
    QTest::newRow("trigraph and backslash") << u"a\\"_s + trigraph << u"// a\\??\n"_s;
    QTest::newRow("nothing") << u" \n "_s << QString();
    const QString word(60, u'x');
    QTest::newRow("backslash where it is wrapped")
        << word + u" \\ "_s + word << u"// "_s + word + u"\n// "_s + word + u'\n';
}

void tst_CppClient::textsEndNoComment()
{
    QFETCH(const QString, text);
    QTEST(cppComment(text), "comment");
}

void tst_CppClient::stringsAreEscaped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("literal");
    QTest::newRow("plain") << u"thermostat.set_point-1"_s << u"\"thermostat.set_point-1\""_s;
    QTest::newRow("quote") << u"a\"b"_s << u"\"a\\042b\""_s;
    QTest::newRow("backslash") << u"a\\n"_s << u"\"a\\134n\""_s;
    QTest::newRow("line") << u"a\nb"_s << u"\"a\\012b\""_s;
    QTest::newRow("digit behind it") << u"\n1"_s << u"\"\\0121\""_s;
    QTest::newRow("trigraph") << trigraph << u"\"\\077\\077/\""_s;
    QTest::newRow("other letters") << u"ü"_s << u"\"\\303\\274\""_s;
}

void tst_CppClient::stringsAreEscaped()
{
    QFETCH(const QString, text);
    QTEST(cppString(text), "literal");
}

void tst_CppClient::longChainsOfTypesAreWritten_data()
{
    QTest::addColumn<QByteArray>("link");
    const QByteArray next = R"({"$ref": "#/components/schemas/NEXT"})";
    const auto object = [](const QByteArray &member) {
        return R"({"type": "object", "x-type": "T", "properties": {"a": )" + member + "}}";
    };
    QTest::newRow("aliases") << next;
    QTest::newRow("members") << object(next);
    QTest::newRow("lists") << R"({"type": "array", "items": )" + next + '}';
    QTest::newRow("members that are lists")
        << object(R"({"type": "array", "items": )" + next + '}');
    QTest::newRow("choices") << R"({"anyOf": [{"type": "string"}, )" + next + "]}";
}

void tst_CppClient::longChainsOfTypesAreWritten()
{
    QFETCH(const QByteArray, link);
    const Generator::Output output = clientOf(chain(10'000, link));
    QVERIFY(output.files[0].text.contains("QJsonValue") || output.files[0].text.contains("QList"));
}

// Compilers have a limit for templates inside of templates.
void tst_CppClient::deepTypesAreCut()
{
    const QByteArray list = "QList<";
    const QByteArray integer = R"({"type": "integer"})";
    const Generator::Output whole = clientOf(withParameter(nestedLists(15, integer)));
    QVERIFY(whole.files[0].text.contains(list.repeated(15) + "qint64>"));
    QCOMPARE(whole.leftOut, QStringList());
    const Generator::Output cut = clientOf(withParameter(nestedLists(31, integer)));
    QVERIFY(cut.files[0].text.contains(list.repeated(15) + "QJsonValue>"));
    QVERIFY(!cut.files[0].text.contains(list.repeated(16)));
    QCOMPARE(cut.leftOut.size(), 1);
    const Generator::Output named =
        clientOf(chain(50, nestedLists(8, R"({"$ref": "#/components/schemas/NEXT"})")));
    QVERIFY(!named.files[0].text.contains(list.repeated(16)));
    QCOMPARE(named.leftOut.filter(u"too large"_s).size(), 25);
}

// Each type has the next one twice, so the text of the first one would have 2^16 parts.
void tst_CppClient::largeTypesAreCut()
{
    const Generator::Output output =
        clientOf(chain(16, R"({"type": "array", "minItems": 2, "maxItems": 2,
        "items": [{"$ref": "#/components/schemas/NEXT"}, {"$ref": "#/components/schemas/NEXT"}]})"));
    const QStringList cut = output.leftOut.filter(u"too large"_s);
    QCOMPARE(cut.size(), 2);
    QVERIFY2(cut[0].startsWith(u"T10: QJsonValue, "_s), qPrintable(cut[0]));
    QVERIFY2(cut[1].startsWith(u"T4: QJsonValue, "_s), qPrintable(cut[1]));
    QVERIFY(output.files[0].text.size() + output.files[1].text.size() < 50'000);
}

void tst_CppClient::manyMethodsAreWritten()
{
    const QByteArray json = R"({"openrpc": "1.3.2", "info": {"title": "t", "version": "1"},
        "methods": [)"
        + methods(2'000) + "]}";
    QCOMPARE(clientOf(json).files[0].text.count("virtual"), 2'000);
}

void tst_CppClient::typesComeBeforeTheirUse()
{
    const QByteArray header = clientOf(chain(3, R"({"type": "object", "x-type": "T",
        "properties": {"a": {"type": "array", "items": {"$ref": "#/components/schemas/NEXT"}}}})"))
                                  .files[0]
                                  .text;
    QVERIFY(header.contains("struct T1;"));
    QVERIFY(header.indexOf("struct T1;") < header.indexOf("struct T0\n"));
    QVERIFY(header.contains("friend bool operator==(const T0 &left, const T0 &right);"));
}

void tst_CppClient::tuplesAreRegistered()
{
    const Generator::Output output = clientOf(withParameter(
        R"({"type": "array", "items": [{"type": "string"}], "minItems": 1, "maxItems": 1})"));
    QVERIFY(output.files[1].text.contains("WebSocketRpc::registerType<std::tuple<QString>>();"));
    QVERIFY(output.files[1].text.contains("\n{\n    registerTypes();\n}\n"));
}

QTEST_GUILESS_MAIN(tst_CppClient)
#include "tst_cppclient.moc"
