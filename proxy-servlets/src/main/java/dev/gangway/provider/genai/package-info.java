/** Gemini and Vertex behind one route. */
@NullMarked
package dev.gangway.provider.genai;

import org.jspecify.annotations.NullMarked;
