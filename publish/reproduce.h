// Command lines that find the programs of a run again.
#pragma once

#include <string>
#include <string_view>

#include "engine/schema/run.pb.h"

namespace ulpforge {

// The search: a budget in candidates reproduces a run exactly, whatever it was started with. It writes to the
// directory that a search takes by default.
std::string SearchCommand(const FrontReport& report);

// What `ulpforge emit --type` makes of programs of such a search: "double" over the reals, "float" for
// float32, else the name of the format.
std::string EmitType(const SearchConfig& config);

// The code of an entry, from that directory.
std::string EmitCommand(const FrontReport& report, const FrontEntry& entry, std::string_view name,
                        std::string_view type);

}  // namespace ulpforge
