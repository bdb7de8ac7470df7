/** Looks into requests: a bounded peek, replayed unchanged, and a tap on what passes. */
@NullMarked
package dev.gangway.peek;

import org.jspecify.annotations.NullMarked;
