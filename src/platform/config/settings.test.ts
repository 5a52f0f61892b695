import { describe, expect, it } from "vitest";
import { describeSettings } from "./describe-settings.ts";
import { isLoopback, readSettings } from "./settings.ts";

const PUBLIC = {
  SAMBUNG_BIND: "0.0.0.0",
  SAMBUNG_PUBLIC_URL: "https://sambung.example",
  SAMBUNG_TRUSTED_PROXY: "10.0.0.1",
};

function settingsOf(env: Readonly<Record<string, string>>) {
  const read = readSettings(env);
  if (!read.ok) throw new Error(read.refusal.lines.join("; "));
  return read.value;
}

function refusalOf(env: Readonly<Record<string, string>>): string {
  const read = readSettings(env);
  return read.ok ? "" : `${read.refusal.code}: ${read.refusal.lines.join("; ")}`;
}

describe("settings", () => {
  it("are complete with nothing set: this machine only, with demo accounts and the simulator", () => {
    expect(settingsOf({})).toMatchObject({
      bind: "127.0.0.1",
      httpPort: 8080,
      isLocal: true,
      demo: true,
      ossSimulator: true,
      licensing: true,
      sipPort: 5060,
    });
  });

  it("let telephones be turned off, at any free port, or at a port of one's own; nothing else", () => {
    expect(settingsOf({ SAMBUNG_SIP_PORT: "off" }).sipPort).toBeUndefined();
    expect(settingsOf({ SAMBUNG_SIP_PORT: "0" }).sipPort).toBe(0);
    expect(settingsOf({ SAMBUNG_SIP_PORT: "5070" }).sipPort).toBe(5070);
    expect(refusalOf({ SAMBUNG_SIP_PORT: "on" })).toContain("SAMBUNG_SIP_PORT");
    expect(refusalOf({ SAMBUNG_SIP_PORT: "65536" })).toContain("SAMBUNG_SIP_PORT");
  });

  it("give TLS of telephones its well-known port, any free one beside any free one, and none without telephones", () => {
    expect(settingsOf({}).sipsPort).toBe(5061);
    expect(settingsOf({ SAMBUNG_SIP_PORT: "0" }).sipsPort).toBe(0);
    expect(settingsOf({ SAMBUNG_SIP_PORT: "0", SAMBUNG_SIPS_PORT: "5071" }).sipsPort).toBe(5071);
    expect(settingsOf({ SAMBUNG_SIPS_PORT: "off" }).sipsPort).toBeUndefined();
    expect(settingsOf({ SAMBUNG_SIP_PORT: "off" }).sipsPort).toBeUndefined();
    expect(refusalOf({ SAMBUNG_SIPS_PORT: "on" })).toContain("SAMBUNG_SIPS_PORT");
  });

  it.each([
    [
      "plain HTTP on every address",
      { SAMBUNG_BIND: "0.0.0.0", SAMBUNG_PUBLIC_URL: "https://sambung.example" },
      "SAMBUNG_BIND",
    ],
    [
      "an address without the name the public uses",
      { SAMBUNG_BIND: "10.1.2.3", SAMBUNG_TRUSTED_PROXY: "10.0.0.1" },
      "SAMBUNG_PUBLIC_URL",
    ],
    ["a public address without TLS", { SAMBUNG_PUBLIC_URL: "http://sambung.example" }, "https://"],
    ["a database address without a password", { DATABASE_URL: "postgres://sambung@db/sambung" }, "DATABASE_URL"],
    ["a certificate without its key", { SAMBUNG_TLS_CERT: "c.pem" }, "SAMBUNG_TLS_KEY"],
    ["a port that is none", { SAMBUNG_HTTP_PORT: "70000" }, "SAMBUNG_HTTP_PORT"],
    ["a word where a number belongs", { SAMBUNG_HTTP_PORT: "web" }, "SAMBUNG_HTTP_PORT"],
    ["a short metrics token", { SAMBUNG_METRICS_TOKEN: "short" }, "SAMBUNG_METRICS_TOKEN"],
  ])("refuse %s and name the variable", (_what, env, named) => {
    expect(refusalOf(env)).toContain(named);
  });

  it("refuse demo accounts and the simulator once a public address is set, even when asked for", () => {
    const wanted = { ...PUBLIC, SAMBUNG_DEMO: "on", SAMBUNG_OSS_SIMULATOR: "on" };
    expect(settingsOf(wanted)).toMatchObject({ isLocal: false, demo: false, ossSimulator: false });
    const behindProxy = { SAMBUNG_PUBLIC_URL: "https://sambung.example", SAMBUNG_DEMO: "on" };
    expect(settingsOf(behindProxy)).toMatchObject({ isLocal: false, demo: false });
    expect(settingsOf({ NODE_ENV: "production", SAMBUNG_DEMO: "on" })).toMatchObject({
      demo: false,
      ossSimulator: false,
    });
  });

  it("let hooks lead to programs on this machine only while no other machine reaches the trial", () => {
    const ownMachine = ["127.0.0.1:*", "localhost:*", "[::1]:*"];
    expect(settingsOf({}).hookHosts).toEqual(ownMachine);
    expect(settingsOf({ SAMBUNG_PUBLIC_URL: "http://localhost:8080" }).hookHosts).toEqual(ownMachine);
    for (const env of [
      PUBLIC,
      { ...PUBLIC, SAMBUNG_DEMO: "on" },
      { SAMBUNG_PUBLIC_URL: "https://sambung.example" },
      { SAMBUNG_RTP_ADDRESS: "10.1.2.3" },
      { SAMBUNG_DEMO: "off" },
      { NODE_ENV: "production" },
    ])
      expect(settingsOf(env).hookHosts, JSON.stringify(env)).toEqual([]);
    const named = { SAMBUNG_HOOK_HOSTS: "127.0.0.1:3000" };
    expect(settingsOf(named).hookHosts).toEqual(["127.0.0.1:3000"]);
    expect(settingsOf({ ...PUBLIC, ...named }).hookHosts).toEqual(["127.0.0.1:3000"]);
    expect(refusalOf({ ...PUBLIC, SAMBUNG_HOOK_HOSTS: "127.0.0.1:*" })).toContain("SAMBUNG_HOOK_HOSTS");
  });

  it.each([
    ["127.0.0.1", true],
    ["127.9.9.9", true],
    ["localhost", true],
    ["[::1]", true],
    ["::1", true],
    ["127.evil.example", false],
    ["127.0.0.1.evil.example", false],
    ["localhost.evil.example", false],
    ["0.0.0.0", false],
    ["::", false],
    ["10.0.0.1", false],
  ])("know whether %s is this machine only: %s", (host, isLocal) => {
    expect(isLoopback(host)).toBe(isLocal);
  });

  it("take an empty variable as not set", () => {
    expect(settingsOf({ SAMBUNG_PUBLIC_URL: "", DATABASE_URL: "" })).toMatchObject({
      publicUrl: undefined,
      databaseUrl: undefined,
    });
  });

  it("put voice of browsers behind that of telephones, or where it is told to be, and never among it", () => {
    expect(settingsOf({}).webrtc).toEqual({
      advertised: "127.0.0.1",
      bind: "127.0.0.1",
      loopback: "127.0.0.1",
      stun: null,
      ports: { from: 30_000, to: 30_999 },
    });
    const far = {
      SAMBUNG_RTP_ADDRESS: "10.0.0.5",
      SAMBUNG_RTP_PORTS: "60000-65535",
      SAMBUNG_STUN_SERVER: "stun.id:3478",
    };
    expect(settingsOf(far).webrtc).toEqual({
      advertised: "10.0.0.5",
      bind: null,
      loopback: "127.0.0.1",
      stun: "stun.id:3478",
      ports: { from: 59_000, to: 59_999 },
    });
    const read = readSettings({ SAMBUNG_WEBRTC_PORTS: "29000-30000" });
    expect(read.ok ? [] : read.refusal.lines).toEqual([expect.stringContaining("must not share ports")]);
  });

  it("bind voice to loopback until an address for phones is given", () => {
    expect(settingsOf({}).rtp).toEqual({
      ports: { from: 20_000, to: 29_999 },
      advertised: "127.0.0.1",
      bind: "127.0.0.1",
    });
    expect(settingsOf({ SAMBUNG_RTP_ADDRESS: "203.0.113.7", SAMBUNG_RTP_PORTS: "30000-30100" }).rtp).toEqual({
      ports: { from: 30_000, to: 30_100 },
      advertised: "203.0.113.7",
      bind: "0.0.0.0",
    });
  });

  it.each(["30100-30000", "1000-2000", "60000-70000", "30000"])("refuse %s as ports of voice", (ports) => {
    expect(readSettings({ SAMBUNG_RTP_PORTS: ports }).ok).toBe(false);
  });

  it("are printed without any secret", () => {
    const secrets = {
      DATABASE_URL: "postgresql://sambung:kata-sandi@db/sambung",
      SAMBUNG_OSS_PASSWORD: "rahasia-oss",
      SAMBUNG_SMTP_URL: "smtp://pos:rahasia-pos@mail.example",
      SAMBUNG_METRICS_TOKEN: "token-metrik-yang-panjang",
    };
    const printed = describeSettings(secrets).join("\n");
    for (const secret of ["kata-sandi", "rahasia-oss", "rahasia-pos", "token-metrik-yang-panjang"])
      expect(printed).not.toContain(secret);
    expect(printed).toContain("SAMBUNG_HTTP_PORT=8080  # default");
  });

  it("are printed without a secret that stands in the question of an address", () => {
    const printed = describeSettings({ DATABASE_URL: "postgresql://db/sambung?user=u&password=kata-sandi" }).join("\n");
    expect(printed).not.toContain("kata-sandi");
  });
});
