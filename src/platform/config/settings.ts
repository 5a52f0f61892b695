import { parseIntoClientConfig } from "pg-connection-string";
import { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/index.ts";

const port = z.coerce.number().int().min(0).max(65_535);
/** RFC 3261 §19.1.2. */
const SIPS_PORT = 5061;
const WEBSOCKET_PORT = 5066;
const flag = z.enum(["auto", "on", "off"]);

/** Every environment variable that Sambung reads, with its default; printed by `sambung config`. */
export const settingsSchema = z.object({
  SAMBUNG_DATA: z.string().min(1).default("./data").describe("Folder of the database, files and keys"),
  SAMBUNG_BIND: z.string().min(1).default("127.0.0.1").describe("Address the HTTP port listens on"),
  SAMBUNG_HTTP_PORT: port.default(8080).describe("HTTP port; 0 = any free port"),
  SAMBUNG_PUBLIC_URL: z.url().optional().describe("Address the public uses; set behind a proxy or on a real host"),
  SAMBUNG_TRUSTED_PROXY: z.string().optional().describe("Comma-separated addresses of proxies whose headers count"),
  SAMBUNG_TLS_CERT: z.string().optional().describe("PEM file of the certificate when Sambung speaks TLS itself"),
  SAMBUNG_TLS_KEY: z.string().optional().describe("PEM file of the private key for SAMBUNG_TLS_CERT"),
  DATABASE_URL: z.string().optional().describe("PostgreSQL 17 or later instead of the embedded server"),
  SAMBUNG_INSTALLATION_NAME: z.string().min(1).max(80).default("Sambung").describe("Name shown on every page"),
  SAMBUNG_DEMO: flag
    .default("auto")
    .describe(
      "auto = `sambung start` on an empty data folder opens the demonstration; on = demo accounts in a new installation, or the demonstration beside a real one; off = none; never on a public address",
    ),
  SAMBUNG_OSS_URL: z.url().optional().describe("Base address of the OSS RBA interface"),
  SAMBUNG_OSS_USER: z.string().optional().describe("User name at OSS RBA"),
  SAMBUNG_OSS_PASSWORD: z.string().optional().describe("Password at OSS RBA"),
  SAMBUNG_OSS_TOKEN_USER: z.string().optional().describe("User name in the token OSS RBA sends; else SAMBUNG_OSS_USER"),
  SAMBUNG_OSS_TOKEN_PASSWORD: z
    .string()
    .optional()
    .describe("Password in the token OSS RBA sends; else SAMBUNG_OSS_PASSWORD"),
  SAMBUNG_OSS_SIMULATOR: flag.default("auto").describe("The OSS RBA simulator; auto = on while on loopback"),
  SAMBUNG_OSS_SIMULATOR_PORT: port.default(0).describe("Port of the OSS RBA simulator; 0 = any free port"),
  SAMBUNG_SMTP_URL: z.string().optional().describe("SMTP server for mails; without it mails stay in the local mailbox"),
  SAMBUNG_MAIL_FROM: z.string().default("Sambung <no-reply@sambung.invalid>").describe("Sender of mails"),
  SAMBUNG_LICENSING: z
    .enum(["on", "off"])
    .default("on")
    .describe(
      "off = a call centre's own installation: no inventory of codes, decrees are entered by hand, and the public home is that of the call centre",
    ),
  SAMBUNG_SIP_PORT: z
    .union([z.literal("off"), port])
    .default(5060)
    .describe("SIP port, UDP and TCP; 0 = any free port; off = no telephones"),
  SAMBUNG_SIPS_PORT: z
    .union([z.literal("off"), port])
    .optional()
    .describe("Port of SIP over TLS; else 5061, or any free port where SAMBUNG_SIP_PORT is 0; off = no TLS"),
  SAMBUNG_WS_PORT: z
    .union([z.literal("off"), port])
    .optional()
    .describe(
      "Port on this machine by which the portal hands SIP of browsers to the switch; else 5066, or any free port where SAMBUNG_SIP_PORT is 0; off = none",
    ),
  SAMBUNG_SIP_AUTHORITIES: z
    .string()
    .optional()
    .describe(
      "PEM file of authorities that lines' and SMPP carriers' certificates may be from, beside those of the system",
    ),
  SAMBUNG_SMPP_PORT: z
    .union([z.literal("off"), port])
    .default(2775)
    .describe("SMPP port for programs that send short messages; 0 = any free port; off = no short messages"),
  SAMBUNG_SMPPS_PORT: z
    .union([z.literal("off"), port])
    .default("off")
    .describe("Port of SMPP over TLS, with the certificate of SIP over TLS; 0 = any free port; off = no TLS"),
  SAMBUNG_RTP_PORTS: z
    .string()
    .regex(/^\d{4,5}-\d{4,5}$/)
    .default("20000-29999")
    .describe("Ports of voice, from-to"),
  SAMBUNG_RTP_ADDRESS: z.ipv4().optional().describe("Address of this host that phones and trunks reach; else loopback"),
  SAMBUNG_WEBRTC_PORTS: z
    .string()
    .regex(/^\d{4,5}-\d{4,5}$/)
    .optional()
    .describe("Ports of browsers' voice, from-to; else the thousand behind those of voice"),
  SAMBUNG_STUN_SERVER: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,253}:\d{1,5}$/)
    .optional()
    .describe("host:port of a STUN server that tells this host its address outside; rarely needed"),
  SAMBUNG_VISITOR_CALLS: z.coerce
    .number()
    .int()
    .min(0)
    .max(300)
    .default(50)
    .describe("Calls of websites' visitors by their browsers at once; 0 = none are taken"),
  SAMBUNG_SPEECH_PROGRAM: z
    .string()
    .min(1)
    .default("espeak-ng")
    .describe("Program that speaks recordings somebody writes; without it recordings are uploaded"),
  SAMBUNG_RECOGNISER_URL: z
    .string()
    .max(2_048)
    .refine((text) => /^wss?:$/.test(URL.parse(text.replaceAll("{language}", "id-ID"))?.protocol ?? ""))
    .optional()
    .describe(
      "WebSocket of a program that hears speech (Vosk's protocol), {language} for id-ID and so on; else keys alone",
    ),
  SAMBUNG_HOOK_HOSTS: z
    .string()
    .regex(/^[\w.:[\]-]+(,[\w.:[\]-]+)*$/)
    .optional()
    .describe(
      "Comma-separated host:port of own programs that webhooks may call, inside too and by http; else programs on this machine while demo accounts work and no other machine reaches HTTP or voice, otherwise none",
    ),
  SAMBUNG_METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe("Bearer token for /metrics; without it only a local installation shows them"),
  SAMBUNG_DRAIN_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3_600)
    .default(30)
    .describe("How long calls may go on after SIGTERM, while no new ones are taken; a second SIGTERM stops at once"),
  SAMBUNG_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info").describe("Least log level"),
  NODE_ENV: z.string().optional().describe("production turns simulators and demo data off"),
});

