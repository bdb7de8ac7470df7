/** Attributes on spans of OpenTelemetry. */
@NullMarked
package dev.gangway.observe.otel;

import org.jspecify.annotations.NullMarked;
