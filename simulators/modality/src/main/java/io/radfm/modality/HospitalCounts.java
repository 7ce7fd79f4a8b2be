// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

/// What a [Hospital] has done so far.
///
/// @param begun studies a station has begun to send
/// @param sent studies the destination has whole
/// @param refused studies the destination will not have whole
/// @param instances accepted
/// @param bytes of them
/// @param instancesRefused for good
/// @param retries how often something was sent or called again
public record HospitalCounts(
        long begun,
        long sent,
        long refused,
        long instances,
        long bytes,
        long instancesRefused,
        long retries) {}
