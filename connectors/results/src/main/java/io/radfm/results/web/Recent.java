// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The most recently used values, at most `limit`. Any thread may call.
final class Recent<K, V> {
    private final Map<K, V> values;

    Recent(int limit) {
        this.values =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                        return size() > limit;
                    }
                };
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    synchronized V put(K key, V value) {
        values.put(key, value);
        return value;
    }
}
