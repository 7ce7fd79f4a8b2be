// SPDX-License-Identifier: Apache-2.0
/// Models of a cluster: how one is registered, which of them is current, and how its files travel.
///
/// ```
///  ./radfm promote DIR ─► ModelCheck ─► ModelObjects ─► object store
///                                   └─► ModelLog ─────► topic models ─► Registered ─► workers
///                                                       object store ─► ModelCache ─┘
/// ```
///
/// Start with [io.radfm.worker.models.Promote] and [io.radfm.worker.models.Registered].
package io.radfm.worker.models;
