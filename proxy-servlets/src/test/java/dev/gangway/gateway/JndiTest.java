package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** JNDI where there is none; {@code WarIT} has containers that hold entries. */
class JndiTest {

    @Test
    void findsNothingOutsideAContainer() {
        assertNull(Jndi.find("gangway/config"));
    }

    @Test
    void refusesSchemesItselfToo() {
        assertThrows(IllegalArgumentException.class, () -> Jndi.find("ldap://127.0.0.1:1/x"));
    }
}
