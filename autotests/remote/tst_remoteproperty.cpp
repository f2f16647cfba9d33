// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "thermostat.h"
#include "waitfor.h"

#include <websocketrpc/remoteobject.h>
#include <websocketrpc/remoteproperty.h>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// A gadget that cannot be compared.
struct Reading
{
    Q_GADGET
    Q_PROPERTY(int value MEMBER value)

public:
    int value = 0;
};

class Meter : public QObject
{
    Q_OBJECT
    Q_PROPERTY(Reading reading READ reading NOTIFY readingChanged)

public:
    [[nodiscard]] Reading reading() const { return m_reading; }
    void read(int value)
    {
        m_reading = {value};
        Q_EMIT readingChanged();
    }

Q_SIGNALS:
    void readingChanged();

private:
    Reading m_reading = {1};
};

// The value of a property at the other end.
class tst_RemoteProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void followsTheProperty();
    void worksInBindings();
    void bindingSeesAllChangesTogether();
    void setsTheProperty();
    void changeOfACallComesBeforeItsAnswer();
    void refusalIsTold();
    void valueOfAnotherTypeIsRefused();
    void changesOfWhatCannotBeComparedAreTold();
    void severalOfOneNameAgree();
    void objectAndItsPropertyAreFollowedApart_data();
    void objectAndItsPropertyAreFollowedApart();
    void lastOneEndsItAtThePeer();
    void mayBeDestroyedInChanged();
    void mayBeDestroyedWhenTheStateOfAnotherChanges_data();
    void mayBeDestroyedWhenTheStateOfAnotherChanges();
    void mayBeDestroyedInABinding();
    void channelMayBeDeletedInChanged();
    void outlivesTheChannel();
};

namespace {

bool becomesSynchronised(const RemotePropertyBase &property)
{
    return QTest::qWaitFor([&] { return property.isSynchronised(); });
}

} // namespace

void tst_RemoteProperty::followsTheProperty()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    RemoteProperty<double> temperature(&pair.left(), "thermostat.temperature");
    QCOMPARE(temperature.value(), 0.0);
    QCOMPARE(temperature.name(), u"thermostat.temperature"_s);
    QVERIFY(!temperature.isSynchronised());
    QSignalSpy changed(&temperature, &RemotePropertyBase::changed);
    QVERIFY(becomesSynchronised(temperature));
    QCOMPARE(temperature.value(), 20.0);
    QCOMPARE(changed.size(), 1);
    thermostat.setTemperature(22.5);
    QTRY_COMPARE(temperature.value(), 22.5);
    QCOMPARE(changed.size(), 2);
    thermostat.setTemperature(22.5);
    thermostat.setTemperature(23);
    QTRY_COMPARE(temperature.value(), 23.0);
    QCOMPARE(changed.size(), 3);
}

void tst_RemoteProperty::worksInBindings()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    const RemoteProperty<double> temperature(&pair.left(), "thermostat.temperature");
    QProperty<QString> label([&] { return QString::number(temperature.value()) + u" degrees"_s; });
    const QProperty<double> same([bindable = temperature.bindable()] { return bindable.value(); });
    QVERIFY(temperature.bindable().isReadOnly());
    QTRY_COMPARE(label.value(), u"20 degrees"_s);
    thermostat.setTemperature(-5);
    QTRY_COMPARE(label.value(), u"-5 degrees"_s);
    QCOMPARE(same.value(), -5.0);
}

void tst_RemoteProperty::bindingSeesAllChangesTogether()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    const RemoteProperty<double> temperature(&pair.left(), "thermostat.temperature");
    const RemoteProperty<double> setpoint(&pair.left(), "thermostat.setpoint");
    QVERIFY(becomesSynchronised(temperature));
    QVERIFY(becomesSynchronised(setpoint));
    QList<double> sums;
    QProperty<double> sum([&] { return temperature.value() + setpoint.value(); });
    const auto noted = sum.onValueChanged([&] { sums.append(sum.value()); });
    QList<double> told;
    connect(
        &temperature, &RemotePropertyBase::changed, this, [&] { told.append(setpoint.value()); });
    thermostat.setTemperature(10);
    thermostat.setSetpoint(20);
    QTRY_COMPARE(sums, QList<double>{30});
    QCOMPARE(told, QList<double>{20});
}

void tst_RemoteProperty::setsTheProperty()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    RemoteProperty<double> setpoint(&pair.left(), "thermostat.setpoint");
    QVERIFY(becomesSynchronised(setpoint));
    double atAnswer = 0;
    QVERIFY(settles(setpoint.set(8).then(this, [&] { atAnswer = setpoint.value(); })));
    QCOMPARE(thermostat.setpoint(), 8.0);
    QCOMPARE(atAnswer, 8.0);
    QCOMPARE(errorOf(setpoint.set(31)).code(), 3);
    QCOMPARE(setpoint.value(), 8.0);
    RemoteProperty<double> temperature(&pair.left(), "thermostat.temperature");
    QCOMPARE(errorOf(temperature.set(1)).code(), Error::InvalidParams);
}

