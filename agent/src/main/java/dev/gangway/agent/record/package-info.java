/** Where records go. */
@NullMarked
package dev.gangway.agent.record;

import org.jspecify.annotations.NullMarked;
