// Errors of programs: densely, by proof and against a contract; and RegisterOp.
#pragma once

#include "accuracy/contract/contract.h"
#include "accuracy/dense/dense_check.h"
#include "accuracy/dense/double_check.h"
#include "accuracy/exhaustive/contract_check.h"
#include "accuracy/exhaustive/exhaustive_check.h"
#include "accuracy/proof/certified_bound.h"
#include "accuracy/proof/register_op.h"
