/** A bounded look into a request body, replayed unchanged. */
@NullMarked
package dev.gangway.peek;

import org.jspecify.annotations.NullMarked;
