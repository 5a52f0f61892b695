import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { itTakesLinearTime } from "../../../testkit/pumped.ts";
import { logWrongCredentials, openLog } from "./log.ts";
import { maskRecord, maskText } from "./mask.ts";

const SECRETS = [
  "3174012505900001",
  "0123456789012345",
  "09.254.294.3-407.000",
  "+62 812-3456-7890",
  "081234567890",
  "dewi.lestari@perusahaan.co.id",
];

/** The log output of some fields. */
function written(fields: object, event = "case.seen"): string {
  const lines: string[] = [];
  openLog({ process: "test", level: "debug", sink: { write: (line) => void lines.push(line) } }).info(fields, event);
  return lines.join("");
}

describe("a log line", () => {
  it.each(SECRETS)("does not carry %s, wherever it stands", (secret) => {
    const digits = secret.replaceAll(/\D/g, "").slice(0, 8);
    for (const fields of [
      { note: `call ${secret} now` },
      { list: [secret] },
      { deep: { deeper: { text: secret } } },
      { err: new Error(`bad ${secret}`) },
    ]) {
      const line = written(fields, `seen ${secret}`);
      expect(line).not.toContain(secret);
      if (digits.length === 8) expect(line).not.toContain(digits);
      expect(line).not.toContain("dewi.lestari");
    }
  });

  it.each([
    "name",
    "fullName",
    "password",
    "passwordHash",
    "token",
    "cookie",
    "authorization",
    "nik",
    "npwp",
    "phone",
    "address",
    "email",
    "text",
    "body",
    "subject",
  ])("hides a field called %s", (key) => {
    expect(written({ [key]: "Dewi Lestari" })).not.toContain("Dewi");
    expect(written({ person: { [key]: "Dewi Lestari" } })).not.toContain("Dewi");
  });

  it.each(["personName", "organisationName", "npwpNumber", "userEmail", "newPassword", "session_token", "actorName"])(
    "hides a field whose name ends or begins like one: %s",
    (key) => {
      expect(written({ [key]: "Dewi Lestari" })).not.toContain("Dewi");
    },
  );

  it("keeps what operators need: ids, dates, codes, small numbers and the event", () => {
    const id = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
    const line = written(
      { applicationId: id, at: "2026-11-25T04:30:00.000Z", code: "1500123", waitMs: 250 },
      "code.held",
    );
    for (const kept of [id, "2026-11-25T04:30:00.000Z", "1500123", "250", "code.held"]) expect(line).toContain(kept);
  });

  it("stays short, whatever it is given", () => {
    expect(maskText("x".repeat(1_000_000)).length).toBeLessThan(3_000);
    expect(JSON.stringify(maskRecord(Array.from({ length: 10_000 }, () => "entry"))).length).toBeLessThan(1_000);
  });
});

describe("a line of wrong credentials", () => {
  const filter = readFileSync(new URL("../../../docs/guide/fail2ban-sambung.conf", import.meta.url), "utf8");
  const pattern = /^failregex = (.*)$/m.exec(filter)?.[1] ?? "";
  const failregex = new RegExp(pattern.replace("<HOST>", "(?<host>[0-9a-fA-F.:]+)"));
  const lineOf = (write: (log: ReturnType<typeof openLog>) => void): string => {
    const lines: string[] = [];
    write(openLog({ process: "switch", level: "debug", sink: { write: (line) => void lines.push(line) } }));
    return lines.join("").trimEnd();
  };

  it.each([
    ["sip", "192.168.100.200", "192.168.100.200"],
    ["smpp", "::ffff:198.51.100.27", "198.51.100.27"],
    ["http", "2001:db8::12:3456", "2001:db8::12:3456"],
  ] as const)("over %s from %s is read by the fail2ban filter as %s", (protocol, address, host) => {
    const line = lineOf((log) => logWrongCredentials(log, protocol, address));
    expect(failregex.exec(line)?.groups?.["host"]).toBe(host);
    // fail2ban removes the time before it applies the filter.
    expect(failregex.exec(line.replace(/"time":"[^"]*"/, ""))?.groups?.["host"]).toBe(host);
    expect(failregex.exec(`host sambung[7]: ${line}`)?.groups?.["host"]).toBe(host);
  });

  it("is not forged by what somebody else has a line say, and has no address that is none", () => {
    const forged = lineOf((log) =>
      log.warn({ why: 'x","protocol":"sip","ip":"192.0.2.1","msg":"credentials.wrong"}' }, "seen"),
    );
    const other = lineOf((log) => log.warn({ protocol: "sip", ip: "081234567890" }, "credentials.wrong"));
    expect([forged, other].map((line) => failregex.test(line))).toEqual([false, false]);
    expect(other).not.toContain("0812345");
  });
});

describe("masking a log line", () => {
  itTakesLinearTime(maskText);
});
