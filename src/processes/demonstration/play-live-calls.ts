import type { RingRefusal } from "../../identity/wire.ts";
import type { SpeechLanguage } from "../../platform/speech/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { RING_KEY, TRUNK_PORT } from "./call-centre.ts";
import type { openCallerVoices } from "./caller-voices.ts";
import { OPERATOR } from "./companies.ts";
import { customerNumber } from "./history.ts";
import type { HistoryChance } from "./history-chance.ts";
import {
  type LiveEffect,
  type LiveInput,
  nextCallMs,
  noLiveCalls,
  type PlannedCall,
  stepLiveCalls,
} from "./live-calls.ts";
import type { LiveCentre } from "./live-centre.ts";
import {
  type AgentPhones,
  type CallerOptions,
  openAgentPhones,
  openCarrier,
  type PhoneNetwork,
  placeCall,
  type SimulatedCaller,
} from "./simulated-phones.ts";

/** The caller of the user's call: a customer whose SMS about a payment waits for a reply. */
const RING_CUSTOMER = 8;
const RING_PATIENCE_MS = 90_000;
/** Talk time after which the caller of the user's call hangs up at the latest, in milliseconds. */
export const RING_TALK_MS_MAX = 240_000;
const REFRESH_MS = 500;
/** Ringing time for a caller outside the plan: a person with a phone. */
const RING_MS = 1_000;
/** A registration expires after an hour. */
const REGISTER_AGAIN_MS = 1_800_000;

/** Dependencies of the simulated calls. */
export interface LiveCallsOptions {
  readonly network: PhoneNetwork;
  readonly centre: LiveCentre;
  readonly voices: ReturnType<typeof openCallerVoices>;
  readonly chance: HistoryChance;
  readonly log: Log;
  /** Called once, when the last call has ended after the visit. */
  readonly onFinished: () => void;
}

/** Running simulated calls. */
export interface PlayedLiveCalls {
  /** Rings the user's agent; resolves once the caller has chosen the user's queue, with null or a refusal. */
  ring(language: SpeechLanguage): Promise<RingRefusal | null>;
  /** The demonstration is idle: ends after the calls in progress. */
  idle(): void;
  /** A user tries the demonstration again. */
  active(): void;
  /** Ends every call, signs the agents out and unregisters their phones; safe to call twice. */
  close(): Promise<void>;
}

/** Signs in simulated agents and starts calls until `close`. */
export async function playLiveCalls(options: LiveCallsOptions): Promise<PlayedLiveCalls> {
  const { network, centre, chance, log, onFinished } = options;
  const { nowMs, fail } = network.probeContext;
  const callers = openCallers(options);
  const carrier = await openCarrier(network, TRUNK_PORT).catch((error: unknown) => {
    // Another program uses the port: calls continue, and the trunk is shown as unreachable.
    log.warn({ err: error }, "demonstration.carrier-away");
    return null;
  });
  const phones = await openPhones(options, callers);
  const refreshing = await startWork(phones, centre, fail);
  let state = noLiveCalls(nowMs());
  let timer: NodeJS.Timeout | undefined;
  let closing: Promise<void> | undefined;

  const give = (input: LiveInput): readonly LiveEffect[] => {
    const step = stepLiveCalls(state, input, { nowMs: nowMs(), chance, ringCustomer: RING_CUSTOMER });
    state = step.state;
    clearTimeout(timer);
    const dueMs = closing === undefined && centre.agentIds.length > 0 ? nextCallMs(state) : null;
    if (dueMs !== null) timer = setTimeout(() => give({ input: "time" }), Math.max(0, dueMs - nowMs()));
    for (const effect of step.effects) {
      if (effect.effect === "call")
        follow(callers.call(effect.call), () => give({ input: "ended", customer: effect.call.customer }));
      if (effect.effect === "finish") onFinished();
    }
    return step.effects;
  };
  const follow = (call: Promise<void>, end: () => void): void => {
    call.catch((error: unknown) => log.warn({ err: error }, "demonstration.call-failed")).then(end, fail);
  };
  const endWork = async (): Promise<void> => {
    await callers.hangUp();
    await centre.logOut();
    await phones.close();
    await carrier?.close();
  };
  give({ input: "time" });
  return {
    ring: async (language) => {
      if (!centre.hasVisitorAgent) return "demonstration-caller-missing";
      if (!give({ input: "ring-requested" }).some(({ effect }) => effect === "ring")) return "demonstration-ring-busy";
      const { entered, ended } = callers.ring(language);
      follow(ended, () => give({ input: "ring-ended" }));
      return (await entered) ? null : "demonstration-switch-away";
    },
    idle: () => void give({ input: "idle" }),
    active: () => void give({ input: "active" }),
    close: () => {
      clearTimeout(timer);
      clearInterval(refreshing);
      closing ??= endWork();
      return closing;
    },
  };
}

