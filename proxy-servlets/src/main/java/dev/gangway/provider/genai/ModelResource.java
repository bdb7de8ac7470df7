package dev.gangway.provider.genai;

import org.jspecify.annotations.Nullable;

/** The {@code projects/{project}/locations/{location}} that a Vertex resource name holds. */
record ModelResource(String project, String location) {

    /** Reads a body's {@code model}; null where it is no Vertex resource name. */
    static @Nullable ModelResource of(@Nullable String model) {
        String[] segments = model == null ? new String[0] : model.split("/", -1);
        for (int i = 0; i + 3 < segments.length; i++) {
            boolean resource = segments[i].equals("projects") && segments[i + 2].equals("locations");
            if (resource && !segments[i + 1].isEmpty() && !segments[i + 3].isEmpty()) {
                return new ModelResource(segments[i + 1], segments[i + 3]);
            }
        }
        return null;
    }
}
