@NullMarked
package dev.gangway.agent;

import org.jspecify.annotations.NullMarked;
