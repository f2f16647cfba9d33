# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# cmake -DTREE=<dir> -DPREFIX=<dir> -DCONSUMER=<dir> [-D<option>=...] -P check_install.cmake
# Installs what the build tree TREE has built to PREFIX, and builds and runs the examples against that
# in CONSUMER. With SUPERPROJECT, which is the source of WebSocketRpc, TREE is made first, for a project
# that uses WebSocketRpc with FetchContent.
cmake_minimum_required(VERSION 3.24)

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT status EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${command}\n${output}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()

# configure(<source> <tree> <cmake option>...): without a build type, because that compiles fastest
function(configure source tree)
    run("${CMAKE_COMMAND}" -S "${source}" -B "${tree}" -G "${GENERATOR}"
        "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}"
        "-DCMAKE_CXX_FLAGS=${FLAGS}" ${ARGN})
endfunction()

# build(<tree> <cmake option>...)
function(build tree)
    configure("${CMAKE_CURRENT_LIST_DIR}/consumer" "${tree}" ${ARGN})
    run("${CMAKE_COMMAND}" --build "${tree}")
    run("${CMAKE_CTEST_COMMAND}" --test-dir "${tree}" --output-on-failure --no-tests=error)
endfunction()

function(check_private_headers)
    file(GLOB_RECURSE private "${PREFIX}/include/*_p.h")
    if(private)
        message(FATAL_ERROR "private headers are installed: ${private}")
    endif()
endfunction()

function(check_tool)
    run("${PREFIX}/bin/wsrpc" --version)
    if(NOT output MATCHES "^wsrpc [0-9]")
        message(FATAL_ERROR "wsrpc --version: ${output}")
    endif()
    foreach(file IN ITEMS man/man1/wsrpc.1 bash-completion/completions/wsrpc
        fish/vendor_completions.d/wsrpc.fish zsh/site-functions/_wsrpc)
        if(NOT EXISTS "${PREFIX}/share/${file}")
            message(FATAL_ERROR "${file} is not installed")
        endif()
    endforeach()
endfunction()

# check_pkgconfig(<module> <program>): builds and runs <program>.cpp
function(check_pkgconfig module name)
    file(GLOB_RECURSE package "${PREFIX}/*/${module}.pc")
    cmake_path(GET package PARENT_PATH directory)
    set(ENV{PKG_CONFIG_PATH} "${directory}:$ENV{PKG_CONFIG_PATH}")
    run("${PKGCONFIG}" --cflags --libs ${module})
    separate_arguments(options UNIX_COMMAND "${output} ${FLAGS}")
    set(program "${CONSUMER}/${name}")
    run("${COMPILER}" -std=c++20 -fPIC "${CMAKE_CURRENT_LIST_DIR}/${name}.cpp" -o "${program}" ${options})
    cmake_path(GET directory PARENT_PATH libraries)
    set(ENV{LD_LIBRARY_PATH} "${libraries}:$ENV{LD_LIBRARY_PATH}")
    run("${program}")
endfunction()

# copy_from_readme(<language> <start> <file>): the block of README.md that starts so
function(copy_from_readme language start file)
    file(READ "${CMAKE_CURRENT_LIST_DIR}/../../README.md" text)
    string(FIND "${text}" "\n```${language}\n${start}" first)
    if(first EQUAL -1)
        message(FATAL_ERROR "README.md has no block of ${language} that starts with ${start}")
    endif()
    string(LENGTH "\n```${language}\n" length)
    math(EXPR first "${first} + ${length}")
    string(SUBSTRING "${text}" ${first} -1 text)
    string(FIND "${text}" "```\n" length)
    string(SUBSTRING "${text}" 0 ${length} text)
    file(WRITE "${file}" "${text}")
endfunction()

# What README.md shows first builds as it stands there.
function(check_readme)
    set(source "${CONSUMER}/readme")
    copy_from_readme(cpp "#include <websocketrpc/client.h>" "${source}/main.cpp")
    copy_from_readme(cmake "cmake_minimum_required" "${source}/CMakeLists.txt")
    configure("${source}" "${source}/build" "-DCMAKE_PREFIX_PATH=${PREFIX}")
    run("${CMAKE_COMMAND}" --build "${source}/build")
    run("${source}/build/app")
    if(NOT output STREQUAL "hello world\n")
        message(FATAL_ERROR "the program of README.md: ${output}")
    endif()
endfunction()

if(SUPERPROJECT)
    copy_from_readme(cmake "include(FetchContent)" "${TREE}-fetchcontent.cmake")
    file(READ "${TREE}-fetchcontent.cmake" text)
    string(REGEX REPLACE "set\\(WEBSOCKETRPC_BUILD_QML [^\n]*\n" "" text "${text}")
    file(WRITE "${TREE}-fetchcontent.cmake" "${text}")
    build("${TREE}" "-DFETCHCONTENT_SOURCE_DIR_WEBSOCKETRPC=${SUPERPROJECT}"
        "-DFETCHCONTENT=${TREE}-fetchcontent.cmake"
        -DWEBSOCKETRPC_INSTALL=ON -DWEBSOCKETRPC_BUILD_TOOLS=ON -DCMAKE_UNITY_BUILD=ON)
endif()
file(REMOVE_RECURSE "${PREFIX}")
run("${CMAKE_COMMAND}" --install "${TREE}" --prefix "${PREFIX}")
check_private_headers()
check_tool()
if(SUPERPROJECT)
    set(QML OFF)
endif()
build("${CONSUMER}" "-DCMAKE_PREFIX_PATH=${PREFIX}" "-DREQUIRE_QML=${QML}")
check_readme()
if(PKGCONFIG)
    check_pkgconfig(websocketrpc pkgconfig)
    check_pkgconfig(websocketrpc-test pkgconfigtest)
endif()
