// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.registry;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the registry is reached and used. The keys are those of Confluent's serializers, so that one
/// configuration serves both.
public record RegistryConfig(
        List<URI> urls,
        Optional<Password> userInfo,
        Optional<TrustAndKey> tls,
        boolean autoRegister,
        Duration patience) {

    /// Where the trusted certificates and, for mutual TLS, the client's key are.
    public record TrustAndKey(
            Optional<String> truststore,
            Optional<Password> truststorePassword,
            Optional<String> keystore,
            Optional<Password> keystorePassword) {}

    public static final String URL = "schema.registry.url";
    public static final String AUTO_REGISTER = "auto.register.schemas";
    private static final String USER_INFO = "basic.auth.user.info";
    private static final String TRUSTSTORE = "schema.registry.ssl.truststore.location";
    private static final String TRUSTSTORE_PASSWORD = "schema.registry.ssl.truststore.password";
    private static final String KEYSTORE = "schema.registry.ssl.keystore.location";
    private static final String KEYSTORE_PASSWORD = "schema.registry.ssl.keystore.password";
    private static final String PATIENCE = "schema.registry.patience.ms";
    public static final String SERIALIZER = "avro.serializer.class";
    public static final String DESERIALIZER = "avro.deserializer.class";

    public static final ConfigDef KEYS =
            new ConfigDef()
                    .define(
                            URL,
                            Type.LIST,
                            "http://127.0.0.1:8085/apis/ccompat/v7",
                            Importance.HIGH,
                            "Base address of the schema registry; several, separated by commas, are"
                                    + " tried in turn.")
                    .define(
                            AUTO_REGISTER,
                            Type.BOOLEAN,
                            true,
                            Importance.MEDIUM,
                            "Whether a schema that is written for the first time is registered;"
                                    + " false where only a deployment pipeline may register.")
                    .define(
                            USER_INFO,
                            Type.PASSWORD,
                            null,
                            Importance.MEDIUM,
                            "user:password for basic authentication.")
                    .define(
                            TRUSTSTORE,
                            Type.STRING,
                            null,
                            Importance.LOW,
                            "Trusted certificates (PKCS12 or JKS) for https.")
                    .define(
                            TRUSTSTORE_PASSWORD,
                            Type.PASSWORD,
                            null,
                            Importance.LOW,
                            "Password of the trust store.")
                    .define(
                            KEYSTORE,
                            Type.STRING,
                            null,
                            Importance.LOW,
                            "Client key (PKCS12 or JKS) for mutual TLS.")
                    .define(
                            KEYSTORE_PASSWORD,
                            Type.PASSWORD,
                            null,
                            Importance.LOW,
                            "Password of the key store.")
                    .define(
                            PATIENCE,
                            Type.LONG,
                            60_000L,
                            ConfigDef.Range.atLeast(0),
                            Importance.LOW,
                            "How long calls to a registry that does not answer are repeated before"
                                    + " giving up, ms.")
                    .define(
                            SERIALIZER,
                            Type.STRING,
                            null,
                            Importance.LOW,
                            "Class that writes values in place of ours, such as"
                                    + " io.confluent.kafka.serializers.KafkaAvroSerializer; it is"
                                    + " given all settings of the client.")
                    .define(
                            DESERIALIZER,
                            Type.STRING,
                            null,
                            Importance.LOW,
                            "Class that reads values in place of ours, such as"
                                    + " io.confluent.kafka.serializers.KafkaAvroDeserializer.");

    public static RegistryConfig of(Map<String, ?> settings) {
        var config = new AbstractConfig(KEYS, settings, false);
        var tls =
                new TrustAndKey(
                        string(config, TRUSTSTORE),
                        password(config, TRUSTSTORE_PASSWORD),
                        string(config, KEYSTORE),
                        password(config, KEYSTORE_PASSWORD));
        return new RegistryConfig(
                config.getList(URL).stream().map(RegistryConfig::base).toList(),
                password(config, USER_INFO),
                tls.truststore().isPresent() || tls.keystore().isPresent()
                        ? Optional.of(tls)
                        : Optional.empty(),
                config.getBoolean(AUTO_REGISTER),
                Duration.ofMillis(config.getLong(PATIENCE)));
    }

    private static URI base(String url) {
        return URI.create(url.strip().replaceAll("/+$", ""));
    }

    private static Optional<String> string(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key));
    }

    private static Optional<Password> password(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getPassword(key));
    }
}
