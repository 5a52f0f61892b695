import type { ObjectionView } from "../src/licensing/applications/index.ts";
import type { Answer, TestClient } from "./client.ts";
import type { Guest, GuestCompany } from "./guests.ts";
import {
  acceptAll,
  declareNone,
  done,
  endorsedLicence,
  findingOn,
  type LicenceFixtureContext,
  type LicenceOfficers,
  type LicenceView,
  takenLicenceFor,
} from "./licence-case.ts";
import { succeeded } from "./numbering-case.ts";

export type { ObjectionView } from "../src/licensing/applications/index.ts";

/** The coordinator's reason for the rejection. */
export const REJECTION = "Sertifikat perangkat tidak berlaku.";

/** An application that the coordinator has rejected for one finding on D12. */
export async function rejectedLicenceFor(
  fixture: Pick<LicenceFixtureContext, "kit">,
  company: GuestCompany,
  desk: LicenceOfficers,
): Promise<LicenceView> {
  const { id } = await takenLicenceFor(fixture, company, desk);
  await acceptAll(desk.evaluator, id, ["D12"]);
  await done(desk.evaluator, id, findingOn("D12"));
  await done(desk.evaluator, id, { command: "finish-check" });
  await endorsedLicence(desk, id);
  await declareNone(desk.coordinator, id);
  return done(desk.coordinator, id, { command: "reject", reason: REJECTION });
}

/** Files an objection to a rejection. */
export function fileObjection(
  client: TestClient,
  licenceId: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Answer<ObjectionView>> {
  const text = "Sertifikat itu diperpanjang sebelum permohonan kami kirim.";
  return client.post<ObjectionView>(`/api/licences/${licenceId}/objections`, { text, ...more });
}

/** Sends a command on an objection, for its current version. */
export async function commandObjection(
  client: TestClient,
  id: string,
  command: Readonly<Record<string, unknown>>,
): Promise<Answer<ObjectionView>> {
  const { version } = (await client.get<ObjectionView>(`/api/objections/${id}`)).body;
  return client.post<ObjectionView>(`/api/objections/${id}/commands`, { version, command });
}

/** A command on an objection that must succeed. */
export async function objectionDone(
  guest: Guest,
  id: string,
  command: Readonly<Record<string, unknown>> & { readonly command: string },
): Promise<ObjectionView> {
  return succeeded(await commandObjection(guest.client, id, command), command.command);
}

/** Declares the absence of an officer's conflict of interest, on the objection. */
export function declareNoneOnObjection(guest: Guest, id: string): Promise<ObjectionView> {
  return objectionDone(guest, id, { command: "declare-interest", hasInterest: false, note: "" });
}
