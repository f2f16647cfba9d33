# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# Completion of wsrpc for fish. It asks the peer for names, if the peer tells them.

# The words that are neither options nor their values, without the one that is being typed.
function __wsrpc_words
    set -l skip 0
    for word in (commandline --tokenize --current-process --cut-at-cursor)[2..]
        if test $skip = 1
            set skip 0
        else if string match --quiet --regex -- '^(-[HEldtpnio]|--(header|token-file|token-env|cacert|cert|key|login|dialect|connect-timeout|timeout|params|count|interval|calls|duration|rate|window|connections|roles|rows|class|namespace|output))$' $word
            set skip 1
        else if not string match --quiet -- '-*' $word
            echo $word
        end
    end
end

function __wsrpc_is_command
    contains -- (__wsrpc_words)[1] $argv
end

# __wsrpc_names KIND... prints the names of these kinds that the url on the command line has.
function __wsrpc_names
    set -l words (__wsrpc_words)
    test (count $words) -ge 2; and string match --quiet --regex '^wss?://' -- $words[2]; or return
    # A name is followed by others for these commands only.
    test (count $words) -eq 2; or contains -- $words[1] watch listen; or return
    set -l options
    set -l tokens (commandline --tokenize --current-process --cut-at-cursor)
    for i in (seq (count $tokens))
        switch $tokens[$i]
            case --token-file --token-env --cacert --cert --key -E
                set -a options $tokens[$i] $tokens[(math $i + 1)]
            case --insecure -k
                set -a options $tokens[$i]
        end
    end
    for line in (wsrpc describe --names --timeout 2 $options -- $words[2] 2>/dev/null </dev/null)
        set -l parts (string split --max 1 ' ' -- $line)
        contains -- $parts[1] $argv; and printf '%s\t%s\n' $parts[2] $parts[1]
    end
end

complete -c wsrpc -n 'test (count (__wsrpc_words)) -eq 0' -f -a '
    call\t"Call a method and print its result as JSON"
    notify\t"Send a notification"
    get\t"Print the value of a property, or all of an object"
    set\t"Set a property"
    watch\t"Print the values of properties and how they change"
    model\t"Print the rows of a model"
    listen\t"Print the notifications that the peer sends"
    describe\t"Print what a peer offers"
    compare\t"Print what has changed in what a peer offers"
    generate\t"Write a client of a peer"
    bench\t"Call over and over and print how long it takes"
    help\t"Print help"'
complete -c wsrpc -n '__wsrpc_is_command help' -f \
    -a 'call notify get set watch model listen describe compare generate bench'
complete -c wsrpc -n '__wsrpc_is_command call notify bench' -a '(__wsrpc_names method)'
complete -c wsrpc -n '__wsrpc_is_command get set watch' -a '(__wsrpc_names property)'
complete -c wsrpc -n '__wsrpc_is_command listen' -a '(__wsrpc_names signal property)'
complete -c wsrpc -n '__wsrpc_is_command model' -a '(__wsrpc_names model)'
complete -c wsrpc -n '__wsrpc_is_command describe' -a '(__wsrpc_names method signal property model)'

complete -c wsrpc -s H -l header -x -d 'Add this header to the opening request'
complete -c wsrpc -l token-file -rF -d 'Send the token in the file'
complete -c wsrpc -l token-env -x -a '(set --names --export)' -d 'Send the token in a variable'
complete -c wsrpc -l cacert -rF -d 'Trust only these authorities'
complete -c wsrpc -s k -l insecure -d "Do not check the server's certificate"
complete -c wsrpc -s E -l cert -rF -d 'Send this certificate'
complete -c wsrpc -l key -rF -d 'The private key of the certificate'
complete -c wsrpc -s l -l login -x -d 'Call this before anything else'
complete -c wsrpc -s d -l dialect -x -a 'jsonrpc fastapi' -d 'How messages are spelled'
complete -c wsrpc -l no-subprotocol -d 'Offer no WebSocket sub-protocol'
complete -c wsrpc -l compress -d 'Offer compressed messages'
complete -c wsrpc -l connect-timeout -x -d 'Time limit for connecting'
complete -c wsrpc -s t -l timeout -x -d 'Time limit for connecting and the answer'
complete -c wsrpc -l json-errors -d 'Write errors as JSON'
complete -c wsrpc -s v -l verbose -d 'Write each message'
complete -c wsrpc -s h -l help -d 'Print help'
complete -c wsrpc -s V -l version -d 'Print the version'
complete -c wsrpc -n '__wsrpc_is_command call notify bench' -s p -l params -x -d 'All arguments'
complete -c wsrpc -n '__wsrpc_is_command call get' -s c -l compact -d 'Print on one line'
complete -c wsrpc -n '__wsrpc_is_command call watch model listen' -s n -l count -x -d 'End after this many'
complete -c wsrpc -n '__wsrpc_is_command call' -s i -l interval -x -d 'Wait between calls'
complete -c wsrpc -n '__wsrpc_is_command model' -l roles -x -d 'Print these roles'
complete -c wsrpc -n '__wsrpc_is_command model' -l rows -x -d 'Print these rows'
complete -c wsrpc -n '__wsrpc_is_command model' -l follow -d 'Go on and print what changes'
complete -c wsrpc -n '__wsrpc_is_command bench' -l calls -x -d 'How many calls'
complete -c wsrpc -n '__wsrpc_is_command bench' -l duration -x -d 'Start calls for this long'
complete -c wsrpc -n '__wsrpc_is_command bench' -l rate -x -d 'Start this many calls per second'
complete -c wsrpc -n '__wsrpc_is_command bench' -l window -x -d 'Calls in flight'
complete -c wsrpc -n '__wsrpc_is_command bench' -l connections -x -d 'How many connections'
complete -c wsrpc -n '__wsrpc_is_command bench describe' -l json -d 'Print JSON'
complete -c wsrpc -n '__wsrpc_is_command describe' -l names -d 'Print kinds and names'
complete -c wsrpc -n '__wsrpc_is_command describe' -l markdown -d 'Print Markdown'
complete -c wsrpc -n '__wsrpc_is_command describe' -l html -d 'Print a page of HTML'
complete -c wsrpc -n '__wsrpc_is_command generate; and test (count (__wsrpc_words)) -eq 1' -f -a 'cpp qml typescript'
complete -c wsrpc -n '__wsrpc_is_command generate' -l class -x -d 'The name of the class'
complete -c wsrpc -n '__wsrpc_is_command generate' -l prefix -x -d 'Only names with this prefix, and without it'
complete -c wsrpc -n '__wsrpc_is_command generate' -l namespace -x -d 'The namespace of all that is written'
complete -c wsrpc -n '__wsrpc_is_command generate' -s o -l output -x -a '(__fish_complete_directories)' \
    -d 'Write into this folder'
