// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.ModelFailure;
import io.radfm.model.checkpoint.Tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;

/// Engines of one GPU: from the cache, else built and kept there.
final class Engines {
    private static final System.Logger LOG = System.getLogger(Engines.class.getName());

    private final Messages messages;
    private final CudaMemory memory;
    private final EngineCache cache;

    Engines(Messages messages, CudaMemory memory, EngineCache cache) {
        this.messages = messages;
        this.memory = memory;
        this.cache = cache;
    }

    /// @param key names the model, of this graph and these profiles
    LoadedEngine open(EngineKey key, Map<String, Tensor> weights) throws IOException {
        try (var arena = Arena.ofShared()) {
            var kept = cache.get(key, arena);
            if (kept.isPresent()) {
                return new LoadedEngine(messages, memory, kept.get(), key.profiles());
            }
        } catch (ModelFailure e) {
            LOG.log(System.Logger.Level.WARNING, "an engine is made again: " + e.getMessage());
            cache.remove(key);
        }
        LOG.log(System.Logger.Level.INFO, "building " + key.fileName() + ": this takes minutes");
        build(key, weights);
        try (var arena = Arena.ofShared()) {
            var plan =
                    cache.get(key, arena)
                            .orElseThrow(
                                    () -> new ModelFailure("an engine is lost: " + key.fileName()));
            return new LoadedEngine(messages, memory, plan, key.profiles());
        }
    }

    private void build(EngineKey key, Map<String, Tensor> weights) throws IOException {
        List<Profile> profiles = key.profiles();
        cache.put(
                key,
                sink ->
                        new EngineBuilder(messages, memory)
                                .build(key.graph(), weights, profiles, sink));
    }
}
