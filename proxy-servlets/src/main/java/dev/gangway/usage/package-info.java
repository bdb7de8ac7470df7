/** Token counts, prices, cost: what an answer says of its usage, and where it says it. */
@NullMarked
package dev.gangway.usage;

import org.jspecify.annotations.NullMarked;
