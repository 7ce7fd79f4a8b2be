// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import io.radfm.dicom.DicomFile;
import io.radfm.events.InstanceRef;

import java.io.IOException;

/// Where the images of scans come from: the object store, or files outside any
/// ([io.radfm.preparation.files.ScanFiles]). Several threads ask at once.
@FunctionalInterface
public interface ScanObjects {
    /// The image's header, and where its frames lie; these are read when they are asked for.
    DicomFile read(InstanceRef instance) throws IOException;
}
