/** Metrics of exchanges, by Micrometer. */
@NullMarked
package dev.gangway.observe.metrics;

import org.jspecify.annotations.NullMarked;
