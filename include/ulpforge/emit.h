// Programs as C and as LLVM IR, and ops of one's own but for their registration (ulpforge/accuracy.h).
#pragma once

#include "emit/custom_op.h"
#include "emit/emit_c.h"
#include "emit/emit_ir.h"
