// Programs: the op table, ops of one's own but for their registration (ulpforge/accuracy.h), the text form,
// the canonical form, the interpreter and the emitters of C and of LLVM IR.
#pragma once

#include "dsl/canonical.h"
#include "dsl/custom_op.h"
#include "dsl/emit_c.h"
#include "dsl/emit_ir.h"
#include "dsl/interpreter.h"
#include "dsl/op_table.h"
#include "dsl/program.h"
#include "dsl/text.h"
