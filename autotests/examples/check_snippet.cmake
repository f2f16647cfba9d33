# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# cmake -DDOCUMENT=<file> -DSOURCE=<file> -DSNIPPET=<name> -P check_snippet.cmake
#
# Fails unless one of the ```cpp or ```qml blocks of DOCUMENT is the snippet that SOURCE has between two lines of
# "//! [<name>]".
cmake_minimum_required(VERSION 3.24)

function(text_between file begin end result)
    file(READ "${file}" text)
    string(FIND "${text}" "${begin}\n" first)
    if(first EQUAL -1)
        message(FATAL_ERROR "${file} has no line '${begin}'")
    endif()
    string(LENGTH "${begin}\n" length)
    math(EXPR first "${first} + ${length}")
    string(SUBSTRING "${text}" ${first} -1 text)
    string(FIND "${text}" "${end}\n" last)
    if(last EQUAL -1)
        message(FATAL_ERROR "${file} has no line '${end}' behind '${begin}'")
    endif()
    string(SUBSTRING "${text}" 0 ${last} text)
    set(${result} "${text}" PARENT_SCOPE)
endfunction()

text_between("${SOURCE}" "//! [${SNIPPET}]" "//! [${SNIPPET}]" compiled)
file(READ "${DOCUMENT}" document)
cmake_path(GET SOURCE EXTENSION LAST_ONLY extension)
string(SUBSTRING "${extension}" 1 -1 language)
string(FIND "${document}" "```${language}\n${compiled}```\n" position)
if(position EQUAL -1)
    message(FATAL_ERROR "the code in ${DOCUMENT} is not that of ${SOURCE}")
endif()
