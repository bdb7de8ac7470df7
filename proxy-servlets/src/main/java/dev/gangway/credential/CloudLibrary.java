package dev.gangway.credential;

/** The clouds whose keys need a library that is not part of the core. */
public enum CloudLibrary {
    GOOGLE(
            "gangway-google",
            "com.google.auth:google-auth-library-oauth2-http",
            "com.google.auth.oauth2.GoogleCredentials"),
    AZURE("gangway-azure", "com.microsoft.azure:msal4j", "com.microsoft.aad.msal4j.ConfidentialClientApplication"),
    AWS(
            "gangway-aws",
            "software.amazon.awssdk:http-auth-aws and software.amazon.awssdk:auth",
            "software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner");

    private final String module;
    private final String artifact;
    private final String type;

    CloudLibrary(String module, String artifact, String type) {
        this.module = module;
        this.artifact = artifact;
        this.type = type;
    }

    /** Whether it can be used. */
    public boolean isThere() {
        try {
            Class<?> ignored = Class.forName(type, false, CloudLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** What to do where it is not there. */
    public String advice() {
        return "enable Jetty's module " + module + " (java -jar $JETTY_HOME/start.jar --add-modules=" + module
                + "), or elsewhere add " + artifact + " to the class path";
    }
}
