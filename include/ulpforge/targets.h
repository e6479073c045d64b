// Functions to approximate: the target table, targets of one's own, expressions; problems.
#pragma once

#include "targets/correct_rounding.h"
#include "targets/function_target.h"
#include "targets/problem.h"
#include "targets/register_target.h"
#include "targets/target_table.h"
