// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

import org.apache.kafka.common.config.ConfigException;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// `CT=15000,MR=15000`: milliseconds by modality.
final class QuietTimes {
    private static final Pattern ONE = Pattern.compile("\\s*([A-Z0-9_]{1,16})=(\\d{1,7})\\s*");

    private QuietTimes() {}

    static Map<String, Duration> parse(String text) {
        var times = new TreeMap<String, Duration>();
        for (var part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            var one = ONE.matcher(part);
            if (!one.matches()) {
                throw new IllegalArgumentException(
                        "expected MODALITY=milliseconds, several separated by commas");
            }
            times.put(one.group(1), Duration.ofMillis(Long.parseLong(one.group(2))));
        }
        return times;
    }

    static void check(String key, Object value) {
        try {
            parse((String) value);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, e.getMessage());
        }
    }
}
