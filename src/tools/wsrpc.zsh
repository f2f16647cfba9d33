#compdef wsrpc
# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# Completion of wsrpc for zsh. It asks the peer for names, if the peer tells them.

# _wsrpc_names KIND... adds the names of these kinds that the url on the command line has.
_wsrpc_names() {
    local url=${words[(r)wss#://*]} line i
    local -a names options
    [[ -n $url ]] || return 1
    for ((i = 1; i < CURRENT; i++)); do
        case ${words[i]} in
        --token-file | --token-env | --cacert | --cert | --key | -E) options+=("${words[i]}" "${(Q)words[i + 1]}") ;;
        --insecure | -k) options+=("${words[i]}") ;;
        esac
    done
    for line in "${(@f)$(wsrpc describe --names --timeout 2 $options -- "${(Q)url}" 2>/dev/null </dev/null)}"; do
        [[ " $* " == *" ${line%% *} "* ]] && names+=("${line#* }")
    done
    compadd -a names
}

_wsrpc() {
    local curcontext=$curcontext state line
    local -a all commands arguments
    typeset -A opt_args
    commands=(
        'call:Call a method and print its result as JSON'
        'notify:Send a notification'
        'get:Print the value of a property, or all of an object'
        'set:Set a property'
        'watch:Print the values of properties and how they change'
        'model:Print the rows of a model'
        'listen:Print the notifications that the peer sends'
        'describe:Print what a peer offers'
        'compare:Print what has changed in what a peer offers'
        'generate:Write a client of a peer'
        'bench:Call over and over and print how long it takes'
        'help:Print help'
    )
    all=(
        '*'{-H,--header}'[Add this header to the opening request]:header'
        '--token-file[Send the token in the file]:file:_files'
        '--token-env[Send the token in a variable]:variable:_parameters -g "*export*"'
        '--cacert[Trust only these authorities]:file:_files'
        {-k,--insecure}"[Do not check the server's certificate]"
        {-E,--cert}'[Send this certificate]:file:_files'
        '--key[The private key of the certificate]:file:_files'
        {-l,--login}'[Call this before anything else]:call'
        {-d,--dialect}'[How messages are spelled]:dialect:(jsonrpc fastapi)'
        '--no-subprotocol[Offer no WebSocket sub-protocol]'
        '--compress[Offer compressed messages]'
        '--connect-timeout[Time limit for connecting]:seconds'
        {-t,--timeout}'[Time limit for connecting and the answer]:seconds'
        '--json-errors[Write errors as JSON]'
        {-v,--verbose}'[Write each message]'
        {-h,--help}'[Print help]'
        {-V,--version}'[Print the version]'
    )
    _arguments -C $all '1:command:->command' '*::argument:->argument'
    if [[ $state == command ]]; then
        _describe command commands
        return
    fi

    local command=${line[1]}
    case $command in
    call | notify | bench) arguments=('2:method:_wsrpc_names method' '*:argument:_files' {-p,--params}'[All arguments]:json') ;;
    get | set) arguments=('2:property:_wsrpc_names property' '3:value') ;;
    watch) arguments=('*:property:_wsrpc_names property') ;;
    model) arguments=('2:model:_wsrpc_names model') ;;
    listen) arguments=('*:name:_wsrpc_names signal property') ;;
    describe) arguments=('2:name:_wsrpc_names method signal property model') ;;
    compare) arguments=('2:new document:_files') ;;
    generate)
        _arguments $all '1:language:(cpp qml typescript)' '2:url or file:_files' '--class[The name of the class]:name' '--namespace[The namespace of all that is written]:name' '--prefix[Only names with this prefix, and without it]:prefix' {-o,--output}'[Write into this folder]:folder:_files -/'
        return
        ;;
    help)
        _describe command commands
        return
        ;;
    esac
    case $command in
    call) arguments+=({-c,--compact}'[Print on one line]' {-n,--count}'[End after this many]:number' {-i,--interval}'[Wait between calls]:seconds') ;;
    get) arguments+=({-c,--compact}'[Print on one line]') ;;
    model) arguments+=({-n,--count}'[End after this many]:number' '--roles[Print these roles]:names' '--rows[Print these rows]:rows' '--follow[Go on and print what changes]') ;;
    watch | listen) arguments+=({-n,--count}'[End after this many]:number') ;;
    bench) arguments+=('--calls[How many calls]:number' '--duration[Start calls for this long]:seconds' '--rate[Start this many calls per second]:number' '--window[Calls in flight]:number' '--connections[How many connections]:number' '--json[Print JSON]') ;;
    describe) arguments+=('--names[Print kinds and names]' '--json[Print JSON]' '--markdown[Print Markdown]' '--html[Print a page of HTML]') ;;
    esac
    _arguments $all "1:url or file:_files" $arguments
}

_wsrpc "$@"
