import { rm } from "node:fs/promises";
import { startSimulator } from "../simulators/oss/index.ts";
import type { Demonstration } from "../src/identity/wire.ts";
import { present } from "../src/kernel/index.ts";
import { readSettings } from "../src/platform/config/index.ts";
import type { DatabaseAccess } from "../src/platform/database/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import { type DocumentPool, openDocumentPool } from "../src/platform/pdf/index.ts";
import type { Log } from "../src/platform/telemetry/index.ts";
import type { RuntimeContext } from "../src/platform/world/index.ts";
import { openPortalApp, type PortalApp } from "../src/processes/portal/portal-app.ts";
import { openKit } from "../src/processes/portal/portal-kit.ts";
import { ensureWebBuilt } from "../src/processes/supervisor/web-build.ts";
import { cloneDatabase } from "./clone.ts";
import { testLog } from "./database.ts";
import { type Guests, openGuests } from "./guests.ts";
import { makeQuickFolder } from "./quick-folder.ts";
import { workingMorning } from "./virtual-context.ts";

/** The real portal on a cloned database, in this process. */
export interface TestPortal extends Guests {
  readonly url: string;
  readonly kit: Kit;
  readonly app: PortalApp;
  readonly access: DatabaseAccess;
  /** Closes everything and removes every trace. */
  close(): Promise<void>;
}

/** Options of the portal. */
export interface PortalOptions {
  /** Time and randomness: real randomness from a Wednesday morning on, unless given, as by a test with a real switch. */
  readonly runtimeContext?: RuntimeContext;
  readonly log?: Log;
  /** More settings, by variable. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the sealer and the outbox worker run. */
  readonly works?: boolean;
  /** Whether missing screens are built first. */
  readonly screens?: boolean;
  /** The supervisor's reports about a demonstration. */
  readonly demonstration?: Demonstration;
}

/** Shared by the portals of a process, because a worker takes most of a second to start; it ends with the process. */
let documentPool: DocumentPool | undefined;

/** Opens the portal on a clone of the run's template, with the OSS simulator. */
export async function openTestPortal(options: PortalOptions = {}): Promise<TestPortal> {
  await using stack = new AsyncDisposableStack();
  if (options.screens === true) await ensureWebBuilt();
  const database = await cloneDatabase();
  stack.defer(() => database.close());
  const folder = await makeQuickFolder("portal");
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const runtimeContext = options.runtimeContext ?? workingMorning();
  const { clock } = runtimeContext;
  const ossUrl = await openSimulator(stack, clock);
  const read = readSettings({
    SAMBUNG_DATA: folder,
    SAMBUNG_HTTP_PORT: "0",
    DATABASE_URL: database.url,
    SAMBUNG_OSS_URL: ossUrl,
    // Webhooks to this machine are refused, as on a public installation.
    SAMBUNG_HOOK_HOSTS: "hooks.invalid:443",
    ...options.env,
  });
  const settings = present(read.ok ? read.value : null, "settings of a test portal");
  const opened = await openKit(settings, options.log ?? testLog);
  stack.defer(() => opened.close());
  const kit: Kit = { ...opened.kit, ...runtimeContext };
  documentPool ??= openDocumentPool({ idleMs: 600_000 });
  const app = await openPortalApp(kit, { paper: documentPool, demonstration: options.demonstration });
  stack.defer(() => app.close());
  // Screens compute days by the server's clock, which may be fixed here.
  app.http.addHook("onSend", async (_, reply) => void reply.header("date", new Date(clock.nowMs()).toUTCString()));
  await app.http.listen({ host: "127.0.0.1", port: 0 });
  const port = portOf(app);
  opened.listening(port);
  if (options.works !== false) app.startWork();
  const kept = stack.move();
  const url = `http://127.0.0.1:${port}`;
  return { url, kit, app, access: database.access, ...openGuests(kit, url), close: () => kept.disposeAsync() };
}

/** OSS uses the portal's clock: its keys are valid for a day. */
async function openSimulator(stack: AsyncDisposableStack, clock: RuntimeContext["clock"]): Promise<string> {
  const simulator = await startSimulator({
    port: 0,
    username: "sambung",
    password: "simulator",
    nowMs: () => clock.nowMs(),
  });
  stack.defer(() => simulator.close());
  return `http://127.0.0.1:${simulator.port}/v1/kl/rba`;
}

function portOf(app: PortalApp): number {
  const address = app.http.server.address();
  return present(typeof address === "object" ? address?.port : undefined, "port of the portal");
}
