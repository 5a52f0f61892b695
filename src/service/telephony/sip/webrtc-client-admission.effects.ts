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

/** A new call of a client: the client, and the parameters for its application. */
export interface ClientCall {
  readonly client: ClientPass;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Admission of browsers with an access token of their call centre's application: each connection has one identity, and no account. */
export interface ClientGate {
  /** Whether a request of such a connection proceeds; a rejected one was answered or dropped. */
  admits(request: CheckedRequest, source: SipPeer): boolean;
  /** The call that an INVITE begins; undefined for any other request. */
  callOf(request: CheckedRequest): ClientCall | undefined;
  /** The client of a REGISTER; undefined for any other request. */
  registeringOf(request: CheckedRequest): ClientPass | undefined;
  /** Bindings of clients. */
  readonly bindings: LocationService;
  /** The connections registered under a name in a call centre, the newest first. */
  rungAs(tenantId: string, identity: string): readonly ClientPass[];
  /** The binding of a connection; undefined without a valid one. */
  bindingOf(clientId: string): Binding | undefined;
  /** Takes capacity for a leg that a client begins; false when there is none. */
  take(client: ClientPass, legId: string): boolean;
  /** Releases the capacity of a leg. */
  legGone(legId: string): void;
  /** Whether a connection is to be closed: its token has expired, and it has no call in progress. */
  isOver(source: SipPeer): boolean;
  /** A connection has ended: its admission is removed; false for a connection of no client. */
  gone(connection: string): boolean;
}

/** Dependencies of the client admission. */
export interface ClientGateOptions {
  /** Bindings of clients, in memory only: a connection does not outlive the switch. */
  readonly bindings: LocationService;
  readonly nowMs: () => number;
  readonly legs: () => Pick<DialogController, "isFrom" | "at">;
  readonly send: SendBytes;
  readonly onDrop: (why: string) => void;
}

/** Branches of INVITEs that a connection may still cancel. */
const BRANCHES_MAX = 8;
/** Maximum connections that are rung for one name. */
const RUNG_MAX = 5;

interface Client {
  readonly pass: ClientPass;
  /** Branches of the INVITEs of its last calls. */
  branches: readonly string[];
}

/** Opens the admission. */
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
      // The bindings are in memory only.
      bindings.keep(client.pass, []).catch(() => undefined);
      return true;
    },
  };
}

/** Passes registered under a name, the newest first. */
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
