// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import io.radfm.model.Compute;
import io.radfm.model.Compute.Engine;
import io.radfm.model.EngineOptions;
import io.radfm.model.ModelFailure;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// The backends on the class path, and the choice among them.
public final class Backends {
    private static final System.Logger LOG = System.getLogger(Backends.class.getName());

    private final List<Backend> all;

    Backends(List<Backend> others) {
        all = new ArrayList<>(others);
        all.add(new CpuBackend());
    }

    public static Backends installed() {
        return new Backends(
                ServiceLoader.load(Backend.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /// The backend that these options ask for. A style of the CPU's other than the fast one is
    /// computed on the CPU.
    ///
    /// @throws ModelFailure when the one that is asked for by name cannot compute here
    public Backend choose(EngineOptions options) {
        var compute = options.compute();
        if (compute.engine() != Engine.AUTO) {
            return named(compute);
        }
        if (options.style() == DecoderStyle.GROUPED) {
            for (var backend : all) {
                if (backend.engine() == Engine.TENSORRT) {
                    var reason = backend.unavailable(compute.device());
                    if (reason.isEmpty()) {
                        return backend;
                    }
                    LOG.log(System.Logger.Level.INFO, "on the CPU, for " + reason.get());
                }
            }
        }
        return named(new Compute(Engine.CPU, 0, compute.numbers()));
    }

    private Backend named(Compute compute) {
        for (var backend : all) {
            if (backend.engine() == compute.engine()) {
                backend.unavailable(compute.device())
                        .ifPresent(
                                reason -> {
                                    throw new ModelFailure(reason);
                                });
                return backend;
            }
        }
        throw new ModelFailure(
                "engine %s is not on the class path; it is built with Maven's profile gpu"
                        .formatted(compute.engine()));
    }
}
