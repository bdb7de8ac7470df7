/** How the agent is looked at and talked to while it runs. */
@NullMarked
package dev.gangway.agent.control;

import org.jspecify.annotations.NullMarked;
