# What `cmake --install` puts where: the program, the libraries with their headers, and the package files for
# find_package(ulpforge).
include(CMakePackageConfigHelpers)

# The folders that others may build on, and the messages of those; peers and tools are for the program alone.
set(ULPFORGE_PUBLIC_FOLDERS dsl hashing targets accuracy kernels fitting classical jit native timing engine report)
set(ULPFORGE_PUBLIC_MESSAGES accuracy/exhaustive engine/run report/report)

# ulpforge_install(): everything. REQUIRES: the targets exist.
function(ulpforge_install)
  set(headers ${CMAKE_INSTALL_INCLUDEDIR}/ulpforge)
  set(package ${CMAKE_INSTALL_LIBDIR}/cmake/ulpforge)

  add_library(ulpforge_all INTERFACE)
  set_target_properties(ulpforge_all PROPERTIES EXPORT_NAME ulpforge)
  set(libraries ulpforge_flags ulpforge_all)
  foreach(folder base ${ULPFORGE_PUBLIC_FOLDERS})
    install(DIRECTORY ${folder} DESTINATION ${headers} FILES_MATCHING PATTERN "*.h"
      PATTERN web EXCLUDE PATTERN templates EXCLUDE)
  endforeach()
  foreach(folder ${ULPFORGE_PUBLIC_FOLDERS})
    set_target_properties(ulpforge_${folder} PROPERTIES EXPORT_NAME ${folder})
    target_link_libraries(ulpforge_all INTERFACE ulpforge_${folder})
    list(APPEND libraries ulpforge_${folder})
  endforeach()
  foreach(message ${ULPFORGE_PUBLIC_MESSAGES})
    get_filename_component(folder ${message} DIRECTORY)
    get_filename_component(name ${message} NAME)
    install(FILES ${CMAKE_BINARY_DIR}/${message}.pb.h DESTINATION ${headers}/${folder})
    set_target_properties(ulpforge_${name}_proto PROPERTIES EXPORT_NAME ${name}_proto)
    list(APPEND libraries ulpforge_${name}_proto)
  endforeach()
  set_target_properties(ulpforge_flags PROPERTIES EXPORT_NAME flags)
  install(DIRECTORY include/ulpforge DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(TARGETS ${libraries} EXPORT ulpforgeTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})

  # The program loads the libraries of peers from beside the others.
  file(RELATIVE_PATH to_libraries ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR}/ulpforge)
  set_target_properties(ulpforge PROPERTIES INSTALL_RPATH "$ORIGIN/${to_libraries}")
  install(TARGETS ulpforge RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  get_property(adapters GLOBAL PROPERTY ulpforge_peer_adapters)
  if(adapters)
    install(TARGETS ${adapters} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/ulpforge)
  endif()

  configure_package_config_file(${CMAKE_SOURCE_DIR}/cmake/ulpforgeConfig.cmake.in
    ${CMAKE_BINARY_DIR}/ulpforgeConfig.cmake INSTALL_DESTINATION ${package})
  write_basic_package_version_file(${CMAKE_BINARY_DIR}/ulpforgeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${CMAKE_BINARY_DIR}/ulpforgeConfig.cmake ${CMAKE_BINARY_DIR}/ulpforgeConfigVersion.cmake
    ${CMAKE_SOURCE_DIR}/cmake/ulpforgeDependencies.cmake DESTINATION ${package})
  install(EXPORT ulpforgeTargets NAMESPACE ulpforge:: DESTINATION ${package})
endfunction()
