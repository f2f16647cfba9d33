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

# build(<tree> <cmake option>...): without a build type and as a unity build, because these compile fastest
function(build tree)
    run("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}/consumer" -B "${tree}" -G "${GENERATOR}"
        "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}"
        "-DCMAKE_CXX_FLAGS=${FLAGS}" ${ARGN})
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
    foreach(file IN ITEMS man/man1/wsrpc.1 bash-completion/completions/wsrpc)
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

if(SUPERPROJECT)
    build("${TREE}" "-DFETCHCONTENT_SOURCE_DIR_WEBSOCKETRPC=${SUPERPROJECT}"
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
if(PKGCONFIG)
    check_pkgconfig(websocketrpc pkgconfig)
    check_pkgconfig(websocketrpc-test pkgconfigtest)
endif()
