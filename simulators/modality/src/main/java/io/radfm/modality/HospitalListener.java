// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

import io.radfm.modality.acquisition.Station;
import io.radfm.modality.caseload.SimulatedStudy;

/// What happens in a [Hospital]. Called on the station's thread.
public interface HospitalListener {
    HospitalListener NONE = new HospitalListener() {};

    /// A station begins to send a study of so many instances.
    default void begun(SimulatedStudy study, Station station, int instances) {}

    /// The destination has the whole study: every instance was answered with success.
    default void sent(SimulatedStudy study, Station station, int instances) {}

    /// The destination will not have the whole study.
    ///
    /// @param missing how many of its instances
    default void refused(SimulatedStudy study, Station station, int missing, String why) {}

    /// The destination is away, or takes nothing now; the station tries again.
    default void waiting(Station station, String why) {}
}
