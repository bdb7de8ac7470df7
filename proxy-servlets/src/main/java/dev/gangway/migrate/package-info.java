/** Other gateways' configuration files to ours. */
@NullMarked
package dev.gangway.migrate;

import org.jspecify.annotations.NullMarked;
