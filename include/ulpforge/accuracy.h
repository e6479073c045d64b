// Errors of programs: densely, by proof and against a contract; and RegisterOp.
#pragma once

#include "accuracy/certified_bound.h"
#include "accuracy/contract.h"
#include "accuracy/contract_check.h"
#include "accuracy/dense_check.h"
#include "accuracy/exhaustive_check.h"
#include "accuracy/register_op.h"
#include "accuracy/ulp.h"
