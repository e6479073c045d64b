# cmake -DNPM=PATH -P install_packages.cmake: the packages of ./package-lock.json into ./node_modules. Nothing
# of theirs runs while they are installed.
execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --prefer-offline
                RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "npm cannot install the packages of the report; with no network, configure with "
                      "-DULPFORGE_REPORT=OFF to build without `ulpforge report`. npm says:\n${text}")
endif()
