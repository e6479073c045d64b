// Programs: the op table, the builder, the text form and the interpreter.
#pragma once

#include "dsl/interpreter.h"
#include "dsl/op_table.h"
#include "dsl/program.h"
#include "dsl/program_builder.h"
#include "dsl/text.h"
