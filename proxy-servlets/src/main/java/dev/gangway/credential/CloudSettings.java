package dev.gangway.credential;

import java.nio.file.Path;
import java.util.List;

/** What a key of a cloud is made of. Two that are equal share their tokens. */
public sealed interface CloudSettings permits AwsSettings, EntraSettings, GoogleSettings {

    /** Files that hold a secret. */
    List<Path> secretFiles();
}
