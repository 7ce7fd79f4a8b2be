// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import io.radfm.events.registry.RegistryUnavailable;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Utils;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

/// What serializers of somebody else's have in common: they are made by name, and their exceptions
/// must say what ours do, since a record is put away for the one and kept for the other.
final class Foreign {
    /// Confluent's client appends its error code, of five digits that begin with the HTTP status;
    /// 5xx is the server's trouble and may pass.
    private static final Pattern SERVER_TROUBLE = Pattern.compile("error code: 5[0-9]{2,4}\\b");

    private static final int DEEPEST = 16;

    private Foreign() {}

    static <S> S made(Map<String, ?> settings, String key, Class<S> type) {
        var name = settings.get(key).toString();
        try {
            return Utils.newInstance(name, type);
        } catch (ClassNotFoundException e) {
            throw new ConfigException(key, name, "is not on the class path (profile confluent?)");
        } catch (KafkaException | ClassCastException e) {
            throw new ConfigException(key, name, "is no usable " + type.getSimpleName());
        }
    }

    /// The registry that is away is told apart from the record that is bad.
    static RuntimeException told(RuntimeException thrown) {
        if (thrown instanceof RetriableException) {
            return thrown;
        }
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (isOutOfReach(cause)) {
                return new RegistryUnavailable("the schema registry does not answer", thrown);
            }
            cause = cause.getCause();
        }
        return thrown instanceof SerializationException
                ? thrown
                : new SerializationException("a record that cannot be read or written", thrown);
    }

    private static boolean isOutOfReach(Throwable cause) {
        return cause instanceof SocketException
                || cause instanceof SocketTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof HttpTimeoutException
                || cause instanceof SSLException
                || cause.getMessage() != null && SERVER_TROUBLE.matcher(cause.getMessage()).find();
    }
}
