/** What the application's own class loader sees of the agent: the way in, and the bridge from woven code. */
@NullMarked
package dev.gangway.agent.boot;

import org.jspecify.annotations.NullMarked;