type Variables = z.infer<typeof settingsSchema>;

/** Addresses and credentials of the integration with OSS RBA. */
export interface OssSettings {
  /** Undefined when OSS is not configured: without its address or without credentials. */
  readonly url: string | undefined;
  readonly user: string;
  readonly password: string;
  /** Credentials from which the token of a request by OSS is made; undefined = requests by OSS are refused. */
  readonly token: { readonly user: string; readonly password: string } | undefined;
}

/** Addresses and ports of RTP. */
export interface RtpSettings {
  readonly ports: { readonly from: number; readonly to: number };
  /** Advertised to phones and trunks. */
  readonly advertised: string;
  /** Bind address: loopback alone, or every address of the host. */
  readonly bind: string;
}

/** Addresses and ports of WebRTC media. */
export interface WebrtcSettings {
  readonly ports: { readonly from: number; readonly to: number };
  /** Advertised to browsers, and bind address: loopback alone, or null for every address of the host. */
  readonly advertised: string;
  readonly bind: string | null;
  /** STUN server as host:port; null = none. */
  readonly stun: string | null;
  /** Address of the media engine on this machine. */
  readonly loopback: string;
}

/** Settings of a process, derived once from the environment. */
export interface Settings {
  readonly dataFolder: string;
  readonly bind: string;
  readonly httpPort: number;
  readonly publicUrl: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly databaseUrl: string | undefined;
  readonly installationName: string;
  /** True when only this machine can reach the HTTP port and no public address is set. */
  readonly isLocal: boolean;
  readonly demo: boolean;
  /** Value of SAMBUNG_DEMO; `demo` is the derived value for the processes. */
  readonly demoSetting: "auto" | "on" | "off";
  readonly oss: OssSettings;
  readonly ossSimulator: boolean;
  readonly ossSimulatorPort: number;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Whether this installation manages the inventory of codes; otherwise a tenant enters its decree manually. */
  readonly licensing: boolean;
  /** SIP port of phones and trunks; undefined = telephony is off. */
  readonly sipPort: number | undefined;
  /** SIP port for TLS; undefined = off. */
  readonly sipsPort: number | undefined;
  /** Port to which the portal forwards SIP messages of browsers; undefined = off. */
  readonly webSocketPort: number | undefined;
  /** PEM file of additional certificate authorities for trunks. */
  readonly sipAuthoritiesFile: string | undefined;
  /** SMPP port of ESMEs; undefined = SMS is off. */
  readonly smppPort: number | undefined;
  /** SMPP port for TLS; undefined = off. */
  readonly smppsPort: number | undefined;
  readonly rtp: RtpSettings;
  readonly webrtc: WebrtcSettings;
  /** Maximum number of concurrent click-to-call calls from websites. */
  readonly visitorCallsMax: number;
  /** The text-to-speech program: its name or its path. */
  readonly speechProgram: string;
  /** URL of the speech recogniser; undefined = none. */
  readonly recogniserUrl: string | undefined;
  /** Internal hosts that webhooks may call, as `host:port`; `host:*` permits every port of a host. */
  readonly hookHosts: readonly string[];
  readonly metricsToken: string | undefined;
  /** How long calls may continue after SIGTERM. */
  readonly drainSeconds: number;
  readonly logLevel: Variables["SAMBUNG_LOG_LEVEL"];
}

