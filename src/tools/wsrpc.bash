# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# Completion of wsrpc for bash.

_wsrpc()
{
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command='' i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        call | notify | get | set | watch | model | listen | bench | help)
            command=${COMP_WORDS[i]}
            break
            ;;
        esac
    done

    case $previous in
    --token-file | --cacert | --cert | --key | -E)
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
        ;;
    --dialect | -d)
        mapfile -t COMPREPLY < <(compgen -W 'jsonrpc fastapi' -- "$word")
        return
        ;;
    --token-env)
        mapfile -t COMPREPLY < <(compgen -e -- "$word")
        return
        ;;
    esac

    local all='--header --token-file --token-env --cacert --insecure --cert --key --login --dialect
        --no-subprotocol --compress --connect-timeout --timeout --json-errors --verbose --help --version'
    case $command:$word in
    :-*) mapfile -t COMPREPLY < <(compgen -W "$all" -- "$word") ;;
    : | :* | help:*) mapfile -t COMPREPLY < <(compgen -W 'call notify get set watch model listen bench help' -- "$word") ;;
    call:-*)
        mapfile -t COMPREPLY < <(compgen -W "$all --params --compact --count --interval" -- "$word")
        ;;
    notify:-*) mapfile -t COMPREPLY < <(compgen -W "$all --params" -- "$word") ;;
    get:-*) mapfile -t COMPREPLY < <(compgen -W "$all --compact" -- "$word") ;;
    set:-*) mapfile -t COMPREPLY < <(compgen -W "$all" -- "$word") ;;
    watch:-* | listen:-*) mapfile -t COMPREPLY < <(compgen -W "$all --count" -- "$word") ;;
    model:-*) mapfile -t COMPREPLY < <(compgen -W "$all --count --roles --rows --follow" -- "$word") ;;
    bench:-*)
        local load='--calls --duration --rate --window --connections --json'
        mapfile -t COMPREPLY < <(compgen -W "$all --params $load" -- "$word")
        ;;
    esac
} && complete -o default -F _wsrpc wsrpc
