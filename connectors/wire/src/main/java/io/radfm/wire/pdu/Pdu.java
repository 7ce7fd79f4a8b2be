// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import io.radfm.wire.AeTitle;

import java.util.List;

/// A protocol data unit of the DICOM upper layer (PS3.8 §9.3). Nothing else crosses the wire.
public sealed interface Pdu {
    /// The one application context DICOM defines (PS3.7 Annex A).
    String DICOM_APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

    /// A-ASSOCIATE-RQ (§9.3.2). Bit 0 of `protocolVersion` is version 1, the only one there is.
    record AssociateRequest(
            int protocolVersion,
            AeTitle called,
            AeTitle calling,
            String applicationContext,
            List<ProposedContext> contexts,
            UserInformation user)
            implements Pdu {
        public AssociateRequest {
            contexts = List.copyOf(contexts);
        }

        public AssociateRequest(
                AeTitle called,
                AeTitle calling,
                List<ProposedContext> contexts,
                UserInformation user) {
            this(1, called, calling, DICOM_APPLICATION_CONTEXT, contexts, user);
        }
    }

    /// A-ASSOCIATE-AC (§9.3.3). The titles repeat the request's and are not to be tested.
    record AssociateAccept(
            AeTitle called,
            AeTitle calling,
            String applicationContext,
            List<AnsweredContext> contexts,
            UserInformation user)
            implements Pdu {
        public AssociateAccept {
            contexts = List.copyOf(contexts);
        }
    }

    /// A-ASSOCIATE-RJ (§9.3.4). After a transient rejection the same request may succeed later.
    record AssociateReject(boolean isTransient, RejectReason reason) implements Pdu {}

    /// P-DATA-TF (§9.3.5).
    record DataTransfer(List<DataValue> values) implements Pdu {
        public DataTransfer {
            values = List.copyOf(values);
        }
    }

    /// A-RELEASE-RQ (§9.3.6).
    record ReleaseRequest() implements Pdu {}

    /// A-RELEASE-RP (§9.3.7).
    record ReleaseResponse() implements Pdu {}

    /// A-ABORT (§9.3.8).
    record Abort(AbortReason reason) implements Pdu {}
}
