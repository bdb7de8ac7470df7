/** A read-only tap on response bytes: scanners that are fed slices of any size and keep a bounded state. */
@NullMarked
package dev.gangway.stream;

import org.jspecify.annotations.NullMarked;