void tst_RemoteProperty::changeOfACallComesBeforeItsAnswer()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    const RemoteProperty<double> temperature(&pair.left(), "thermostat.temperature");
    QVERIFY(becomesSynchronised(temperature));
    for (const char *const method : {"thermostat.heat", "thermostat.heatLater"}) {
        double atAnswer = 0;
        const auto answered = pair.left().call<double>(method, 1.5).then(this, [&](double degrees) {
            atAnswer = temperature.value();
            return degrees;
        });
        QVERIFY(settles(answered));
        QCOMPARE(answered.result(), thermostat.temperature());
        QCOMPARE(atAnswer, thermostat.temperature());
    }
}

void tst_RemoteProperty::refusalIsTold()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    const RemoteProperty<int> secret(&pair.left(), "thermostat.secret");
    QSignalSpy failed(&secret, &RemotePropertyBase::failed);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().code(), Error::InvalidParams);
    QVERIFY(!secret.isSynchronised());
    const RemoteProperty<int> same(&pair.left(), "thermostat.secret"); // is refused for itself only
    QSignalSpy sameFailed(&same, &RemotePropertyBase::failed);
    QTRY_COMPARE(sameFailed.size(), 1);
    QCOMPARE(failed.size(), 1);
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"the property 'thermostat.nothing' is not followed: .*"_s));
    const RemoteProperty<int> nothing(&pair.left(), "thermostat.nothing");
    const RemoteProperty<QString> name(&pair.left(), "thermostat.name");
    QTRY_COMPARE(name.value(), u"hall"_s);
}

void tst_RemoteProperty::valueOfAnotherTypeIsRefused()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    const RemoteProperty<int> rounded(&pair.left(), "thermostat.temperature");
    QSignalSpy failed(&rounded, &RemotePropertyBase::failed);
    QTRY_VERIFY(rounded.isSynchronised());
    thermostat.setTemperature(20.5);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().message(),
        u"the value of 'thermostat.temperature' is not as asked for: expected int, got 20.5"_s);
    QCOMPARE(rounded.value(), 20);
    thermostat.setTemperature(21);
    QTRY_COMPARE(rounded.value(), 21);
}

void tst_RemoteProperty::changesOfWhatCannotBeComparedAreTold()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Meter meter;
    pair.right().expose(&meter, {.prefix = u"meter."_s, .sharedProperties = {u"reading"_s}});
    const RemoteProperty<Reading> reading(&pair.left(), "meter.reading");
    QSignalSpy changed(&reading, &RemotePropertyBase::changed);
    QVERIFY(becomesSynchronised(reading));
    QCOMPARE(changed.size(), 1);
    const RemoteProperty<Reading> another(&pair.left(), "meter.reading"); // has it fetched again
    QVERIFY(becomesSynchronised(another));
    QCOMPARE(changed.size(), 1);
    meter.read(7);
    QTRY_COMPARE(reading.value().value, 7);
    QCOMPARE(changed.size(), 2);
}

void tst_RemoteProperty::severalOfOneNameAgree()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    const RemoteProperty<double> first(&pair.left(), "thermostat.temperature");
    QVERIFY(becomesSynchronised(first));
    QSignalSpy changed(&first, &RemotePropertyBase::changed);
    auto second =
        std::make_unique<RemoteProperty<QJsonValue>>(&pair.left(), "thermostat.temperature");
    QVERIFY(becomesSynchronised(*second));
    QCOMPARE(changed.size(), 0);
    QCOMPARE(second->value(), QJsonValue(20));
    thermostat.setTemperature(4);
    QTRY_COMPARE(second->value(), QJsonValue(4));
    QCOMPARE(first.value(), 4.0);
    second.reset();
    thermostat.setTemperature(5);
    QTRY_COMPARE(first.value(), 5.0);
    QCOMPARE(changed.size(), 2);
}

void tst_RemoteProperty::objectAndItsPropertyAreFollowedApart_data()
{
    QTest::addColumn<bool>("objectGoes");
    QTest::newRow("the object goes first") << true;
    QTest::newRow("the property goes first") << false;
}

