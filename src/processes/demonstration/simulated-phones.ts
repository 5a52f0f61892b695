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
/** Maximum number of stored received packets: five minutes of audio. */
const PACKETS_MAX = 15_000;
/** Delay before the key is pressed: the greeting has started, and the menu accepts keys. */
const KEY_AFTER_MS = 3_000;
const AGENT_SPEAKS_AFTER_MS = 300;

/** Address of the switch for simulated phones, and their sending parameters. */
export interface PhoneNetwork {
  readonly probeContext: ProbeContext;
  readonly sipPort: number;
}

/** Opens the carrier at the trunk's address: it answers the switch's OPTIONS and refuses calls. Throws when its port is in use. */
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
  /** The menu key that the caller presses. */
  readonly key: string;
  readonly script: SpokenScript;
  /** Time after which the caller hangs up if no agent has answered. */
  readonly patienceMs: number;
  readonly talkMsMax: number;
}

/** A simulated caller in a call. */
export interface SimulatedCaller {
  /** False when the switch did not answer. */
  readonly answered: boolean;
  /** Settles when the key is pressed, or the call has ended before. */
  readonly chose: Promise<void>;
  readonly ended: Promise<void>;
  /** An agent has answered: starts the conversation. */
  begin(): void;
  hangUp(): void;
}

/** Calls a code as the trunk's carrier does; resolves when the switch has answered or refused. */
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

/** Plays a script in turns with the received audio; `onOver` is called once at its end. */
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
  /** Registers a phone; false when the switch refuses it. Must be repeated before an hour is over. */
  register(account: Pick<AnswerAccount, "user" | "password">): Promise<boolean>;
  /** Unregisters every phone and closes the sockets. */
  close(): Promise<void>;
}

/** How an agent answers a caller. */
export interface AnswerPlan {
  readonly script: SpokenScript;
  readonly ringMs: number;
  readonly onAnswered: () => void;
}

/** Opens the phones; `planOf` determines how the call of a number is answered. */
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
