// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.registry;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// TLS for the registry client, from key stores on disk.
final class Tls {
    private Tls() {}

    static SSLContext context(RegistryConfig.TrustAndKey config) {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store(config.truststore(), config.truststorePassword()));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(
                    store(config.keystore(), config.keystorePassword()),
                    secret(config.keystorePassword()));
            var context = SSLContext.getInstance("TLS");
            context.init(
                    config.keystore().isPresent() ? keys.getKeyManagers() : null,
                    config.truststore().isPresent() ? trust.getTrustManagers() : null,
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException(
                    "the schema registry's TLS stores cannot be used: " + e.getMessage());
        }
    }

    private static KeyStore store(Optional<String> file, Optional<Password> password)
            throws GeneralSecurityException, IOException {
        return file.isPresent()
                ? KeyStore.getInstance(new File(file.get()), secret(password))
                : null;
    }

    private static char[] secret(Optional<Password> password) {
        return password.map(p -> p.value().toCharArray()).orElse(null);
    }
}
