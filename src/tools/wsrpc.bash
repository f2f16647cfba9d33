# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# Completion of wsrpc for bash. It asks the peer for names, if the peer tells them.

# _wsrpc_names <kinds> prints the names of these kinds that the url on the command line has. Words are
# those between blanks, since bash takes a url apart.
_wsrpc_names()
{
    local words word previous='' url='' options=() kind name
    read -ra words <<<"${COMP_LINE:0:COMP_POINT}"
    for word in "${words[@]}"; do
        case $previous in
        --token-file | --token-env | --cacert | --cert | --key | -E) options+=("$previous" "$word") ;;
        esac
        case $word in
        ws://* | wss://*) url=$word ;;
        --insecure | -k) options+=("$word") ;;
        esac
        previous=$word
    done
    [[ $url ]] || return
    # A name that means something to the shell is left out.
    wsrpc describe --names --timeout 2 "${options[@]}" -- "$url" 2>/dev/null </dev/null |
        while read -r kind name; do
            [[ " $* " == *" $kind "* && $name =~ ^[A-Za-z0-9_./-]+$ ]] && printf '%s\n' "$name"
        done
}

# How many words follow the command, options and their values aside; the last one is being typed.
_wsrpc_place()
{
    local words word place=0 skip='' begun=''
    read -ra words <<<"${COMP_LINE:0:COMP_POINT}"
    [[ ${COMP_LINE:COMP_POINT-1:1} == ' ' ]] && words+=('')
    for word in "${words[@]:1}"; do
        if [[ $skip ]]; then
            skip=''
            continue
        fi
        case $word in
        -H | -E | -l | -d | -t | -p | -n | -i | -o | --header | --token-file | --token-env | --cacert | --cert | \
            --key | --login | --dialect | --connect-timeout | --timeout | --params | --count | --interval | \
            --roles | --rows | --calls | --duration | --rate | --window | --connections | --class | --namespace | --output) skip=1 ;;
        -*) ;;
        *)
            [[ $begun ]] && place=$((place + 1))
            begun=1
            ;;
        esac
    done
    echo "$place"
}

_wsrpc()
{
    local commands='call notify get set watch model listen describe compare generate bench help'
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command='' i
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ " $commands " == *" ${COMP_WORDS[i]} "* ]]; then
            command=${COMP_WORDS[i]}
            break
        fi
    done

    case $previous in
    --output | -o)
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return
        ;;
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
    local kinds='' place
    case $command:$word in
    :-*) mapfile -t COMPREPLY < <(compgen -W "$all" -- "$word") ;;
    : | :* | help:*) mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word") ;;
    call:-*)
        mapfile -t COMPREPLY < <(compgen -W "$all --params --compact --count --interval" -- "$word")
        ;;
    notify:-*) mapfile -t COMPREPLY < <(compgen -W "$all --params" -- "$word") ;;
    get:-*) mapfile -t COMPREPLY < <(compgen -W "$all --compact" -- "$word") ;;
    set:-* | compare:-*) mapfile -t COMPREPLY < <(compgen -W "$all" -- "$word") ;;
    watch:-* | listen:-*) mapfile -t COMPREPLY < <(compgen -W "$all --count" -- "$word") ;;
    model:-*) mapfile -t COMPREPLY < <(compgen -W "$all --count --roles --rows --follow" -- "$word") ;;
    describe:-*)
        mapfile -t COMPREPLY < <(compgen -W "$all --names --json --markdown --html" -- "$word")
        ;;
    generate:-*) mapfile -t COMPREPLY < <(compgen -W "$all --class --namespace --output --prefix" -- "$word") ;;
    bench:-*)
        local load='--calls --duration --rate --window --connections --json'
        mapfile -t COMPREPLY < <(compgen -W "$all --params $load" -- "$word")
        ;;
    call:* | notify:* | bench:*) kinds=method ;;
    get:* | set:*) kinds=property ;;
    watch:*) kinds='property many' ;;
    listen:*) kinds='signal property many' ;;
    model:*) kinds=model ;;
    describe:*) kinds='method signal property model' ;;
    esac
    if [[ $command == generate ]] && (($(_wsrpc_place) == 1)); then
        mapfile -t COMPREPLY < <(compgen -W 'cpp qml typescript' -- "$word")
    fi
    [[ $kinds ]] || return
    place=$(_wsrpc_place)
    if ((place == 2)) || { ((place > 2)) && [[ $kinds == *many* ]]; }; then
        local name
        while read -r name; do
            [[ $name == "$word"* ]] && COMPREPLY+=("$name")
        done < <(_wsrpc_names "$kinds")
    fi
} && complete -o default -F _wsrpc wsrpc
