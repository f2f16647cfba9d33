// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "generate/outputfolder.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using Generator::Unwritten;
using Generator::writeInto;

class tst_OutputFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        QVERIFY(m_folder->isValid());
    }

    void filesAreWritten();
    void sameTextIsNotTouched();
    void folderIsMade();
    void otherThanPlainNameIsRefused_data();
    void otherThanPlainNameIsRefused();
    void linkIsNotFollowed();
    void folderIsNoFile();
    void namesThatDifferInCaseAreRefused();
    void folderThatCannotBeMadeIsTold();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QStringList entries() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void put(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    std::optional<QTemporaryDir> m_folder;
};

void tst_OutputFolder::filesAreWritten()
{
    const auto written = writeInto(m_folder->path(), {{u"a.h"_s, "one\n"}, {u"b.cpp"_s, "two\n"}});
    QCOMPARE(std::get<QStringList>(written), (QStringList{u"a.h"_s, u"b.cpp"_s}));
    QCOMPARE(contents(path(u"a.h"_s)), "one\n");
    QCOMPARE(contents(path(u"b.cpp"_s)), "two\n");
}

void tst_OutputFolder::sameTextIsNotTouched()
{
    (void)writeInto(m_folder->path(), {{u"a.h"_s, "one\n"}, {u"b.h"_s, "two\n"}});
    const QDateTime longAgo = QDateTime::fromSecsSinceEpoch(1'000'000'000);
    for (const QString &name : entries()) {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(longAgo, QFileDevice::FileModificationTime));
    }
    const auto written = writeInto(m_folder->path(), {{u"a.h"_s, "one\n"}, {u"b.h"_s, "2\n"}});
    QCOMPARE(std::get<QStringList>(written), QStringList(u"b.h"_s));
    QCOMPARE(QFileInfo(path(u"a.h"_s)).lastModified(), longAgo);
    QVERIFY(QFileInfo(path(u"b.h"_s)).lastModified() != longAgo);
}

void tst_OutputFolder::folderIsMade()
{
    const QString folder = path(u"new/folder"_s);
    QVERIFY(std::holds_alternative<QStringList>(writeInto(folder, {{u"a.h"_s, "one\n"}})));
    QCOMPARE(contents(folder + u"/a.h"_s), "one\n");
}

void tst_OutputFolder::otherThanPlainNameIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString();
    QTest::newRow("this folder") << u"."_s;
    QTest::newRow("folder above") << u".."_s;
    QTest::newRow("file above") << u"../a.h"_s;
    QTest::newRow("absolute") << u"/tmp/a.h"_s;
    QTest::newRow("folder below") << u"sub/a.h"_s;
    QTest::newRow("backslash") << u"..\\a.h"_s;
    QTest::newRow("drive") << u"c:a.h"_s;
    QTest::newRow("hidden") << u".bashrc"_s;
    QTest::newRow("option") << u"-rf"_s;
    QTest::newRow("line") << u"a.h\n"_s;
    QTest::newRow("null") << u"a.h\0"_s;
    QTest::newRow("device") << u"CON.h"_s;
    QTest::newRow("numbered device") << u"com1"_s;
    QTest::newRow("dot at the end") << u"a."_s;
    QTest::newRow("long") << QString(300, u'a');
    QTest::newRow("letter of no file system") << u"größe.h"_s;
}

void tst_OutputFolder::otherThanPlainNameIsRefused()
{
    QFETCH(const QString, name);
    const auto written = writeInto(m_folder->path(), {{u"good.h"_s, "one\n"}, {name, "two\n"}});
    QVERIFY(std::holds_alternative<Unwritten>(written));
    QCOMPARE(entries(), QStringList());
}

void tst_OutputFolder::linkIsNotFollowed()
{
    QTemporaryDir elsewhere;
    const QString target = elsewhere.filePath(u"target.h"_s);
    put(target, "keep this\n");
    QVERIFY(QFile::link(target, path(u"a.h"_s)));
    QVERIFY(QFile::link(elsewhere.filePath(u"nowhere.h"_s), path(u"b.h"_s)));
    for (const QString &name : {u"a.h"_s, u"b.h"_s})
        QVERIFY(std::holds_alternative<Unwritten>(writeInto(m_folder->path(), {{name, "x\n"}})));
    QCOMPARE(contents(target), "keep this\n");
    QVERIFY(!QFileInfo::exists(elsewhere.filePath(u"nowhere.h"_s)));
}

void tst_OutputFolder::folderIsNoFile()
{
    QVERIFY(QDir(m_folder->path()).mkdir(u"a.h"_s));
    QVERIFY(std::holds_alternative<Unwritten>(writeInto(m_folder->path(), {{u"a.h"_s, "x\n"}})));
}

void tst_OutputFolder::namesThatDifferInCaseAreRefused()
{
    const auto written = writeInto(m_folder->path(), {{u"a.h"_s, "one\n"}, {u"A.h"_s, "two\n"}});
    QVERIFY(std::holds_alternative<Unwritten>(written));
    QCOMPARE(entries(), QStringList());
}

void tst_OutputFolder::folderThatCannotBeMadeIsTold()
{
    put(path(u"file"_s), "x\n");
    const auto written = writeInto(path(u"file/folder"_s), {{u"a.h"_s, "one\n"}});
    QVERIFY(std::get<Unwritten>(written).reason.contains(u"cannot make the folder"_s));
}

QTEST_GUILESS_MAIN(tst_OutputFolder)
#include "tst_outputfolder.moc"