/** Why the environment is unusable: one line per fault, naming the variable. */
export interface SettingsRefusal {
  readonly code: "settings-invalid" | "settings-insecure";
  readonly lines: readonly string[];
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|([^.]+\.)*localhost)$/;

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host.replace(/^\[|\]$/g, ""));
}

/** Reads settings from environment variables; refuses malformed or unsafe values. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Result<Settings, SettingsRefusal> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    return refuse({ code: "settings-invalid", lines });
  }
  const insecure = insecureLines(parsed.data);
  if (insecure.length > 0) return refuse({ code: "settings-insecure", lines: insecure });
  return ok(derive(parsed.data));
}

function insecureLines(vars: Variables): readonly string[] {
  const lines: string[] = [...databaseUrlLines(vars.DATABASE_URL), ...rtpLines(vars)];
  const hasTls = vars.SAMBUNG_TLS_CERT !== undefined && vars.SAMBUNG_TLS_KEY !== undefined;
  if ((vars.SAMBUNG_TLS_CERT === undefined) !== (vars.SAMBUNG_TLS_KEY === undefined)) {
    lines.push("SAMBUNG_TLS_CERT and SAMBUNG_TLS_KEY go together: set both or neither.");
  }
  if (!isLoopback(vars.SAMBUNG_BIND) && !hasTls && vars.SAMBUNG_TRUSTED_PROXY === undefined) {
    lines.push(
      `SAMBUNG_BIND=${vars.SAMBUNG_BIND} would serve plain HTTP to other machines: browsers then give no secure cookie and no microphone. ` +
        "Set SAMBUNG_TLS_CERT and SAMBUNG_TLS_KEY, or SAMBUNG_TRUSTED_PROXY with the address of the proxy that speaks TLS.",
    );
  }
  if (!isLoopback(vars.SAMBUNG_BIND) && vars.SAMBUNG_PUBLIC_URL === undefined) {
    lines.push("SAMBUNG_PUBLIC_URL must name the address the public uses: it is printed in the QR of every decree.");
  }
  if (vars.SAMBUNG_PUBLIC_URL !== undefined) {
    const url = new URL(vars.SAMBUNG_PUBLIC_URL);
    if (!isLoopback(url.hostname) && url.protocol !== "https:") {
      lines.push("SAMBUNG_PUBLIC_URL must start with https:// unless it is a loopback address.");
    }
  }
  return lines;
}

function rtpLines(vars: Variables): readonly string[] {
  const [voice, browsers] = [rtpSettings(vars).ports, webrtcSettings(vars).ports];
  const isRange = ({ from, to }: RtpSettings["ports"]) => from >= 1_024 && from < to && to <= 65_535;
  const named = { SAMBUNG_RTP_PORTS: voice, SAMBUNG_WEBRTC_PORTS: browsers };
  const lines = Object.entries(named).flatMap(([name, ports]) =>
    isRange(ports) ? [] : [`${name} must name ports from 1024 to 65535, the lower one first.`],
  );
  const isApart = voice.to < browsers.from || browsers.to < voice.from;
  // Derived ports that are invalid because their base is invalid get no line.
  if (vars.SAMBUNG_WEBRTC_PORTS === undefined) return lines.slice(0, 1);
  return isApart ? lines : [...lines, "SAMBUNG_RTP_PORTS and SAMBUNG_WEBRTC_PORTS must not share ports."];
}

/** The passwords of the database roles are derived from the password in the URL, so the URL must contain one. */
function databaseUrlLines(databaseUrl: string | undefined): readonly string[] {
  if (databaseUrl === undefined) return [];
  const needed = "DATABASE_URL must be a postgres:// address that carries a user and a password.";
  try {
    const { user, password } = parseIntoClientConfig(databaseUrl);
    return user && password ? [] : [needed];
  } catch {
    return [needed];
  }
}

