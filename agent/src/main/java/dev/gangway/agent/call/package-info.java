/** What woven code tells of one exchange, put together to its record. Knows Jetty by names alone. */
@NullMarked
package dev.gangway.agent.call;

import org.jspecify.annotations.NullMarked;
