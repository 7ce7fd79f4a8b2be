// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The most recently used values, together no heavier than `limit`; the latest is kept whatever it
/// weighs. Any thread may call.
final class Recent<K, V> {
    private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private final long limit;
    private final ToLongFunction<V> weight;
    private long total;

    Recent(long limit, ToLongFunction<V> weight) {
        this.limit = limit;
        this.weight = weight;
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    synchronized V put(K key, V value) {
        var before = values.put(key, value);
        total += weight.applyAsLong(value) - (before == null ? 0 : weight.applyAsLong(before));
        while (total > limit && values.size() > 1) {
            total -= weight.applyAsLong(values.pollFirstEntry().getValue());
        }
        return value;
    }
}
