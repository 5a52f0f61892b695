import { createSocket, type Socket } from "node:dgram";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type DatabaseAccess, inTenant, type OpenDatabase, openDatabase } from "../src/platform/database/index.ts";
import { connectMedia, type MediaEngine, openSealedFile, startMediaServer } from "../src/platform/media/index.ts";
import { unseal } from "../src/platform/sealing/index.ts";
import { localServerCertificate } from "../src/platform/signing/index.ts";
import { openSipSockets, secureContext } from "../src/platform/sip-sockets/index.ts";
import { openSpeech } from "../src/platform/speech/index.ts";
import { createRuntimeContext } from "../src/platform/world/index.ts";
import { openSwitch, type RunningSwitch, type SwitchOptions } from "../src/processes/switch/switch-app.ts";
import { parseDatagram, receive } from "../src/protocols/sip/index.ts";
import { sealPhoneSecret } from "../src/service/telephony/phones/wire.ts";
import { defaultTenant } from "../src/service/tenancy/tenants/wire.ts";
import { openOutward, publicWay } from "../src/service/tenancy/webhooks/wire.ts";
import { cloneDatabase } from "./clone.ts";
import { testLog } from "./database.ts";
import { openBrowserSide, type TestBrowsers } from "./switch-browsers.ts";

/** A switch with its database, its media process and one socket, in this process. */
export interface TestSwitch {
  readonly database: OpenDatabase;
  readonly running: RunningSwitch;
  readonly engine: MediaEngine;
  readonly port: number;
  /** SIP over TLS, if enabled. */
  readonly tls: { readonly port: number; readonly authorityFile: string } | null;
  readonly tenantId: string;
  readonly folder: string;
  /** The page of a browser phone and the WebRTC process, if enabled. */
  readonly browsers: TestBrowsers | null;
  /** Ends the worker that plays and bridges, like a crash. */
  crashSound(): Promise<void>;
  addTrunk(trunk: {
    readonly port: number;
    readonly channelsMax?: number;
    /** Host of outgoing calls; 127.0.0.1 by default. */
    readonly host?: string;
    readonly address?: string;
    /** Takes precedence over other trunks for outgoing calls. */
    readonly isFirst?: boolean;
    readonly transport?: "udp" | "tls";
    readonly isEncrypted?: boolean;
  }): Promise<string>;
  addPhone(phone: {
    readonly extension: string;
    readonly isEncrypted?: boolean;
  }): Promise<{ readonly id: string; readonly username: string; readonly password: string }>;
  addNumber(number: {
    readonly code: string;
    readonly phoneIds: readonly string[];
    readonly ringSeconds?: number;
    /** Recorded, with an announcement, by default. */
    readonly isRecorded?: boolean;
  }): Promise<void>;
  /** Registers the contact of a phone, without a REGISTER. */
  bind(
    phoneId: string,
    at: { readonly contact: string; readonly address: string; readonly port: number },
  ): Promise<void>;
  /** The stored form of another password of a phone. */
  sealed(phone: { readonly id: string; readonly username: string }): Buffer;
  /** A finished recording: decrypted, and as stored on disk. */
  recording(id: string): Promise<{ readonly wav: Uint8Array; readonly sealed: Buffer }>;
  cdrs(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  events(callId: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

const KEY = Buffer.alloc(32, 7);
const READY_MS_MAX = 10_000;
const POLL_MS = 20;

/** Options of a test switch. */
export interface TestSwitchOptions extends Pick<SwitchOptions, "stepCall" | "loop" | "room" | "scriptOf"> {
  readonly access?: DatabaseAccess;
  readonly legsMax?: number;
  readonly withTls?: boolean;
  readonly withBrowsers?: boolean;
  /** Internal hosts with ports at which the call centre's applications may be called. */
  readonly hookHosts?: readonly string[];
  /** Hosts to which no trunk may point; none by default. */
  readonly isForbiddenHost?: SwitchOptions["isForbiddenHost"];
  /** URL of the speech recogniser; none by default. */
  readonly recogniserUrl?: string | null;
}

/**
 * Opens a switch for a test: `stepCall` injects a fault into its calls, `loop` a load, `access` selects a separate server,
 * `legsMax` and `room` limit legs and waiting events, `withTls` opens SIP over TLS, `withBrowsers` a page with a phone.
 */
export async function openTestSwitch({
  access,
  legsMax = 1_000,
  withTls = false,
  withBrowsers = false,
  hookHosts = [],
  isForbiddenHost = () => false,
  recogniserUrl = null,
  ...options
}: TestSwitchOptions = {}): Promise<TestSwitch> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-switch-"));
  const runtimeContext = createRuntimeContext();
  const clone = access === undefined ? await cloneDatabase() : { access, close: async () => undefined };
  const database = openDatabase({ access: clone.access, role: "app", max: 8, log: testLog });
  const tenantId = await defaultTenant(database.db, { id: runtimeContext.ids.next(), name: "Uji", at: new Date() });
  const media = await openSoundOf(folder, legsMax);
  const engine = connectMedia({ socketPath: media.socketPath, advertised: "127.0.0.1" });
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  const own: { running: RunningSwitch | null } = { running: null };
  const secret = withTls ? await openTls(folder, () => own.running) : null;
  const browsers = await openBrowserSide({ folder, key: KEY, withBrowsers, running: () => own.running });
  const running = await openSwitch({
    db: database.db,
    ...runtimeContext,
    log: testLog,
    engine,
    browsers: browsers.door,
    key: KEY,
    changeFeed: { announce: () => undefined, listen: () => () => undefined, close: async () => undefined },
    filesFolder: path.join(folder, "files"),
    // No test here is of the time that a caller waits for an answer, and the machine may be busy.
    speech: openSpeech("espeak-ng", { speakingMs: 30_000, waitMs: 30_000 }),
    answersFolder: path.join(folder, "answers"),
    lookUpMsMax: 30_000,
    emergency: new Set(["110", "112"]),
    reserved: new Set(["119"]),
    isForbiddenHost,
    advertised: "127.0.0.1",
    keepUntil: () => "2027-01-01",
    send: (bytes, to, onFailed) => {
      const kept = to.transport === "tls" ? secret?.sockets.send : browsers.send;
      if (to.transport === "tls" || to.transport === "ws") kept?.(bytes, to, onFailed);
      else socket.send(bytes, to.port, to.address);
    },
    ownAddress: (transport) => ({ host: "127.0.0.1", port: transport === "tls" ? (secret?.port ?? port) : port }),
    onReplaced: () => undefined,
    // SIPp treats OPTIONS as a call.
    askTrunksEveryMs: null,
    outside: {
      outward: openOutward(publicWay(hookHosts)),
      publicUrl: "http://sambung.test",
      inside: hookHosts,
      recogniserUrl,
    },
    tls: secret,
    webSocketPort: null,
    visitorCallsMax: 4,
    // The test and its media process share this event loop, so its load says nothing about a switch.
    loop: () => 0,
    ...options,
  });
  own.running = running;
  hear(socket, running);
  const parts = { database, tenantId, running, ids: runtimeContext.ids, folder };
  return {
    database,
    running,
    engine,
    port,
    tenantId,
    folder,
    tls: secret,
    browsers: browsers.test,
    crashSound: () => media.crashWorker(0),
    sealed: (phone) => sealPhoneSecret(KEY, { ...phone, password: "sandi-baru" }),
    ...building(parts),
    ...reading(parts),
    close: async () => {
      await running.close(5_000);
      await Promise.all([secret?.sockets.close(), browsers.close()]);
      socket.close();
      engine.close();
      await media.close();
      await database.close();
      await clone.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The media engine of one switch. */
function openSoundOf(folder: string, legsMax: number) {
  return startMediaServer({
    socketPath: path.join(folder, "control.sock"),
    folder: path.join(folder, "recordings"),
    bind: "127.0.0.1",
    advertised: "127.0.0.1",
    ports: ownPorts(),
    workers: 1,
    legsMax,
    priority: "realtime",
    log: testLog,
  });
}

/** SIP over TLS with a certificate of a private authority, which trunks' certificates may be from as well. */
async function openTls(folder: string, running: () => RunningSwitch | null) {
  const keys = path.join(folder, "keys");
  const names = { organisation: "Uji", rootName: "Uji: SIP", hosts: ["127.0.0.1", "localhost"] };
  const pair = await localServerCertificate(keys, names, Date.now());
  const context = secureContext(pair);
  const sockets = await openSipSockets({
    host: "127.0.0.1",
    port: 0,
    log: testLog,
    nowMs: () => performance.now(),
    onMessage: (parsed, source) => running()?.receive(receive(parsed, source)),
    tls: {
      port: 0,
      context: () => context,
      authorities: [pair.authorityPem],
      nameOf: (address) => running()?.tlsNameOf(address) ?? null,
    },
  });
  const port = sockets.tlsPort ?? 0;
  return { sockets, port, authorityFile: path.join(keys, "root.crt"), authorityPem: pair.authorityPem };
}

/** A thousand ports that switches of other test processes do not use. */
function ownPorts(): { readonly from: number; readonly to: number } {
  const from = 20_000 + (process.pid % 10) * 1_000;
  return { from, to: from + 999 };
}

function hear(socket: Socket, running: RunningSwitch): void {
  socket.on("message", (bytes, { address, port }) => {
    const source = { transport: "udp", address, port, connection: null } as const;
    running.receive(receive(parseDatagram(bytes), source));
  });
}

interface Parts {
  readonly database: OpenDatabase;
  readonly tenantId: string;
  readonly running: RunningSwitch;
  readonly ids: { next(): string };
  readonly folder: string;
}

const USUAL_TRUNK = {
  channelsMax: 30,
  host: "127.0.0.1",
  address: "127.0.0.1",
  isFirst: false,
  transport: "udp",
  isEncrypted: false,
};

function building(parts: Parts): Pick<TestSwitch, "addTrunk" | "addPhone" | "addNumber"> {
  const { tenantId, running, ids } = parts;
  const { db } = parts.database;
  const createdAt = new Date();
  return {
    addTrunk: async (wish) => {
      const trunk = { ...USUAL_TRUNK, ...wish };
      const id = ids.next();
      await inTenant(db, tenantId, async (trx) => {
        const agreement = { carrier: "Operator Uji", agreementNumber: "PKS-1" };
        const { host, port, transport, isEncrypted, channelsMax, isFirst } = trunk;
        const at = { host, port, transport, isEncrypted };
        await trx
          .insertInto("trunk")
          .values({
            id,
            tenantId,
            name: `E1 ${id}`,
            kind: "e1-gateway",
            ...agreement,
            ...at,
            channelsMax,
            createdAt: isFirst ? new Date(0) : createdAt,
          })
          .execute();
        await trx
          .insertInto("trunkAddress")
          .values({ address: trunk.address, trunkId: id, tenantId, approvedAt: new Date() })
          .execute();
      });
      await running.refresh();
      return id;
    },
    addPhone: async ({ extension, isEncrypted = false }) => {
      const [id, username, password] = [ids.next(), `phone-${extension}`, `rahasia-${extension}`];
      const sealedSecret = sealPhoneSecret(KEY, { id, username, password });
      await inTenant(db, tenantId, (trx) =>
        trx
          .insertInto("phone")
          .values({
            id,
            tenantId,
            extension,
            name: `Meja ${extension}`,
            username,
            isEncrypted,
            sealedSecret,
            createdAt,
          })
          .execute(),
      );
      await running.refresh();
      return { id, username, password };
    },
    addNumber: async ({ code, phoneIds, ringSeconds = 30, isRecorded = true }) => {
      await db
        .insertInto("numberMode")
        .values({ code, mode: "open", source: "licensing", changedAt: createdAt })
        .onConflict((conflict) => conflict.column("code").doUpdateSet({ mode: "open" }))
        .execute();
      await inTenant(db, tenantId, async (trx) => {
        await trx
          .insertInto("serviceNumber")
          .values({ code, tenantId, label: "Layanan", ringSeconds, isRecorded, createdAt })
          .execute();
        const rows = phoneIds.map((phoneId, position) => ({ code, phoneId, tenantId, position }));
        if (rows.length > 0) await trx.insertInto("serviceNumberPhone").values(rows).execute();
      });
      await running.refresh();
    },
  };
}

function reading(parts: Parts): Pick<TestSwitch, "bind" | "recording" | "cdrs" | "events"> {
  const { tenantId, running } = parts;
  const { db } = parts.database;
  return {
    bind: (phoneId, { contact, address, port }) =>
      running.bind({ id: phoneId, tenantId }, [
        {
          contact,
          address,
          port,
          transport: "udp",
          connection: null,
          sittingId: null,
          sipCallId: "test",
          cseq: 1,
          userAgent: "test",
          registeredAtMs: Date.now(),
          expiresAtMs: Date.now() + 3_600_000,
        },
      ]),
    recording: (id) => readRecording(parts, id),
    cdrs: () => inTenant(db, tenantId, (trx) => trx.selectFrom("cdr").selectAll().orderBy("beganAt").execute()),
    events: async (callId) => {
      const rows = await inTenant(db, tenantId, (trx) =>
        trx.selectFrom("callEvent").select("kind").where("callId", "=", callId).orderBy("sequence").execute(),
      );
      return rows.map(({ kind }) => kind);
    },
  };
}

async function readRecording(
  parts: { readonly database: OpenDatabase; readonly tenantId: string; readonly folder: string },
  id: string,
) {
  const find = () =>
    inTenant(parts.database.db, parts.tenantId, (trx) =>
      trx.selectFrom("recording").selectAll().where("id", "=", id).executeTakeFirst(),
    );
  const endsAt = performance.now() + READY_MS_MAX;
  let row = await find();
  while (row?.state !== "kept" && performance.now() < endsAt) {
    await delay(POLL_MS);
    row = await find();
  }
  if (row?.state !== "kept") throw new Error(`the recording is ${row?.state ?? "not there"}`);
  const [segment] = row.segments as unknown as readonly { readonly file: string }[];
  const file = path.join(parts.folder, "recordings", segment?.file ?? "");
  const sealed = await openSealedFile(file, unseal(KEY, id, row.sealedKey));
  const wav = await sealed.read(0, sealed.bytes);
  await sealed.close();
  return { wav, sealed: await readFile(file) };
}
