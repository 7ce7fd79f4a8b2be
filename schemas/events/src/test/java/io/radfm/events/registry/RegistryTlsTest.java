// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;

import io.radfm.events.Question;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A registry behind TLS, with certificates that the JDK's keytool makes.
class RegistryTlsTest {
    private static final String PASSWORD = "changeit";
    private static Path servers;
    private static Path clients;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        servers = keyPair(folder, "server", "san=ip:127.0.0.1");
        clients = keyPair(folder, "client", "san=dns:ingest");
    }

    @Test
    void aServerWhoseCertificateIsInTheTrustStoreIsTrusted() throws Exception {
        try (var server = registry(false)) {
            assertEquals(7, register(server, Map.of("truststore", servers)));
        }
    }

    @Test
    void aServerThatIsNotTrustedIsToldNothing() throws Exception {
        try (var server = registry(false)) {
            assertThrows(RegistryUnavailable.class, () -> register(server, Map.of()));
            assertThrows(
                    RegistryUnavailable.class,
                    () -> register(server, Map.of("truststore", clients)));
            assertTrue(server.calls().isEmpty());
        }
    }

    @Test
    void aServerThatAsksForACertificateGetsOurs() throws Exception {
        try (var server = registry(true)) {
            assertThrows(
                    RegistryUnavailable.class,
                    () -> register(server, Map.of("truststore", servers)));
            assertTrue(server.calls().isEmpty());
            var both = Map.of("truststore", servers, "keystore", clients);
            assertEquals(7, register(server, both));
        }
    }

    @Test
    void aStoreThatCannotBeOpenedIsRefusedWithoutItsPassword() throws Exception {
        try (var server = registry(false)) {
            var settings = settings(server, Map.of("truststore", servers));
            settings.put("schema.registry.ssl.truststore.password", "not-the-password");
            var refused =
                    assertThrows(
                            ConfigException.class,
                            () -> new SchemaRegistry(RegistryConfig.of(settings)));
            assertFalse(refused.getMessage().contains("not-the-password"));
        }
    }

    private static int register(ScriptedRegistry server, Map<String, Path> stores) {
        return new SchemaRegistry(RegistryConfig.of(settings(server, stores)))
                .register("questions-value", Question.getClassSchema());
    }

    private static Map<String, String> settings(ScriptedRegistry server, Map<String, Path> stores) {
        var settings = new HashMap<>(server.settings());
        stores.forEach(
                (kind, file) -> {
                    settings.put("schema.registry.ssl." + kind + ".location", file.toString());
                    settings.put("schema.registry.ssl." + kind + ".password", PASSWORD);
                });
        return settings;
    }

    private static ScriptedRegistry registry(boolean mutual) throws IOException {
        var context = Tls.context(stores(Optional.of(clients), Optional.of(servers)));
        var configurator =
                new HttpsConfigurator(context) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        var wanted = getSSLContext().getDefaultSSLParameters();
                        wanted.setNeedClientAuth(mutual);
                        parameters.setSSLParameters(wanted);
                    }
                };
        return new ScriptedRegistry(configurator).answers(200, "{\"id\":7}");
    }

    private static RegistryConfig.TrustAndKey stores(Optional<Path> trust, Optional<Path> keys) {
        var password = Optional.of(new Password(PASSWORD));
        return new RegistryConfig.TrustAndKey(
                trust.map(Path::toString), password, keys.map(Path::toString), password);
    }

    /// A key store with a key and its own certificate, which serves as a trust store as well.
    private static Path keyPair(Path folder, String name, String extension) throws Exception {
        var store = folder.resolve(name + ".p12");
        var certificate = folder.resolve(name + ".pem");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-file",
                certificate.toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                name + "-trusted",
                "-file",
                certificate.toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        return store;
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        var said = Files.createTempFile("keytool", ".log");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertEquals(0, process.waitFor(), Files.readString(said));
    }
}
