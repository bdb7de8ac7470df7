/** The immutable longest-prefix route table. */
@NullMarked
package dev.gangway.route;

import org.jspecify.annotations.NullMarked;
