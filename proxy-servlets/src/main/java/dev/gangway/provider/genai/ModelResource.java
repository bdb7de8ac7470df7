package dev.gangway.provider.genai;

import org.jspecify.annotations.Nullable;

/** The {@code projects/{project}/locations/{location}} that a Vertex resource name starts with. */
record ModelResource(String project, String location) {

    /** Reads a body's {@code model}; null where it is no Vertex resource name. */
    static @Nullable ModelResource of(@Nullable String model) {
        if (model == null) {
            return null;
        }
        String name = model.startsWith("/") ? model.substring(1) : model;
        String[] segments = name.split("/", 5);
        boolean resource = segments.length > 3
                && segments[0].equals("projects")
                && segments[2].equals("locations")
                && !segments[1].isEmpty()
                && !segments[3].isEmpty();
        return resource ? new ModelResource(segments[1], segments[3]) : null;
    }
}
