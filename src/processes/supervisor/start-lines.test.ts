import { describe, expect, it } from "vitest";
import type { DemoAccount } from "../../identity/wire.ts";
import { demonstrationLines, installationLines, programLines } from "./start-lines.ts";

const LINES_MAX = 12;
const SETTINGS = {
  dataFolder: "/srv/sambung/demo",
  demo: true,
  installationName: "Sambung",
  rtp: { ports: { from: 20_000, to: 29_999 }, advertised: "127.0.0.1", bind: "127.0.0.1" },
};
const RESULT = {
  people: [],
  accountSid: "AC00000000000000000000000000000000",
  authToken: "0123456789abcdef",
  verifyUrl: "http://127.0.0.1:8080/validasi-sk/1",
};

function started(accounts: readonly DemoAccount[] = [], administratorPath?: string) {
  return {
    ready: { kind: "ready", url: "http://127.0.0.1:8080", port: 8080, accounts, administratorPath },
    simulatorUrl: "http://127.0.0.1:9090/v1/kl/rba",
    sipPort: 5060,
    sipsPort: 5061,
  } as const;
}

const printed = (lines: readonly string[]): readonly string[] => lines.join("\n").split("\n");

describe("what a start prints", () => {
  it("is at most twelve lines for a demonstration, the start page first, with all there is to know", () => {
    const lines = printed(demonstrationLines(SETTINGS, started(), RESULT));
    expect(lines.length).toBeLessThanOrEqual(LINES_MAX);
    expect(lines.filter((line) => line !== "")[0]).toContain("http://127.0.0.1:8080/mulai");
    const text = lines.join("\n");
    for (const fact of [
      "applicant, officer, agent, supervisor, developer, public",
      RESULT.accountSid,
      RESULT.authToken,
      "sip:127.0.0.1:5060 (UDP and TCP, TLS at 5061)",
      "/srv/sambung/demo",
      "Ctrl-C",
      "SAMBUNG_DEMO=off npm start",
    ])
      expect(text).toContain(fact);
  });

  it("is at most twelve lines together with what follows once the data are built", () => {
    const first = printed(demonstrationLines(SETTINGS, started(), null));
    const later = ["The demonstration's data are complete.", ...programLines(RESULT)];
    expect(first.join("\n")).not.toContain(RESULT.authToken);
    expect(first.length + later.length).toBeLessThanOrEqual(LINES_MAX);
  });

  it("is at most twelve lines for a real installation, with the administrator's link and no demo account", () => {
    const real = { ...SETTINGS, dataFolder: "/srv/sambung", demo: false };
    const lines = printed(installationLines(real, started([], "/mulai/TOKEN")));
    expect(lines.length).toBeLessThanOrEqual(LINES_MAX);
    const text = lines.join("\n");
    expect(text).toContain("http://127.0.0.1:8080/mulai/TOKEN");
    expect(text).toContain("/srv/sambung");
    expect(text).toContain("Ctrl-C");
    expect(text).not.toContain("kotak-surat");
    expect(text).not.toContain("Demo accounts");
  });

  it("has a line for each demo account, whose password is shown once", () => {
    const accounts = [
      { email: "evaluator@demo.invalid", password: "satu-dua", role: "evaluator", team: "numbering" },
      { email: "agen@demo.invalid", password: "tiga-empat", role: "operator-agent", team: null },
    ] as const;
    const text = installationLines(SETTINGS, started(accounts)).join("\n");
    expect(text).toContain("evaluator@demo.invalid  satu-dua  evaluator");
    expect(text).toContain("agen@demo.invalid       tiga-empat  operator-agent");
  });
});
