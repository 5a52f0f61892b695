import type { Answer, TestClient } from "./client.ts";
import type { TestView } from "./operational-test.ts";

const DIGEST = "0".repeat(64);

/** Well-formed evidence with an invalid signature. */
function evidence(test: TestView) {
  return {
    format: "sambung-test-evidence",
    formatVersion: 1,
    test: test.number,
    deviceListSha256: DIGEST,
    catalogueVersion: test.catalogueVersion,
    startedAt: "2026-12-03T02:00:00Z",
    endedAt: "2026-12-03T03:00:00Z",
    instrument: { name: "Alat", serial: "1" },
    calibration: { number: "K-1", validUntil: "2027-06-30" },
    parameters: [{ item: "channels", deviceRowId: "d-1", value: 30, unit: "channels" }],
    signature: { algorithm: "Ed25519", publicKey: `${"A".repeat(43)}=`, value: `${"A".repeat(86)}==` },
  };
}

/** Access cases of another company for an operational test, by route. */
export function testAttempts(
  client: TestClient,
  theirs: { readonly test: TestView; readonly ownFileId: string; readonly person: string },
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const { test, ownFileId, person } = theirs;
  const path = `/api/tests/${test.id}`;
  const licence = `/api/licences/${test.licence.id}`;
  const command = (body: Readonly<Record<string, unknown>>) => () =>
    client.post(`${path}/commands`, { version: test.version, command: body });
  const proof = { kind: "one-time-code", code: "000000", personId: null };
  return {
    "GET /api/licences/:id/test-offer": [() => client.get(`${licence}/test-offer`)],
    "GET /api/licences/:id/test-letter": [() => client.get(`${licence}/test-letter?file=${test.letter.fileId}`)],
    "POST /api/licences/:id/tests": [
      () =>
        client.post(`${licence}/tests`, {
          wishedDate: "2099-12-03",
          selfTestBecause: null,
          pactAccepted: true,
          letterFileId: ownFileId,
          place: "Jakarta",
          contact: { name: "Orang Lain", phone: "0811" },
        }),
    ],
    "GET /api/tests/:id": [() => client.get(path)],
    "POST /api/tests/:id/commands": [
      command({ command: "withdraw", reason: "Ingin" }),
      command({ command: "wish-date", date: "2026-12-09" }),
      command({ command: "accept-date" }),
      command({ command: "confirm-date" }),
      command({ command: "hand-in", taskLetterFileId: ownFileId, resultFileId: ownFileId }),
      command({ command: "sign-report", reportDigest: DIGEST, remarks: "", proof }),
      command({ command: "refuse-report", reportDigest: DIGEST, remarks: "Tidak", personId: null }),
      command({ command: "sign-sklo", factsDigest: DIGEST, code: "" }),
    ],
    "POST /api/tests/:id/notices/:notice/read": [() => client.post(`${path}/notices/${test.id}/read`)],
    "GET /api/tests/:id/invitation.ics": [() => client.get(`${path}/invitation.ics`)],
    "GET /api/tests/:id/report.pdf": [() => client.get(`${path}/report.pdf?digest=${DIGEST}`)],
    "GET /api/tests/:id/answers": [() => client.get(`${path}/answers`)],
    "POST /api/tests/:id/answers": [
      () =>
        client.post(`${path}/answers`, {
          answers: [
            {
              id: test.id,
              item: "inbound",
              replaces: [],
              answeredAt: "2026-12-03T02:00:00Z",
              value: {
                outcome: "pass",
                measurement: null,
                checks: {},
                serial: null,
                note: "",
                evidence: [],
                confirmedBecause: null,
              },
            },
          ],
        }),
    ],
    "POST /api/tests/:id/evidence-look": [() => client.post(`${path}/evidence-look`, { document: evidence(test) })],
    "POST /api/tests/:id/evidence": [() => client.post(`${path}/evidence`, { document: evidence(test) })],
    "POST /api/tests/:id/photos": [
      () => client.upload(`${path}/photos`, { name: "foto.pdf", bytes: new TextEncoder().encode("%PDF-1.7\n%%EOF\n") }),
    ],
    "GET /api/tests/:id/photos/:file": [() => client.get(`${path}/photos/${test.letter.fileId}`)],
    "POST /api/tests/:id/signing-codes": [() => client.post(`${path}/signing-codes`, { personId: person })],
    "GET /api/tests/:id/sklo": [() => client.get(`${path}/sklo`)],
    "POST /api/test-instruments/:id/calibration": [
      () => client.post(`/api/test-instruments/${test.id}/calibration`, { number: "KAL-1", validUntil: "2030-01-01" }),
    ],
    "POST /api/test-instruments/:id/revoke": [() => client.post(`/api/test-instruments/${test.id}/revoke`)],
    "GET /api/live/tests/:id": [() => client.get(path.replace("/api", "/api/live"))],
  };
}
