// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "styledtext.h"

#include "printable.h"
#include "terminal.h"

namespace {

Font fontOf(Api::Span::Kind kind)
{
    switch (kind) {
    case Api::Span::Kind::Plain:
        return Font::Plain;
    case Api::Span::Kind::Name:
        return Font::Bold;
    case Api::Span::Kind::Type:
        return Font::Type;
    case Api::Span::Kind::Note:
        return Font::Faint;
    }
    Q_UNREACHABLE();
}

// ECMA-48, Select Graphic Rendition.
QByteArray sequenceOf(Font font)
{
    switch (font) {
    case Font::Plain:
        return {};
    case Font::Bold:
        return "\033[1m";
    case Font::Faint:
        return "\033[2m";
    case Font::Type:
        return "\033[36m";
    }
    Q_UNREACHABLE();
}

} // namespace

Style styleOfOutput()
{
    const bool isWanted = qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb";
    return isWanted && isTerminal(stdout) ? Style::Colours : Style::None;
}

QByteArray styled(QStringView text, Font font, Style style)
{
    const QByteArray plain = printable(text);
    const QByteArray begin = style == Style::Colours ? sequenceOf(font) : QByteArray();
    return begin.isEmpty() || plain.isEmpty() ? plain : begin + plain + "\033[0m";
}

QByteArray styled(const Api::Spans &spans, Style style)
{
    QByteArray text;
    for (const Api::Span &span : spans)
        text += styled(span.text, fontOf(span.kind), style);
    return text;
}
