// Compiled programs.
#pragma once

#include "jit/compile/compiler.h"
#include "jit/cycles/machine.h"
#include "jit/cycles/static_cycles.h"
