// The one translation unit that holds Catch2's main. A failure tells the seed that its test case drew,
// however many assertions held before, and what an exception of Xapian's says.
#define CATCH_CONFIG_MAIN
#include "tests/support/seed.hpp"

#include <iostream>

#include <catch2/catch.hpp>
#include <xapian.h>

CATCH_TRANSLATE_EXCEPTION(const Xapian::Error& error) {
  return error.get_description();
}

namespace {

class SeedTeller : public Catch::TestEventListenerBase {
 public:
  using TestEventListenerBase::TestEventListenerBase;

  void testCaseStarting(const Catch::TestCaseInfo& info) override {
    TestEventListenerBase::testCaseStarting(info);
    dateline::tests::forget_seed();
  }
  bool assertionEnded(const Catch::AssertionStats& stats) override {
    const auto seed = dateline::tests::last_seed();
    if (!stats.assertionResult.isOk() && seed) std::cout << "DATELINE_SEED=" << *seed << std::endl;
    return TestEventListenerBase::assertionEnded(stats);
  }
};

}  // namespace

CATCH_REGISTER_LISTENER(SeedTeller)
