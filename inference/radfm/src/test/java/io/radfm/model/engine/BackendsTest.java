// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Compute;
import io.radfm.model.Compute.Engine;
import io.radfm.model.Compute.Numbers;
import io.radfm.model.EngineOptions;
import io.radfm.model.ModelFailure;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// Which backend a model gets.
class BackendsTest {
    private static final String REASON = "TensorRT engine: no NVIDIA driver";

    @Test
    void withoutOthersEverythingIsComputedOnTheCpu() {
        var alone = new Backends(List.of());
        assertEquals(Engine.CPU, alone.choose(EngineOptions.defaults()).engine());
        assertEquals(Engine.CPU, alone.choose(wanting(Engine.CPU, 0)).engine());
    }

    @Test
    void aGpuIsTakenWhereThereIsOne() {
        var both = new Backends(List.of(new Gpu(Engine.CUDA, 0), new Gpu(Engine.TENSORRT, 0)));
        assertEquals(Engine.TENSORRT, both.choose(EngineOptions.defaults()).engine());
        assertEquals(Engine.CPU, both.choose(wanting(Engine.CPU, 0)).engine());
        assertEquals(Engine.CUDA, both.choose(wanting(Engine.CUDA, 0)).engine());
    }

    @Test
    void withoutOneTheCpuIsTakenUnlessTheGpuIsAskedForByName() {
        var none = new Backends(List.of(new Gpu(Engine.TENSORRT, 7)));
        assertEquals(Engine.CPU, none.choose(EngineOptions.defaults()).engine());
        assertEquals(Engine.TENSORRT, none.choose(wanting(Engine.TENSORRT, 7)).engine());
        var failure =
                assertThrows(ModelFailure.class, () -> none.choose(wanting(Engine.TENSORRT, 0)));
        assertEquals(REASON, failure.getMessage());
    }

    @Test
    void anEngineThatIsNotInstalledIsNamed() {
        var failure =
                assertThrows(
                        ModelFailure.class,
                        () -> new Backends(List.of()).choose(wanting(Engine.TENSORRT, 0)));
        assertTrue(failure.getMessage().contains("tensorrt is not on the class path"));
    }

    /// The other styles are there to hold the fast one against, on the CPU.
    @Test
    void theReferenceIsComputedOnTheCpu() {
        var both = new Backends(List.of(new Gpu(Engine.TENSORRT, 0)));
        var options = EngineOptions.defaults().withStyle(DecoderStyle.REFERENCE);
        assertEquals(Engine.CPU, both.choose(options).engine());
    }

    @Test
    void namesAreThoseOfTheSettings() {
        assertEquals(Engine.TENSORRT, Engine.of("tensorrt"));
        assertEquals("cuda", Engine.CUDA.toString());
        assertEquals(Numbers.BF16, Numbers.of("bf16"));
        assertThrows(IllegalArgumentException.class, () -> Engine.of("metal"));
        assertThrows(
                IllegalArgumentException.class, () -> new Compute(Engine.AUTO, -1, Numbers.AUTO));
    }

    private static EngineOptions wanting(Engine engine, int device) {
        return EngineOptions.defaults().withCompute(new Compute(engine, device, Numbers.AUTO));
    }

    /// A machine with one GPU of this number.
    private record Gpu(Engine engine, int number) implements Backend {
        @Override
        public Optional<String> unavailable(int device) {
            return device == number ? Optional.empty() : Optional.of(REASON);
        }

        @Override
        public Opened open(Order order) {
            throw new ModelFailure("not in this test");
        }
    }
}
