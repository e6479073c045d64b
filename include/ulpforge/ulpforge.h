// All of the library, one header per folder (docs/library.md).
#pragma once

#include "ulpforge/accuracy.h"
#include "ulpforge/classical.h"
#include "ulpforge/cost.h"
#include "ulpforge/dsl.h"
#include "ulpforge/emit.h"
#include "ulpforge/engine.h"
#include "ulpforge/fitting.h"
#include "ulpforge/hashing.h"
#include "ulpforge/jit.h"
#include "ulpforge/kernels.h"
#include "ulpforge/native.h"
#include "ulpforge/report.h"
#include "ulpforge/targets.h"
#include "ulpforge/timing.h"
