/** The agent's settings: where they come from, and what they mean. */
@NullMarked
package dev.gangway.agent.config;

import org.jspecify.annotations.NullMarked;
