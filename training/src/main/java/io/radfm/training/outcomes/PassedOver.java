// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

/// Why a record meets nothing.
enum PassedOver {
    /// A draft that failed.
    NO_DRAFT,
    /// A preliminary report.
    NOT_SIGNED,
    /// A report that only adds to another one.
    ADDENDUM,
    /// A report without findings and impression.
    EMPTY_REPORT,
    /// A report that names its study by accession number alone.
    NO_STUDY_UID,
    /// The same again, or one that is older than what is known.
    NOT_NEWER
}
