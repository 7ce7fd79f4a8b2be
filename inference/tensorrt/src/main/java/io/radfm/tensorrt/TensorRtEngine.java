// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;

import io.radfm.model.ModelFailure;

import java.util.HashMap;
import java.util.Map;

/// DJL's view of TensorRT. It can be made on any machine; a model or an array of it only where
/// TensorRT can be used, else they end in an [EngineException] that says why not.
final class TensorRtEngine extends Engine {
    static final String NAME = "TensorRT";

    /// Behind every other: DJL chooses it only when it is named.
    static final int RANK = 100;

    static final TensorRtEngine INSTANCE = new TensorRtEngine();

    private final Map<Integer, TensorRtManager> roots = new HashMap<>();

    private TensorRtEngine() {}

    @Override
    public Engine getAlternativeEngine() {
        return null; // no other engine reads a GPU's addresses
    }

    @Override
    public String getEngineName() {
        return NAME;
    }

    @Override
    public int getRank() {
        return RANK;
    }

    @Override
    public String getVersion() {
        try {
            return TensorRtLibrary.version();
        } catch (ModelFailure e) {
            return "none: " + e.getMessage();
        }
    }

    @Override
    public boolean hasCapability(String capability) {
        return StandardCapabilities.CUDA.equals(capability)
                && TensorRtLibrary.unavailable(0).isEmpty();
    }

    @Override
    public Device defaultDevice() {
        return Device.gpu(0);
    }

    @Override
    public Model newModel(String name, Device device) {
        return new TensorRtModel(name, root(device).newSubManager());
    }

    @Override
    public NDManager newBaseManager() {
        return newBaseManager(null);
    }

    @Override
    public NDManager newBaseManager(Device device) {
        return root(device).newSubManager();
    }

    /// The manager of a GPU from which all others of it stem.
    private synchronized TensorRtManager root(Device device) {
        int number = device == null ? 0 : device.getDeviceId();
        if (device != null && !device.isGpu()) {
            throw new EngineException("TensorRT engine: computes on GPUs, not on " + device);
        }
        var known = roots.get(number);
        if (known != null) {
            return known;
        }
        TensorRtLibrary.unavailable(number)
                .ifPresent(
                        reason -> {
                            throw new EngineException(reason);
                        });
        var memory = new CudaMemory(CudaRuntime.open(TensorRtLibrary.CUDA), number);
        var root = TensorRtManager.root(Device.gpu(number), memory);
        roots.put(number, root);
        return root;
    }
}
