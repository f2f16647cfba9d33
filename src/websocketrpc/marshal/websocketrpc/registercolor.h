// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/registermembers.h>

// For programs that link Qt Gui; the library does not.
#if __has_include(<QtGui/qcolor.h>)

#include <QtGui/qcolor.h>

namespace WebSocketRpc {

namespace Detail {

// Strict about the range, which QColor is not.
template<auto get, auto set>
struct ColorChannel
{
    static quint8 read(const QColor &color) { return quint8((color.*get)()); }
    static void write(QColor &color, quint8 value) { (color.*set)(value); }
    static MemberAccess named(const char *name) { return member<QColor, &read, &write>(name); }
};

} // namespace Detail

inline void registerColorType()
{
    registerMembers<QColor>({
        Detail::ColorChannel<&QColor::red, &QColor::setRed>::named("red"),
        Detail::ColorChannel<&QColor::green, &QColor::setGreen>::named("green"),
        Detail::ColorChannel<&QColor::blue, &QColor::setBlue>::named("blue"),
        Detail::ColorChannel<&QColor::alpha, &QColor::setAlpha>::named("alpha"),
    });
}

} // namespace WebSocketRpc

#endif
