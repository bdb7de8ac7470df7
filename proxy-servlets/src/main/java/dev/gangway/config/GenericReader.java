package dev.gangway.config;

import dev.gangway.config.KnownProviders.Known;
import dev.gangway.credential.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings that only generic routes have. */
final class GenericReader {

    static final List<String> SETTINGS = List.of("api", "forward-headers", "include-subpath");
    private static final URI NOWHERE = URI.create("http://localhost");

    private final Block block;
    private final @Nullable Known known;

    GenericReader(Block block, ProviderName name) {
        this.block = block;
        this.known = name.known();
    }

    GenericConfig read() {
        URI whole = target();
        String query = whole.getRawQuery();
        String text = whole.toString();
        String api = block.read("api", word -> Choice.of(KnownProviders.apis(), word));
        return new GenericConfig(
                known == null ? "generic" : known.name(),
                known != null,
                query == null ? whole : URI.create(text.substring(0, text.indexOf('?'))),
                Secret.of(query == null ? "" : query),
                api == null && known != null ? known.api() : api,
                block.read("forward-headers", Choice::bool, known != null),
                block.read("include-subpath", Choice::bool, true));
    }

    /** Where it is missing there is a problem, and nobody sees the stand-in. */
    private URI target() {
        URI target = known == null
                ? block.require("target", Urls::parseWithQuery, "is required: the URL that calls go to")
                : block.read("target", Urls::parseWithQuery, known.target());
        return target == null ? NOWHERE : target;
    }
}
