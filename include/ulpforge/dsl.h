// Programs: the op table, the text form, the canonical form and the interpreter.
#pragma once

#include "dsl/canonical.h"
#include "dsl/interpreter.h"
#include "dsl/op_table.h"
#include "dsl/program.h"
#include "dsl/text.h"