void tst_RemoteProperty::objectAndItsPropertyAreFollowedApart()
{
    QFETCH(const bool, objectGoes);
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    auto object = std::make_unique<RemoteObject>(&pair.left(), u"thermostat"_s);
    auto property =
        std::make_unique<RemoteProperty<double>>(&pair.left(), "thermostat.temperature");
    QVERIFY(becomesSynchronised(*property));
    thermostat.setTemperature(1);
    QTRY_COMPARE(property->value(), 1.0);
    QCOMPARE(object->value(u"temperature"_s), QJsonValue(1));
    if (objectGoes)
        object.reset();
    else
        property.reset();
    QVERIFY(settles(pair.left().call<double>("thermostat.heat", 0.0)));
    thermostat.setTemperature(2);
    if (objectGoes)
        QTRY_COMPARE(property->value(), 2.0);
    else
        QTRY_COMPARE(object->value(u"temperature"_s), QJsonValue(2));
    object.reset();
    property.reset();
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
}

void tst_RemoteProperty::lastOneEndsItAtThePeer()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    {
        const RemoteProperty<double> first(&pair.left(), "thermostat.temperature");
        const RemoteProperty<double> second(&pair.left(), "thermostat.temperature");
        QVERIFY(becomesSynchronised(second));
        QVERIFY(thermostat.receiversOfAll() > 0);
        thermostat.setTemperature(1); // a change that is on its way when nobody wants it
    }
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
    QTRY_COMPARE(pair.left().statistics().pendingCalls, 0);
}

void tst_RemoteProperty::mayBeDestroyedInChanged()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    auto first = std::make_unique<RemoteProperty<double>>(&pair.left(), "thermostat.temperature");
    auto second = std::make_unique<RemoteProperty<double>>(&pair.left(), "thermostat.temperature");
    int changes = 0;
    const auto destroyBoth = [&] {
        ++changes;
        first.reset();
        second.reset();
    };
    connect(first.get(), &RemotePropertyBase::changed, this, destroyBoth);
    connect(second.get(), &RemotePropertyBase::changed, this, destroyBoth);
    QTRY_COMPARE(changes, 1);
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
    QCOMPARE(changes, 1);
}

void tst_RemoteProperty::mayBeDestroyedWhenTheStateOfAnotherChanges_data()
{
    QTest::addColumn<bool>("isLost");
    QTest::newRow("when it is synchronised") << false;
    QTest::newRow("when the connection is lost") << true;
}

void tst_RemoteProperty::mayBeDestroyedWhenTheStateOfAnotherChanges()
{
    QFETCH(const bool, isLost);
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    const auto make = [&] {
        return std::make_unique<RemoteProperty<double>>(&pair.left(), "thermostat.temperature");
    };
    auto first = make();
    auto second = make();
    if (isLost) {
        QVERIFY(becomesSynchronised(*first));
        QVERIFY(becomesSynchronised(*second));
    }
    connect(first.get(), &RemotePropertyBase::synchronisedChanged, this, [&] { second.reset(); });
    connect(second.get(), &RemotePropertyBase::synchronisedChanged, this, [&] { first.reset(); });
    if (isLost)
        pair.left().close();
    QTRY_VERIFY(!first != !second);
    QTRY_COMPARE(thermostat.receiversOfAll() > 0, !isLost);
}

void tst_RemoteProperty::mayBeDestroyedInABinding()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    auto property =
        std::make_unique<RemoteProperty<double>>(&pair.left(), "thermostat.temperature");
    connect(property.get(), &RemotePropertyBase::changed, this,
        [] { QFAIL("it was destroyed before"); });
    const auto handler =
        property->bindable().onValueChanged(std::function<void()>([&] { property.reset(); }));
    QTRY_VERIFY(!property);
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
}

void tst_RemoteProperty::channelMayBeDeletedInChanged()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    const RemoteProperty<double> temperature(&pair.left(), "thermostat.temperature");
    const RemoteProperty<double> setpoint(&pair.left(), "thermostat.setpoint");
    connect(&temperature, &RemotePropertyBase::changed, this, [&] { pair.deleteLeft(); });
    QTRY_VERIFY(!pair.hasLeft());
    QCOMPARE(temperature.value(), 20.0);
    QVERIFY(!temperature.isSynchronised());
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
}

void tst_RemoteProperty::outlivesTheChannel()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    RemoteProperty<double> setpoint(&pair.left(), "thermostat.setpoint");
    QVERIFY(becomesSynchronised(setpoint));
    QSignalSpy states(&setpoint, &RemotePropertyBase::synchronisedChanged);
    pair.deleteLeft();
    QVERIFY(!setpoint.isSynchronised());
    QCOMPARE(states.size(), 1);
    QCOMPARE(setpoint.value(), 21.0);
    QCOMPARE(errorOf(setpoint.set(7)).kind(), Error::Kind::Closed);
}

QTEST_GUILESS_MAIN(tst_RemoteProperty)
#include "tst_remoteproperty.moc"
