// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

import java.util.concurrent.atomic.LongAdder;

/// [HospitalCounts] while they grow.
final class Counters {
    final LongAdder begun = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder instances = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder instancesRefused = new LongAdder();
    final LongAdder retries = new LongAdder();

    HospitalCounts now() {
        return new HospitalCounts(
                begun.sum(),
                sent.sum(),
                refused.sum(),
                instances.sum(),
                bytes.sum(),
                instancesRefused.sum(),
                retries.sum());
    }
}
