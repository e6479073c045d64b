// Functions of shared libraries and of C sources.
#pragma once

#include "native/compiled_source.h"
#include "native/library_function.h"
