import { type CheckedRequest, headerOf, paramOf, type SipPeer } from "../../../protocols/sip/index.ts";
import { type Binding, type ClientPass, readClientPass } from "../phones/index.ts";
import {
  BegunCalls,
  CLIENT_METHODS,
  type ClientLegs,
  hasClientRoom,
  judgeClient,
  PARAMETERS_HEADER,
  parametersOf,
} from "./client-rules.ts";
import type { DialogController } from "./dialog-controller.effects.ts";
import type { LocationService } from "./location-service.effects.ts";
import { refuseStateless } from "./refuse-stateless.effects.ts";
import type { SendBytes } from "./sip-core.effects.ts";

/** A client's call as it begins: who places it, and what its application is to be told. */
export interface ClientCall {
  readonly client: ClientPass;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What stands before browsers that a token of their call centre's program has let in: each connection is one identity, and has no account. */
export interface ClientGate {
  /** Whether a request of such a connection goes on; one that does not has been answered, or was dropped. */
  admits(request: CheckedRequest, source: SipPeer): boolean;
  /** The call that an INVITE begins; undefined for any other request. */
  callOf(request: CheckedRequest): ClientCall | undefined;
  /** Who says by a REGISTER where it is rung; undefined for any other request. */
  registeringOf(request: CheckedRequest): ClientPass | undefined;
  /** Where clients are rung. */
  readonly bindings: LocationService;
  /** The connections that are rung under a name in a call centre, the newest first. */
  rungAs(tenantId: string, identity: string): readonly ClientPass[];
  /** Where a connection is rung; undefined where it is not, or not any more. */
  bindingOf(clientId: string): Binding | undefined;
  /** Takes a place for a leg that a client begins; false when there is none. */
  take(client: ClientPass, legId: string): boolean;
  /** Gives a place back. */
  legGone(legId: string): void;
  /** Whether a connection is to be ended: its token is over, and no call goes on at it. */
  isOver(source: SipPeer): boolean;
  /** A connection has ended, and with it whatever it could say; false for one that is no client's. */
  gone(connection: string): boolean;
}

/** What the gate stands on. */
export interface ClientGateOptions {
  /** Where clients are rung, in memory alone: a connection does not outlive the switch. */
  readonly bindings: LocationService;
  readonly nowMs: () => number;
  readonly legs: () => Pick<DialogController, "isFrom" | "at">;
  readonly send: SendBytes;
  readonly onDrop: (why: string) => void;
}

/** Branches of INVITEs that a connection may still take back. */
const BRANCHES_MAX = 8;
/** Connections that are rung for one name at once. */
const RUNG_MAX = 5;

interface Client {
  readonly pass: ClientPass;
  /** Of the INVITEs that began its last calls. */
  branches: readonly string[];
}

/** Opens the gate. */
export function openClientGate(options: ClientGateOptions): ClientGate {
  const { bindings, nowMs } = options;
  const byConnection = new Map<string, Client>();
  const byId = new Map<string, Client>();
  const begun = new WeakMap<CheckedRequest, ClientCall>();
  const registering = new WeakMap<CheckedRequest, ClientPass>();
  const lately = new BegunCalls();
  let legs: ClientLegs = new Map();
  const clientAt = (connection: string, pass: ClientPass): Client => {
    const known = byConnection.get(connection);
    if (known !== undefined) return known;
    const client: Client = { pass, branches: [] };
    byConnection.set(connection, client);
    byId.set(pass.id, client);
    return client;
  };
  const bindingOf = (clientId: string): Binding | undefined => {
    const pass = byId.get(clientId)?.pass;
    if (pass === undefined || pass.untilMs <= nowMs()) return undefined;
    return bindings.of(clientId, nowMs()).at(-1);
  };
  return {
    bindings,
    bindingOf,
    admits: (request, source) => {
      const pass = readClientPass(source.pass ?? "");
      if (pass === null || source.connection === null) return dropped(options, "client-unknown");
      const client = clientAt(source.connection, pass);
      const verdict = verdictOn(options, client, { request, connection: source.connection });
      if (verdict === "drop") return dropped(options, "client");
      if (verdict === "register") registering.set(request, pass);
      if (verdict === "register" || verdict === "pass") return true;
      const parameters = parametersOf(headerOf(request.message, PARAMETERS_HEADER));
      if (verdict === "begin" && parameters !== null) {
        const branch = paramOf(request.via.params, "branch") ?? "";
        client.branches = [...client.branches, branch].slice(-BRANCHES_MAX);
        begun.set(request, { client: pass, parameters });
        return true;
      }
      return refused(options, { request, source, status: verdict === "begin" ? 400 : verdict });
    },
    callOf: (request) => begun.get(request),
    registeringOf: (request) => registering.get(request),
    rungAs: (tenantId, identity) =>
      passesOf(byId.values(), { tenantId, identity })
        .filter(({ id }) => bindingOf(id) !== undefined)
        .slice(0, RUNG_MAX),
    take: ({ id: clientId, tenantId, identity }, legId) => {
      const caller = { clientId, tenantId, identity };
      if (!byId.has(clientId) || !hasClientRoom(legs, { ...caller, begunMs: lately.of(caller) }, nowMs())) return false;
      lately.add(caller, nowMs());
      legs = new Map(legs).set(legId, caller);
      return true;
    },
    legGone: (legId) => {
      if (legs.has(legId)) legs = new Map([...legs].filter(([id]) => id !== legId));
    },
    isOver: (source) => isOver(options, byConnection, source),
    gone: (connection) => {
      const client = byConnection.get(connection);
      if (client === undefined) return false;
      byConnection.delete(connection);
      byId.delete(client.pass.id);
      // It is in memory alone.
      bindings.keep(client.pass, []).catch(() => undefined);
      return true;
    },
  };
}

/** Passes of a name that is rung, the newest first. */
function passesOf(
  clients: Iterable<Client>,
  { tenantId, identity }: Pick<ClientPass, "tenantId" | "identity">,
): readonly ClientPass[] {
  const passes = Array.from(clients, ({ pass }) => pass);
  return passes.filter((pass) => pass.tenantId === tenantId && pass.identity === identity && pass.isRung).toReversed();
}

function isOver(
  { legs, nowMs }: ClientGateOptions,
  byConnection: ReadonlyMap<string, Client>,
  { pass, connection }: SipPeer,
): boolean {
  if (pass === undefined || connection === null) return false;
  const untilMs = (byConnection.get(connection)?.pass ?? readClientPass(pass))?.untilMs;
  return untilMs !== undefined && untilMs <= nowMs() && legs().at(connection).length === 0;
}

function verdictOn(
  { legs, nowMs }: ClientGateOptions,
  { pass, branches }: Client,
  { request, connection }: { readonly request: CheckedRequest; readonly connection: string },
) {
  const branch = paramOf(request.via.params, "branch");
  const { uri, toTag, message } = request;
  return judgeClient({
    method: message.method,
    isInside: toTag !== null,
    isOwn: legs().isFrom(request, connection) || (typeof branch === "string" && branches.includes(branch)),
    user: uri.kind === "sip" ? uri.user : null,
    applicationSid: pass.applicationId === null ? null : `AP${pass.applicationId.replaceAll("-", "")}`,
    isRung: pass.isRung,
    isInForce: pass.untilMs > nowMs(),
  });
}

function dropped({ onDrop }: ClientGateOptions, why: string): false {
  onDrop(why);
  return false;
}

function refused(
  { send, onDrop }: ClientGateOptions,
  told: { readonly request: CheckedRequest; readonly source: SipPeer; readonly status: number },
): false {
  onDrop("client");
  refuseStateless(send, { ...told, methods: CLIENT_METHODS });
  return false;
}