function derive(vars: Variables): Settings {
  const publicHost = vars.SAMBUNG_PUBLIC_URL === undefined ? undefined : new URL(vars.SAMBUNG_PUBLIC_URL).hostname;
  const isLocal = isLoopback(vars.SAMBUNG_BIND) && (publicHost === undefined || isLoopback(publicHost));
  const isTrial = isLocal && vars.NODE_ENV !== "production";
  const demo = isTrial && vars.SAMBUNG_DEMO !== "off";
  const { SAMBUNG_TLS_CERT: certFile, SAMBUNG_TLS_KEY: keyFile } = vars;
  return {
    dataFolder: vars.SAMBUNG_DATA,
    bind: vars.SAMBUNG_BIND,
    httpPort: vars.SAMBUNG_HTTP_PORT,
    publicUrl: vars.SAMBUNG_PUBLIC_URL?.replace(/(?<!\/)\/+$/, ""),
    trustedProxies: trustedProxiesOf(vars, isLocal),
    tls: certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined,
    databaseUrl: vars.DATABASE_URL,
    installationName: vars.SAMBUNG_INSTALLATION_NAME,
    isLocal,
    demo,
    demoSetting: vars.SAMBUNG_DEMO,
    oss: ossSettings(vars, isTrial),
    ossSimulator: isTrial && vars.SAMBUNG_OSS_URL === undefined && vars.SAMBUNG_OSS_SIMULATOR !== "off",
    ossSimulatorPort: vars.SAMBUNG_OSS_SIMULATOR_PORT,
    smtpUrl: vars.SAMBUNG_SMTP_URL,
    mailFrom: vars.SAMBUNG_MAIL_FROM,
    licensing: vars.SAMBUNG_LICENSING === "on",
    sipPort: vars.SAMBUNG_SIP_PORT === "off" ? undefined : vars.SAMBUNG_SIP_PORT,
    sipsPort: besideSip(vars, { wanted: vars.SAMBUNG_SIPS_PORT, usual: SIPS_PORT }),
    webSocketPort: besideSip(vars, { wanted: vars.SAMBUNG_WS_PORT, usual: WEBSOCKET_PORT }),
    sipAuthoritiesFile: vars.SAMBUNG_SIP_AUTHORITIES,
    smppPort: vars.SAMBUNG_SMPP_PORT === "off" ? undefined : vars.SAMBUNG_SMPP_PORT,
    smppsPort: vars.SAMBUNG_SMPPS_PORT === "off" ? undefined : vars.SAMBUNG_SMPPS_PORT,
    rtp: rtpSettings(vars),
    webrtc: webrtcSettings(vars),
    visitorCallsMax: vars.SAMBUNG_VISITOR_CALLS,
    speechProgram: vars.SAMBUNG_SPEECH_PROGRAM,
    recogniserUrl: vars.SAMBUNG_RECOGNISER_URL,
    hookHosts: hookHostsOf(vars, demo),
    metricsToken: vars.SAMBUNG_METRICS_TOKEN,
    drainSeconds: vars.SAMBUNG_DRAIN_SECONDS,
    logLevel: vars.SAMBUNG_LOG_LEVEL,
  };
}

