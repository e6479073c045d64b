// All of the library, one header per folder (docs/library.md).
#pragma once

#include "ulpforge/accuracy.h"
#include "ulpforge/cost.h"
#include "ulpforge/dsl.h"
#include "ulpforge/emit.h"
#include "ulpforge/engine.h"
#include "ulpforge/publish.h"
#include "ulpforge/report.h"
#include "ulpforge/targets.h"
