// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Compute;
import io.radfm.model.Compute.Engine;
import io.radfm.model.Compute.Numbers;
import io.radfm.model.EngineOptions;
import io.radfm.model.ModelFailure;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.Backends;
import io.radfm.model.onnx.OnnxGraph.Type;

import org.junit.jupiter.api.Test;

/// The choice of an engine on a machine without a GPU.
class BackendsTest {
    @Test
    void withoutAGpuTheCpuIsTaken() {
        NoGpu.assume();
        var chosen = Backends.installed().choose(EngineOptions.defaults());
        assertEquals(Engine.CPU, chosen.engine());
    }

    @Test
    void askedForByNameEachSaysWhatIsMissing() {
        NoGpu.assume();
        assertTrue(refusal(Engine.TENSORRT).startsWith("TensorRT engine: "));
        assertTrue(refusal(Engine.CUDA).startsWith("CUDA engine: "));
    }

    private static String refusal(Engine engine) {
        var options = EngineOptions.defaults().withCompute(new Compute(engine, 0, Numbers.AUTO));
        var failure = assertThrows(ModelFailure.class, () -> Backends.installed().choose(options));
        return failure.getMessage();
    }

    @Test
    void numbersAreThoseAskedForElseOfSixteenBits() throws Exception {
        try (var weights = Checkpoint.open(Sizes.MINI)) {
            assertEquals(Type.FLOAT16, TensorRtBackend.type(Numbers.AUTO, weights));
            assertEquals(Type.FLOAT, TensorRtBackend.type(Numbers.FP32, weights));
            assertEquals(Type.BFLOAT16, TensorRtBackend.type(Numbers.BF16, weights));
        }
    }

    /// What the loader of native libraries says is a chain of errors with paths of this machine.
    @Test
    void aMissingLibraryIsNamedWithoutThePathThatWantedIt() {
        var cause =
                new UnsatisfiedLinkError(
                        "/cache/libjnicudart.so: libcuda.so.1: cannot open shared object file");
        var outer = new NoClassDefFoundError("nvinfer");
        outer.initCause(new ExceptionInInitializerError(cause));
        assertEquals("libcuda.so.1: cannot open shared object file", TensorRtLibrary.root(outer));
    }
}