/** Every port on this machine. */
const LOOPBACK_HOOKS = ["127.0.0.1:*", "localhost:*", "[::1]:*"];

/** A demo that only its own machine can reach may call programs on that machine, because its operator can reach them anyway. */
function hookHostsOf(vars: Variables, demo: boolean): readonly string[] {
  if (vars.SAMBUNG_HOOK_HOSTS !== undefined) return vars.SAMBUNG_HOOK_HOSTS.toLowerCase().split(",");
  return demo && isLoopback(rtpSettings(vars).advertised) ? LOOPBACK_HOOKS : [];
}

/** Each further port has its standard number; with a random SIP port the further ports are random as well. */
function besideSip(
  { SAMBUNG_SIP_PORT: sip }: Variables,
  { wanted, usual }: { readonly wanted: number | "off" | undefined; readonly usual: number },
): number | undefined {
  if (sip === "off" || wanted === "off") return undefined;
  return wanted ?? (sip === 0 ? 0 : usual);
}

function rtpSettings(vars: Variables): RtpSettings {
  const advertised = vars.SAMBUNG_RTP_ADDRESS ?? "127.0.0.1";
  const bind = isLoopback(advertised) ? advertised : "0.0.0.0";
  return { ports: portsOf(vars.SAMBUNG_RTP_PORTS), advertised, bind };
}

function webrtcSettings(vars: Variables): WebrtcSettings {
  const { advertised } = rtpSettings(vars);
  const isOwn = isLoopback(advertised);
  return {
    advertised,
    ports: browserPorts(vars),
    bind: isOwn ? advertised : null,
    stun: vars.SAMBUNG_STUN_SERVER ?? null,
    loopback: isOwn ? advertised : "127.0.0.1",
  };
}

const BROWSER_PORTS = 1_000;
const PORT_MAX = 65_535;

function browserPorts(vars: Variables): RtpSettings["ports"] {
  if (vars.SAMBUNG_WEBRTC_PORTS !== undefined) return portsOf(vars.SAMBUNG_WEBRTC_PORTS);
  const { from, to } = portsOf(vars.SAMBUNG_RTP_PORTS);
  const isRoomBehind = to + BROWSER_PORTS <= PORT_MAX;
  return isRoomBehind ? { from: to + 1, to: to + BROWSER_PORTS } : { from: from - BROWSER_PORTS, to: from - 1 };
}

function portsOf(range: string): RtpSettings["ports"] {
  const [from = 0, to = 0] = range.split("-").map(Number);
  return { from, to };
}

/** A demo uses the simulator's credentials; otherwise OSS counts as configured only with its own credentials. */
function ossSettings(vars: Variables, isTrial: boolean): OssSettings {
  const user = vars.SAMBUNG_OSS_USER ?? (isTrial ? "sambung" : undefined);
  const password = vars.SAMBUNG_OSS_PASSWORD ?? (isTrial ? "simulator" : undefined);
  const tokenUser = vars.SAMBUNG_OSS_TOKEN_USER ?? user;
  const tokenPassword = vars.SAMBUNG_OSS_TOKEN_PASSWORD ?? password;
  return {
    url: user === undefined || password === undefined ? undefined : vars.SAMBUNG_OSS_URL,
    user: user ?? "",
    password: password ?? "",
    token:
      tokenUser === undefined || tokenPassword === undefined ? undefined : { user: tokenUser, password: tokenPassword },
  };
}

/** A public address with a loopback port requires a proxy on this machine, so that proxy is trusted. */
function trustedProxiesOf(vars: Variables, isLocal: boolean): readonly string[] {
  if (vars.SAMBUNG_TRUSTED_PROXY !== undefined) return vars.SAMBUNG_TRUSTED_PROXY.split(",").map((part) => part.trim());
  return !isLocal && isLoopback(vars.SAMBUNG_BIND) ? ["127.0.0.1", "::1"] : [];
}
