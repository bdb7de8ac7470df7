package dev.gangway.provider;

/** A header to send. It may carry a credential, so only its name is ever printed. */
public record Header(String name, String value) {
    @Override
    public String toString() {
        return name + ": ****";
    }
}
