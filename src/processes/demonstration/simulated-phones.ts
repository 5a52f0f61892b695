import type { ProbeContext } from "../../probe/measure/wire.ts";
import {
  type AnswerAccount,
  type Answering,
  openAnsweringPhones,
  openCallingSide,
  openSipSide,
  peerOf,
  registerPhone,
} from "../../probe/measure/wire.ts";
import type { SpokenScript } from "./caller-voices.ts";
import { beginConversation, type Conversation, isSpeech, listen, speak } from "./conversation.ts";

const ADDRESS = "127.0.0.1";
/** Five minutes of received sound. */
const PACKETS_MAX = 15_000;
/** The greeting has begun, and the menu takes keys. */
const KEY_AFTER_MS = 3_000;
const AGENT_SPEAKS_AFTER_MS = 300;

/** Where simulated phones reach the switch, and how they send. */
export interface PhoneNetwork {
  readonly probeContext: ProbeContext;
  readonly sipPort: number;
}

/** Opens the carrier at the trunk's address: it answers the switch's OPTIONS and refuses calls. Throws where its port is in use. */
export function openCarrier({ probeContext }: PhoneNetwork, port: number): Promise<{ close(): Promise<void> }> {
  return openSipSide({
    ...probeContext,
    address: ADDRESS,
    port,
    onCall: (call, event) => {
      if (event.kind === "incoming") call.act({ kind: "refuse", status: 404, headers: [] });
    },
  });
}

/** One call of a simulated caller. */
export interface CallerOptions {
  readonly code: string;
  readonly callerNumber: string;
  /** The key of the menu that the caller presses. */
  readonly key: string;
  readonly script: SpokenScript;
  /** The caller hangs up when no agent has answered after so long. */
  readonly patienceMs: number;
  readonly talkMsMax: number;
}

/** A simulated caller on the line. */
export interface SimulatedCaller {
  /** False when the switch did not answer. */
  readonly answered: boolean;
  /** Settles when the key is pressed, or the call has ended before. */
  readonly chose: Promise<void>;
  readonly ended: Promise<void>;
  /** An agent has answered: the conversation begins. */
  begin(): void;
  hangUp(): void;
}

/** Calls a code as the carrier of the trunk does; resolves when the switch has answered, or will not. */
export async function placeCall(
  { probeContext, sipPort }: PhoneNetwork,
  options: CallerOptions,
): Promise<SimulatedCaller> {
  const { code, callerNumber, key, script, patienceMs, talkMsMax } = options;
  const timers = new Set<NodeJS.Timeout>();
  const after = (ms: number, act: () => void) => void timers.add(setTimeout(act, ms));
  const side = await openCallingSide(probeContext, {
    address: ADDRESS,
    to: peerOf({ address: ADDRESS, port: sipPort, transport: "udp" }),
  });
  const voice = openVoice(probeContext, script, () => call.hangUp());
  const call = await side.call({
    planned: { nth: 0, callerNumber, atMs: 0 },
    code,
    pair: null,
    packetsMax: PACKETS_MAX,
    voice: voice.voice,
    onFrame: voice.onFrame,
  });
  const ended = call.ended.then(async () => {
    for (const timer of timers) clearTimeout(timer);
    await side.close();
  });
  const answered = await call.answered;
  const chose = Promise.withResolvers<void>();
  if (answered) {
    after(KEY_AFTER_MS, () => {
      call.line.press(key);
      chose.resolve();
    });
    after(patienceMs, () => {
      if (!voice.hasBegun()) call.hangUp();
    });
  }
  return {
    answered,
    chose: Promise.race([chose.promise, ended]),
    ended,
    begin: () => {
      if (voice.hasBegun()) return;
      voice.begin();
      after(talkMsMax, call.hangUp);
    },
    hangUp: call.hangUp,
  };
}

/** Plays a script in turns with what the line receives; `onOver` is called once at its end. */
function openVoice({ nowMs }: Pick<ProbeContext, "nowMs">, script: SpokenScript, onOver: () => void) {
  let conversation: Conversation | undefined;
  return {
    hasBegun: () => conversation !== undefined,
    begin: (firstMs?: number) => {
      conversation ??= beginConversation(nowMs(), firstMs);
    },
    voice: (): Int16Array | null => {
      if (conversation === undefined) return null;
      const spoken = speak(conversation, script, nowMs());
      conversation = spoken.conversation;
      if (spoken.isOver) onOver();
      return spoken.frame;
    },
    onFrame: (samples: Int16Array): void => {
      if (conversation !== undefined && isSpeech(samples)) conversation = listen(conversation, nowMs());
    },
  };
}

/** Phones of simulated agents, which answer every call and speak. */
export interface AgentPhones {
  /** Registers a phone; false when the switch does not accept it. Again before an hour is over. */
  register(account: Pick<AnswerAccount, "user" | "password">): Promise<boolean>;
  /** Unregisters every phone and closes the line. */
  close(): Promise<void>;
}

/** How an agent answers a caller. */
export interface AnswerPlan {
  readonly script: SpokenScript;
  readonly ringMs: number;
  readonly onAnswered: () => void;
}

/** Opens the phones; `planOf` says how the call of a number is answered. */
export async function openAgentPhones(
  { probeContext, sipPort }: PhoneNetwork,
  planOf: (callerNumber: string) => AnswerPlan,
): Promise<AgentPhones> {
  const choose = (_: number, callerShown: string): Answering => {
    const plan = planOf(callerShown);
    const voice = openVoice(probeContext, plan.script, () => undefined);
    return {
      pair: null,
      ringMs: plan.ringMs,
      voice: voice.voice,
      onFrame: voice.onFrame,
      onAnswered: () => {
        voice.begin(AGENT_SPEAKS_AFTER_MS);
        plan.onAnswered();
      },
    };
  };
  const phones = await openAnsweringPhones(probeContext, { address: ADDRESS, packetsMax: PACKETS_MAX, choose });
  const registered = new Map<string, AnswerAccount>();
  return {
    register: async ({ user, password }) => {
      const account: AnswerAccount = {
        user,
        domain: ADDRESS,
        address: ADDRESS,
        port: sipPort,
        transport: "udp",
        password,
      };
      if ((await registerPhone(phones.side, account)) !== 200) return false;
      registered.set(user, account);
      return true;
    },
    close: async () => {
      await Promise.all([...registered.values()].map((account) => registerPhone(phones.side, account, 0)));
      await phones.close();
    },
  };
}
