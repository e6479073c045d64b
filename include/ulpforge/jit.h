// Compiled programs, and cost models, one's own included.
#pragma once

#include "jit/compiler.h"
#include "jit/cost_model.h"
#include "jit/machine.h"
#include "jit/static_cycles.h"
