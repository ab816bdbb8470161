// The least and greatest value of each slot, which Xapian keeps beside the values.
#pragma once

#include <xapian.h>

namespace dateline {

/// Makes the bounds of every slot those of the values that are there. Xapian never narrows them: after the
/// article with the first author's name in the alphabet is gone, his name stays in the table, also through
/// `compact`. Slots whose bounds hold are not written. Throws Xapian's exceptions.
void narrow_value_bounds(Xapian::WritableDatabase& db);

}  // namespace dateline
