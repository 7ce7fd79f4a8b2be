// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

import java.time.Duration;

/// How long a study is remembered, on the event clock of its partition.
///
/// @param settled a closed study's images are forgotten after this
/// @param unanswered a job without a result fails after this
/// @param revision a forgotten study's revision number is forgotten after this
public record Retention(Duration settled, Duration unanswered, Duration revision) {}
