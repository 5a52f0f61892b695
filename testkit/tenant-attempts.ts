import { NO_LIMITS } from "./call-centre.ts";
import type { Answer, TestClient } from "./client.ts";

/** Requests about a tenant that only the installation's administrator may make, by route. */
export function tenantAttempts(
  client: TestClient,
  { tenant, organisation }: { readonly tenant: string; readonly organisation: string },
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  return {
    "PUT /api/service/tenants/:id": [
      () =>
        client.put(`/api/service/tenants/${tenant}`, {
          name: "Curian",
          timeZone: "Asia/Jakarta",
          ...NO_LIMITS,
          expectedVersion: 1,
        }),
    ],
    "GET /api/service/tenants/:id/trunk-addresses": [
      () => client.get(`/api/service/tenants/${tenant}/trunk-addresses`),
    ],
    "PUT /api/service/tenants/:id/trunk-addresses": [
      () => client.put(`/api/service/tenants/${tenant}/trunk-addresses`, { address: "10.9.9.9", isApproved: true }),
    ],
    "POST /api/service/tenants/:id/administrators": [
      () => client.post(`/api/service/tenants/${tenant}/administrators`, { email: "maling@perusahaan.invalid" }),
    ],
    "POST /api/service/tenants/:id/closing": [
      () => client.post(`/api/service/tenants/${tenant}/closing`, { expectedVersion: 1 }),
    ],
    "POST /api/service/tenants/:id/reopening": [
      () => client.post(`/api/service/tenants/${tenant}/reopening`, { expectedVersion: 1 }),
    ],
    "PUT /api/service/tenants/:id/company": [
      () => client.put(`/api/service/tenants/${tenant}/company`, { before: null, organisationId: organisation }),
    ],
  };
}
