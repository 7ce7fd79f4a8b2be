// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.bytedeco.tensorrt.global.nvinfer.createInferRuntime;

import io.radfm.model.ModelFailure;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.global.nvinfer.ExecutionContextAllocationStrategy;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.bytedeco.tensorrt.nvinfer.IRuntime;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A plan on the GPU, ready to run: one context for each profile, which share the memory of their
/// activations, since one runs at a time.
final class LoadedEngine implements AutoCloseable {
    private final Messages messages;
    private final CudaMemory memory;
    private final List<Profile> profiles;
    private final IRuntime runtime;
    private final ICudaEngine engine;
    private final long activations;
    private final CUstream_st stream;
    private final List<Context> contexts = new ArrayList<>();
    private boolean closed;

    /// A context, and what is bound in it.
    private static final class Context {
        final Profile profile;
        final IExecutionContext context;
        final Map<String, String> shapes = new HashMap<>();
        final Map<String, Long> addresses = new HashMap<>();

        Context(Profile profile, IExecutionContext context) {
            this.profile = profile;
            this.context = context;
        }
    }

    /// A tensor of the engine.
    record Port(String name, boolean input, DataType type, long[] shape) {}

    /// @param plan need not outlive the constructor
    /// @param profiles those the plan was built with, in their order
    /// @throws ModelFailure when TensorRT does not take the plan
    LoadedEngine(Messages messages, CudaMemory memory, MemorySegment plan, List<Profile> profiles) {
        this.messages = messages;
        this.memory = memory;
        this.profiles = profiles;
        memory.use();
        this.stream = new CUstream_st(Native.pointer(memory.stream()));
        this.runtime = messages.require(createInferRuntime(messages.listener()), "no runtime");
        this.engine =
                runtime.deserializeCudaEngine(Native.pointer(plan.address()), plan.byteSize());
        if (engine == null) {
            Native.delete(runtime);
            throw messages.failure("the engine cannot be loaded");
        }
        long bytes = engine.getDeviceMemorySizeV2();
        try {
            this.activations = memory.allocate(bytes);
            for (int i = 0; i < engine.getNbOptimizationProfiles(); i++) {
                var context =
                        messages.require(
                                engine.createExecutionContext(
                                        ExecutionContextAllocationStrategy.kUSER_MANAGED),
                                "no context");
                context.setDeviceMemoryV2(Native.pointer(activations), bytes);
                contexts.add(new Context(profiles.isEmpty() ? null : profiles.get(i), context));
                if (i > 0) {
                    messages.require(
                            context.setOptimizationProfileAsync(i, stream), "no profile " + i);
                }
            }
            memory.await();
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    List<Port> ports() {
        var ports = new ArrayList<Port>();
        for (int i = 0; i < engine.getNbIOTensors(); i++) {
            var name = engine.getIOTensorName(i);
            if (engine.isShapeInferenceIO(name)) {
                throw new ModelFailure(
                        "TensorRT engine: input " + name + " is a shape, which is not supported");
            }
            boolean input = engine.getTensorIOMode(name).intern() == TensorIOMode.kINPUT;
            ports.add(
                    new Port(
                            name,
                            input,
                            engine.getTensorDataType(name).intern(),
                            Native.shape(engine.getTensorShape(name))));
        }
        return ports;
    }

    /// Runs and waits.
    ///
    /// @param shapes of the inputs
    /// @param addresses of inputs and outputs
    void run(Map<String, long[]> shapes, Map<String, Long> addresses) {
        memory.use();
        var context = context(shapes);
        shapes.forEach((name, shape) -> shape(context, name, shape));
        addresses.forEach((name, address) -> address(context, name, address));
        messages.require(context.context.enqueueV3(stream), "a run fails");
        memory.await();
    }

    /// The shape an output has when the inputs have these.
    long[] outputShape(Map<String, long[]> shapes, String output) {
        memory.use();
        var context = context(shapes);
        shapes.forEach((name, shape) -> shape(context, name, shape));
        return Native.shape(context.context.getTensorShape(output));
    }

    private Context context(Map<String, long[]> shapes) {
        for (var context : contexts) {
            if (context.profile == null || context.profile.holds(shapes)) {
                return context;
            }
        }
        var names = profiles.stream().map(Profile::name).toList();
        throw new ModelFailure(
                "TensorRT engine: shapes beyond those it is built for, of profiles " + names);
    }

    private void shape(Context context, String name, long[] shape) {
        var text = java.util.Arrays.toString(shape);
        if (!text.equals(context.shapes.get(name))) {
            messages.require(
                    context.context.setInputShape(name, Native.dims(shape)),
                    "shape %s of %s is not taken".formatted(text, name));
            context.shapes.put(name, text);
        }
    }

    private void address(Context context, String name, long address) {
        if (!Long.valueOf(address).equals(context.addresses.get(name))) {
            messages.require(
                    context.context.setTensorAddress(name, Native.pointer(address)),
                    "the address of " + name + " is not taken");
            context.addresses.put(name, address);
        }
    }

    private void release() {
        contexts.forEach(it -> Native.delete(it.context));
        contexts.clear();
        Native.delete(engine);
        Native.delete(runtime);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            memory.use();
            release();
            memory.free(activations);
        }
    }
}
