// A run as one page.
#pragma once

#include "report/page.h"
#include "report/report_model.h"
#include "report/run_record.h"