/** Simulated callers with calls in progress. */
interface Callers {
  /** Settles when the call has ended. */
  call(call: PlannedCall): Promise<void>;
  /** Calls the user's agent; `entered` tells whether the caller chose the user's queue. */
  ring(language: SpeechLanguage): { readonly entered: Promise<boolean>; readonly ended: Promise<void> };
  /** Ringing time of the agent's phone for a caller. */
  ringMs(callerNumber: string): number;
  /** An agent's phone has answered a caller. */
  begin(callerNumber: string): void;
  /** Ends every call. */
  hangUp(): Promise<void>;
}

function openCallers({ network, centre, voices, log }: LiveCallsOptions): Callers {
  const planned = new Map<string, PlannedCall>();
  const inProgress = new Map<string, SimulatedCaller>();
  const place = async (call: Omit<CallerOptions, "code">): Promise<SimulatedCaller> => {
    const caller = await placeCall(network, { code: OPERATOR.code, ...call });
    inProgress.set(call.callerNumber, caller);
    caller.ended.then(() => inProgress.delete(call.callerNumber)).catch(network.probeContext.fail);
    return caller;
  };
  const placeRing = async (language: SpeechLanguage) =>
    place({
      callerNumber: customerNumber(RING_CUSTOMER),
      key: RING_KEY,
      script: await voices("caller-billing", language),
      patienceMs: RING_PATIENCE_MS,
      talkMsMax: RING_TALK_MS_MAX,
    });
  return {
    call: async (call) => {
      const { customer, key, patienceMs, talkMsMax } = call;
      const callerNumber = customerNumber(customer);
      const script = await voices(key === "2" ? "caller-fault" : "caller-billing", "id");
      planned.set(callerNumber, call);
      try {
        await (await place({ callerNumber, key, script, patienceMs, talkMsMax })).ended;
      } finally {
        planned.delete(callerNumber);
      }
    },
    ring: (language) => {
      const placed = placeRing(language);
      return {
        entered: placed.then(async ({ chose, answered }) => {
          await chose;
          return answered;
        }),
        ended: placed.then((caller) => beginOnceTalking(centre, caller, log)),
      };
    },
    ringMs: (callerNumber) => planned.get(callerNumber)?.ringMs ?? RING_MS,
    begin: (callerNumber) => inProgress.get(callerNumber)?.begin(),
    hangUp: async () => {
      const callers = [...inProgress.values()];
      for (const caller of callers) caller.hangUp();
      await Promise.all(callers.map(({ ended }) => ended));
    },
  };
}

/** Phones of simulated agents, which talk to a caller in turns. */
async function openPhones({ network, voices }: LiveCallsOptions, callers: Callers): Promise<AgentPhones> {
  const script = await voices("agent", "id");
  return openAgentPhones(network, (callerNumber) => ({
    script,
    ringMs: callers.ringMs(callerNumber),
    onAnswered: () => callers.begin(callerNumber),
  }));
}

/** Registers the phones of simulated agents and signs the agents in; returns the timer that renews the registrations. */
async function startWork(
  phones: AgentPhones,
  centre: LiveCentre,
  fail: (error: unknown) => void,
): Promise<NodeJS.Timeout> {
  const accounts = (await centre.phones()).map(({ username, password }) => ({ user: username, password }));
  const registerAll = async () => {
    for (const account of accounts) await phones.register(account);
  };
  await registerAll();
  await centre.logIn();
  return setInterval(() => {
    registerAll().catch(fail);
  }, REGISTER_AGAIN_MS);
}

/** The user answers in a browser, which this process detects by the state of the agent. A request that fails is repeated until the caller gives up. */
export async function beginOnceTalking(
  centre: Pick<LiveCentre, "isVisitorTalking">,
  caller: Pick<SimulatedCaller, "begin" | "ended">,
  log: Log,
): Promise<void> {
  let isOver = false;
  const ended = caller.ended.then(() => {
    isOver = true;
  });
  const isTalking = () =>
    centre.isVisitorTalking().catch((error: unknown) => {
      log.warn({ err: error }, "demonstration.agent-state-unknown");
      return false;
    });
  while (!isOver && !(await isTalking())) {
    const pause = Promise.withResolvers<void>();
    const timer = setTimeout(pause.resolve, REFRESH_MS);
    await Promise.race([pause.promise, ended]);
    clearTimeout(timer);
  }
  caller.begin();
  await ended;
}
