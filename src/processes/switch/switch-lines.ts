import { inTenant } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import type { Party } from "../../service/telephony/calls/index.ts";
import type { CallOutcome } from "../../service/telephony/cdr/index.ts";
import { calledNumber, type RoutingDirectory } from "../../service/telephony/dial-plan/index.ts";
import { openRoutingDirectory } from "../../service/telephony/dial-plan/wire.ts";
import { type Phone, phonesShutOut } from "../../service/telephony/phones/index.ts";
import {
  keepBindings,
  loadBindings,
  loadPhones,
  loadSittings,
  readablePhones,
  readableSittings,
} from "../../service/telephony/phones/wire.ts";
import { type LocationService, openLocationService } from "../../service/telephony/sip/wire.ts";
import { type ForbiddenHost, loadTrunks, openDnsCache } from "../../service/telephony/trunks/wire.ts";
import { closedTenantIds, tenantIds } from "../../service/tenancy/tenants/wire.ts";
import { openTaskDirectories, type TaskDirectoryOptions } from "./switch-tasks.ts";

/** Data sources of the switch's directories. */
interface LinesOptions extends TaskDirectoryOptions {
  readonly emergency: ReadonlySet<string>;
  readonly reserved: ReadonlySet<string>;
  /** Hosts to which no trunk may point. */
  readonly isForbiddenHost: ForbiddenHost;
}

/** Location service with the bindings of the last switch. */
export async function openBindings(options: LinesOptions): Promise<LocationService> {
  return openLocationService({
    kept: await allBindings(options),
    store: (phone, kept) => inTenant(options.db, phone.tenantId, (trx) => keepBindings(trx, phone, kept)),
    log: options.log,
  });
}

/** A device or softphone session whose password is no longer valid is unregistered. */
export function forget(
  bindings: LocationService,
  { phone, nowMs, log }: { readonly phone: Phone; readonly nowMs: number; readonly log: Log },
): void {
  const others = bindings.of(phone.id, nowMs).filter(({ sittingId }) => sittingId !== phone.sittingId);
  bindings.keep(phone, others).then(
    () => log.info({ phoneId: phone.id }, "phone.shut-out"),
    (error: unknown) => log.error({ err: error, phoneId: phone.id }, "phone.not-shut-out"),
  );
}

/** A device whose connection has closed, which only the device can reopen, is not rung until it registers again. */
export function letGo(
  bindings: LocationService,
  gone: { readonly connection: string | null; readonly phoneOf: (phoneId: string) => Phone | undefined },
): void {
  if (gone.connection === null) return;
  for (const { phoneId, kept } of bindings.withoutConnection(gone.connection)) {
    const phone = gone.phoneOf(phoneId);
    // The location service reports a failed write; the binding is removed from memory nevertheless.
    if (phone !== undefined) bindings.keep(phone, kept).catch(() => undefined);
  }
}

/** Opens the directory of trunks, phones and numbers, and those of flows and recordings; reports phones that a change excludes. */
export async function openLines(options: LinesOptions) {
  const { db, changeFeed, log, emergency, reserved, key, isForbiddenHost: isForbidden } = options;
  const unreadable = new Set<string>();
  const hosts = openDnsCache({ isForbidden, nowMs: () => performance.now(), log });
  // Exclusions before the first listener are delivered to it later.
  const early: Phone[] = [];
  let tell = (phone: Phone): void => void early.push(phone);
  const lines = await openRoutingDirectory({
    db,
    changeFeed,
    log,
    tenantIds,
    closedTenantIds,
    emergency,
    reserved,
    loadTrunks: async (trx) =>
      (await loadTrunks(trx)).map((trunk) => ({ ...trunk, ...hosts.addressOf(trunk.host, trunk.port) })),
    onRead: (before, after) => {
      // A phone whose secret can no longer be decrypted has not been removed: its device is still rung.
      const out = phonesShutOut(before.phones, after.phones).filter(({ id }) => !unreadable.has(id));
      for (const phone of out) tell(phone);
    },
    loadPhones: async (trx) => {
      const phones = await loadPhones(trx);
      const open = readablePhones(key, phones, (phoneId) => {
        // Logged once, however often the directory is reloaded.
        if (!unreadable.has(phoneId)) log.error({ phoneId }, "phone.secret-unreadable");
        unreadable.add(phoneId);
      });
      for (const { id } of open) unreadable.delete(id);
      return [...open, ...readableSittings(key, await loadSittings(trx))];
    },
  });
  const books = await openTaskDirectories(options);
  return {
    book: lines.book,
    books,
    refresh: async () => {
      await Promise.all([lines.refresh(), books.refresh()]);
    },
    close: async () => {
      lines.close();
      await books.close();
    },
    unreadablePhones: () => unreadable.size,
    followShutOut: (hear: (phone: Phone) => void) => {
      tell = hear;
      for (const phone of early) hear(phone);
    },
  };
}

async function allBindings({ db, clock }: LinesOptions) {
  const found = new Map<
    string,
    Awaited<ReturnType<typeof loadBindings>> extends ReadonlyMap<string, infer One> ? One : never
  >();
  for (const tenantId of await tenantIds(db)) {
    const own = await inTenant(db, tenantId, (trx) => loadBindings(trx, new Date(clock.nowMs())));
    for (const [phoneId, bindings] of own) found.set(phoneId, bindings);
  }
  return found;
}

/** An E1 trunk uses A-law; any other party uses its preferred G.711 law. */
export function codecsOf(directory: RoutingDirectory, party: Party): readonly ("PCMA" | "PCMU")[] {
  const isE1 = party.kind === "trunk" && directory.trunks.byId.get(party.trunkId)?.kind === "e1-gateway";
  return isE1 ? ["PCMA"] : ["PCMA", "PCMU"];
}

/** Whether a party's media must be encrypted. */
export function isEncrypted({ trunks, phones }: RoutingDirectory, party: Party): boolean {
  if (party.kind === "trunk") return trunks.byId.get(party.trunkId)?.isEncrypted ?? false;
  return party.kind === "phone" && (phones.byId.get(party.phoneId)?.isEncrypted ?? false);
}

/** Whether a device is a browser: only browsers register over WebSocket (RFC 7118). */
export function isBrowser(bindings: LocationService, party: Party, nowMs: number): boolean {
  if (party.kind === "visitor" || party.kind === "client") return true;
  if (party.kind !== "phone") return false;
  const device = bindings.of(party.phoneId, nowMs).find(({ contact }) => contact === party.contact);
  return device?.transport === "ws" || device?.transport === "wss";
}

/** The trunk that is reached over TLS at an address. */
export function lineUnderTls({ trunks }: RoutingDirectory, address: string) {
  return [...trunks.byId.values()].find((trunk) => trunk.transport === "tls" && trunk.address === address);
}

/** The refusal after the store refused a call: derived from the mode known here, because the store gives no reason. */
export function refusalOf(directory: RoutingDirectory, code: string): CallOutcome {
  return calledNumber(directory, code)?.mode === "test" ? "not-a-test-line" : "number-off";
}
