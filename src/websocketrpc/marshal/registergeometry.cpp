// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/registergeometry.h>

#include <websocketrpc/registermembers.h>

#include <QtCore/qline.h>
#include <QtCore/qmargins.h>
#include <QtCore/qpoint.h>
#include <QtCore/qrect.h>
#include <QtCore/qsize.h>

namespace WebSocketRpc {

namespace {

template<typename Size>
void registerSize()
{
    registerMembers<Size>({
        member<Size, &Size::width, &Size::setWidth>("width"),
        member<Size, &Size::height, &Size::setHeight>("height"),
    });
}

template<typename Point>
void registerPoint()
{
    registerMembers<Point>({
        member<Point, &Point::x, &Point::setX>("x"),
        member<Point, &Point::y, &Point::setY>("y"),
    });
}

// Members come in any order, so each leaves the others as they are: setX() would change the width.
template<typename Rect>
void registerRect()
{
    registerMembers<Rect>({
        member<Rect, &Rect::x, &Rect::moveLeft>("x"),
        member<Rect, &Rect::y, &Rect::moveTop>("y"),
        member<Rect, &Rect::width, &Rect::setWidth>("width"),
        member<Rect, &Rect::height, &Rect::setHeight>("height"),
    });
}

template<typename Line, typename Point, typename Number>
struct LineEnds
{
    static void setX1(Line &line, Number x) { line.setP1(Point(x, line.y1())); }
    static void setY1(Line &line, Number y) { line.setP1(Point(line.x1(), y)); }
    static void setX2(Line &line, Number x) { line.setP2(Point(x, line.y2())); }
    static void setY2(Line &line, Number y) { line.setP2(Point(line.x2(), y)); }
};

template<typename Line, typename Point, typename Number>
void registerLine()
{
    using Ends = LineEnds<Line, Point, Number>;
    registerMembers<Line>({
        member<Line, &Line::x1, &Ends::setX1>("x1"),
        member<Line, &Line::y1, &Ends::setY1>("y1"),
        member<Line, &Line::x2, &Ends::setX2>("x2"),
        member<Line, &Line::y2, &Ends::setY2>("y2"),
    });
}

template<typename Margins>
void registerMargins()
{
    registerMembers<Margins>({
        member<Margins, &Margins::left, &Margins::setLeft>("left"),
        member<Margins, &Margins::top, &Margins::setTop>("top"),
        member<Margins, &Margins::right, &Margins::setRight>("right"),
        member<Margins, &Margins::bottom, &Margins::setBottom>("bottom"),
    });
}

} // namespace

/*!
    \relates <websocketrpc/registergeometry.h>

    Makes QSize, QPoint, QRect, QLine and QMargins known, and their forms with \c F, so that they can
    be parameters and results. Each is an object in JSON: \c {{"width":4,"height":3}},
    \c {{"x":1,"y":2}}, \c {{"x":1,"y":2,"width":4,"height":3}}, \c {{"x1":0,"y1":0,"x2":1,"y2":1}},
    and \c {{"left":1,"top":1,"right":1,"bottom":1}}. Members that are missing keep the value they have
    in an object made without arguments. QList of them works, too; registerType() adds their futures
    and optionals.

    Call this once, in any thread, before an object that uses them is exposed. registerColorType() does
    the same for QColor, and registerMembers() for other types.
*/
void registerGeometryTypes()
{
    registerSize<QSize>();
    registerSize<QSizeF>();
    registerPoint<QPoint>();
    registerPoint<QPointF>();
    registerRect<QRect>();
    registerRect<QRectF>();
    registerLine<QLine, QPoint, int>();
    registerLine<QLineF, QPointF, qreal>();
    registerMargins<QMargins>();
    registerMargins<QMarginsF>();
}

/*!
    \fn void WebSocketRpc::registerColorType()
    \relates <websocketrpc/registercolor.h>

    Makes QColor known as an object of the numbers \c red, \c green, \c blue and \c alpha from 0 to
    255; without \c alpha it is opaque. The header is for programs that link Qt Gui. A colour that is
    invalid, or not RGB, is written as it looks in RGB.
*/

/*!
    \fn template<typename T> void WebSocketRpc::registerMembers(const QList<WebSocketRpc::Detail::MemberAccess> &members)
    \relates <websocketrpc/registermembers.h>

    Makes a type of somebody else's known, as an object in JSON of \a members, where it cannot be made
    a Q_GADGET. The type must be default constructible and copyable. \c {member<T, getter,
    setter>("name")} makes one member of two functions: methods of \e T, or lambdas that take it.
    \c {member<&T::field>("name")} makes one of a member variable, and \c {optionalMember<&T::field>("name")}
    one that is left out where the \c std::optional is empty, for peers that do not take \c null there. The
    name may be any text. A Q_GADGET that is registered has these members instead of its properties.
    What holds for gadgets holds for it: members that are missing keep their default, and unknown ones
    are refused unless asked otherwise.
*/

} // namespace WebSocketRpc
