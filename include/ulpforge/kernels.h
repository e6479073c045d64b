// Kernel templates.
#pragma once

#include "kernels/built_in_templates.h"
#include "kernels/kernel_template.h"
