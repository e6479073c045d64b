// Searches: the configuration, a whole search in one call, runs, and mutations of one's own.
#pragma once

#include "engine/run/report.h"
#include "engine/run/run.h"
#include "engine/run/search_to_end.h"
#include "engine/schema/config.h"
#include "engine/variation/mutation.h"
