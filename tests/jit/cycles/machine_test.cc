#include "jit/cycles/machine.h"

#include <algorithm>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Machine FindOrDie(const MachineName& name) {
  const absl::StatusOr<Machine> machine = FindMachine(name);
  EXPECT_TRUE(machine.ok()) << machine.status();
  return *machine;
}

std::string ErrorOf(const MachineName& name) {
  const absl::StatusOr<Machine> machine = FindMachine(name);
  EXPECT_EQ(machine.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(machine.status().message());
}

TEST(MachineTest, CpuNamesImplyTripleAndVectors) {
  struct Row {
    std::string cpu, triple;
    int floats, doubles;
  };
  const Row rows[] = {
      {"znver3", "x86_64-unknown-linux-gnu", 8, 4},
      {"skylake", "x86_64-unknown-linux-gnu", 8, 4},
      {"x86-64", "x86_64-unknown-linux-gnu", 4, 2},
      {"x86-64-v3", "x86_64-unknown-linux-gnu", 8, 4},
      {"skylake-avx512", "x86_64-unknown-linux-gnu", 8, 4},  // LLVM prefers 256 bits there
      {"znver4", "x86_64-unknown-linux-gnu", 16, 8},
      {"apple-m1", "arm64-apple-macosx", 4, 2},
      {"neoverse-v1", "aarch64-unknown-linux-gnu", 4, 2},
      {"cortex-a53", "aarch64-unknown-linux-gnu", 4, 2},
      {"z15", "s390x-unknown-linux-gnu", 4, 2},
  };
  for (const Row& row : rows) {
    const Machine machine = FindOrDie({.cpu = row.cpu});
    EXPECT_EQ(machine.cpu, row.cpu);
    EXPECT_EQ(machine.triple, row.triple) << row.cpu;
    EXPECT_EQ(machine.Lanes<float>(), row.floats) << row.cpu;
    EXPECT_EQ(machine.Lanes<double>(), row.doubles) << row.cpu;
    EXPECT_THAT(machine.same_model, Contains(row.cpu));
  }
}

TEST(MachineTest, ThisMachineIsKnown) {
  const Machine machine = FindOrDie({});
  EXPECT_NE(machine.cpu, "native");
  EXPECT_EQ(machine, FindOrDie({.cpu = "native"}));
}

TEST(MachineTest, FeaturesChangeTheVectors) {
  EXPECT_EQ(FindOrDie({.cpu = "znver4", .features = "+prefer-256-bit"}).Lanes<float>(), 8);
  EXPECT_EQ(FindOrDie({.cpu = "skylake", .features = "-avx2,-avx"}).Lanes<float>(), 4);
}

TEST(MachineTest, LentModelsAreNamed) {
  EXPECT_THAT(FindOrDie({.cpu = "x86-64-v3"}).same_model, Contains("haswell"));
  EXPECT_THAT(FindOrDie({.cpu = "x86-64-v4"}).same_model, Contains("skylake-avx512"));
  EXPECT_THAT(FindOrDie({.cpu = "apple-m1"}).same_model, Contains("apple-a7"));
  EXPECT_THAT(
      Describe(FindOrDie({.cpu = "znver5"})),
      AllOf(StartsWith("znver5, x86_64"), HasSubstr("512-bit vectors"), HasSubstr("shared with znver4")));
  EXPECT_THAT(Describe(FindOrDie({.cpu = "znver3"})), ::testing::Not(HasSubstr("shared")));
}

TEST(MachineTest, UnknownNamesAreRefused) {
  EXPECT_THAT(ErrorOf({.cpu = "zvner3"}), AllOf(HasSubstr("zvner3"), HasSubstr("did you mean znver3?")));
  EXPECT_THAT(ErrorOf({.cpu = "neoverse_v1"}), HasSubstr("did you mean neoverse-v1?"));
  EXPECT_THAT(ErrorOf({.cpu = "apple-m1", .triple = "x86_64-unknown-linux-gnu"}), HasSubstr("on x86_64"));
  EXPECT_THAT(ErrorOf({.cpu = ""}), HasSubstr("cpu ''"));
  for (const std::string triple : {"vax-dec-vms", "powerpc64le-unknown-linux-gnu", ","}) {
    EXPECT_THAT(ErrorOf({.cpu = "znver3", .triple = triple}), HasSubstr("triple '" + triple + "'"));
  }
  EXPECT_THAT(ErrorOf({.cpu = "skylake", .features = "+warp-drive"}), HasSubstr("warp-drive"));
}

// Each of these made LLVM end the process.
TEST(MachineTest, FeaturesThatLlvmDoesNotSurviveAreRefused) {
  for (const std::string feature : {"-64bit", "-sse2", "+avx512f", "avx512f"}) {
    EXPECT_THAT(ErrorOf({.cpu = "skylake", .features = "-fma," + feature}), HasSubstr(feature));
  }
  EXPECT_THAT(ErrorOf({.cpu = "neoverse-v1", .features = "-neon"}), HasSubstr("only those of x86-64"));
}

TEST(MachineTest, CpusWithoutModelAreRefused) {
  EXPECT_THAT(ErrorOf({.cpu = "i386"}), HasSubstr("no model of its timing"));
  EXPECT_THAT(ErrorOf({.cpu = "yonah"}), HasSubstr("no 64-bit mode"));
}

TEST(MachineTest, AnExplicitTripleDecides) {
  EXPECT_EQ(FindOrDie({.cpu = "generic", .triple = "aarch64-unknown-linux-gnu"}).Lanes<float>(), 4);
  EXPECT_EQ(FindOrDie({.cpu = "skylake", .triple = "x86_64-pc-windows-msvc"}).triple,
            "x86_64-pc-windows-msvc");
}

TEST(MachineTest, EveryKnownCpuIsFound) {
  const std::vector<std::string> cpus = KnownCpus();
  EXPECT_TRUE(std::is_sorted(cpus.begin(), cpus.end()));
  EXPECT_THAT(cpus, AllOf(Contains("znver3"), Contains("apple-m1"), Contains("neoverse-v1")));
  for (const std::string& cpu : cpus) {
    const absl::StatusOr<Machine> machine = FindMachine({.cpu = cpu});
    EXPECT_TRUE(machine.ok()) << machine.status();
  }
}

}  // namespace
}  // namespace ulpforge
