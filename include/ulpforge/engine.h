// Searches: the configuration, runs that go on and their reports, mutations of one's own. A whole search in
// one call is SearchToEnd (ulpforge/publish.h).
#pragma once

#include "engine/run/report.h"
#include "engine/run/run.h"
#include "engine/schema/config.h"
#include "engine/variation/mutation.h"
