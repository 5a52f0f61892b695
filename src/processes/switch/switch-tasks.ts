import path from "node:path";
import { checkPassword } from "../../identity/wire.ts";
import type { Clock, IdSource } from "../../kernel/index.ts";
import type { ChangeFeed, Database } from "../../platform/database/index.ts";
import { placeOf } from "../../platform/files/index.ts";
import type { MediaEngine } from "../../platform/media/index.ts";
import type { Speech } from "../../platform/speech/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { calendarsInForce, officeDate } from "../../regulation/index.ts";
import { type FeatureCodeServiceOptions, openFeatureCodeService } from "../../service/acd/feature-codes/wire.ts";
import { openLookupService } from "../../service/acd/knowledge/wire.ts";
import {
  type AcdEngineOptions,
  type CallbackPort,
  findAgentCommand,
  openAcdEngine,
  orderAgentAct,
  QUEUE_COMMANDS,
  queuePlace,
  type RunningAcdEngine,
} from "../../service/acd/queues/wire.ts";
import { authTokenOf } from "../../service/cpaas/twilio-api/wire.ts";
import {
  type HookDirectory,
  openApplicationGateway,
  openExchangeWriter,
  openHookDirectory,
  openTokenCache,
} from "../../service/flows/call-documents/wire.ts";
import { daysOffOf } from "../../service/flows/ivr/index.ts";
import { openFlowDirectory } from "../../service/flows/ivr/wire.ts";
import type {
  AgentPhoneService,
  ApplicationPort,
  CallEngine,
  DataLookupPort,
  ScriptResolver,
  Target,
} from "../../service/telephony/calls/index.ts";
import type { ShelvedPrompt } from "../../service/telephony/calls/wire.ts";
import {
  convertRecording,
  openPromptDirectory,
  openSpokenAnswers,
  readShippedDigests,
  type SpokenAnswers,
} from "../../service/telephony/prompts/wire.ts";
import { tenantIds } from "../../service/tenancy/tenants/wire.ts";
import type { Outward } from "../../service/tenancy/webhooks/index.ts";
import { fetchOutward, twilioSignatureOf } from "../../service/tenancy/webhooks/wire.ts";
import { openCallTexts } from "./switch-texts.ts";

const PROMPTS_FOLDER = path.resolve(import.meta.dirname, "../../../prompts");
/** The prompts that every call may need, by the name the media engine knows them by. */
const PROMPTS = { music: "music.wav", notice: "id/recorded.wav", greeting: "id/test-call.wav" } as const;

/** Prompts are loaded once; the engine's client loads them again into an engine that began anew. */
export async function loadPrompts(engine: MediaEngine): Promise<void> {
  for (const [prompt, file] of Object.entries(PROMPTS)) {
    const loaded = await engine.mixer.request({ kind: "load-prompt", prompt, file: path.join(PROMPTS_FOLDER, file) });
    if (!loaded.ok) throw new Error(`the prompt ${file} cannot be played: ${loaded.refusal}`);
  }
}

/** What calls say and where their flows lead. */
export interface TaskDirectories {
  readonly scriptOf: ScriptResolver;
  /** What calls do that browser clients of an application begin. */
  readonly clientScriptOf: HookDirectory["clientScriptOf"];
  readonly promptOf: (tenantId: string, prompt: string) => ShelvedPrompt | null;
  /** Which recording of a prompt a call centre plays, its own or what ships, by its digest. */
  readonly promptVersion: (tenantId: string, prompt: string) => string;
  /** Where callers' digits are looked up, and the answers spoken. */
  readonly lookUps: DataLookupPort;
  /** The way to applications that lead calls. */
  readonly applications: ApplicationPort;
  /** Keeps what applications are to know of their calls. */
  readonly exchanges: Pick<ReturnType<typeof openExchangeWriter>, "add">;
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** What the books are filled from. */
export interface TaskDirectoryOptions {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the recordings of call centres lie. */
  readonly filesFolder: string;
  /** Speaks answers, and where they lie while the switch runs. */
  readonly speech: Speech;
  readonly answersFolder: string;
  readonly ids: IdSource;
  /** The key of this installation's small secrets. */
  readonly key: Buffer;
  /** The way out to applications, and where they find this installation; own ones in tests. */
  readonly outside: {
    readonly outward: Outward;
    readonly publicUrl: string;
    /** Hosts with their ports that lie inside and may be called nevertheless. */
    readonly inside: readonly string[];
    /** Where what callers say is recognised; null for nowhere. */
    readonly recogniserUrl: string | null;
  };
  /** How long a look-up and its speech may take together; for tests on busy machines. */
  readonly lookUpMsMax?: number;
  /** What calls of a code do beside the live flows; for tests. */
  readonly scriptOf?: ScriptResolver;
}

/** Opens the books of flows and of recordings that call centres have made; both are read again as they change. */
export async function openTaskDirectories(options: TaskDirectoryOptions): Promise<TaskDirectories> {
  const own = { ...options, tenantIds };
  const prompts = await openPromptDirectory(own);
  const shipped = await readShippedDigests(PROMPTS_FOLDER);
  const answers = await openSpokenAnswers({ speech: options.speech, folder: options.answersFolder });
  const hooks = await openHookDirectory(own);
  const exchanges = openExchangeWriter(own);
  const texts = openCallTexts(options);
  const flows = await openFlowDirectory({ ...own, daysOff: (nowMs) => daysOffOf(calendarsInForce(officeDate(nowMs))) });
  return {
    // An application that was given a number goes before a flow that answers it.
    scriptOf: (code, call) =>
      options.scriptOf?.(code, call) ?? hooks.scriptOf(code, call) ?? flows.scriptOf(code, call),
    clientScriptOf: hooks.clientScriptOf,
    promptOf: (tenantId, prompt) => {
      const answer = answers.fileOf(prompt);
      if (answer !== null) return answer;
      const sha256 = prompts.uploadOf(tenantId, prompt);
      if (sha256 === undefined) return shippedPrompt(prompt);
      return { name: `own.${sha256.slice(0, OWN_NAME_DIGITS)}`, file: placeOf(options.filesFolder, sha256) };
    },
    promptVersion: (tenantId, prompt) => {
      const sha256 = prompts.uploadOf(tenantId, prompt) ?? shipped.get(prompt);
      return sha256 === undefined ? prompt : `${prompt}@${sha256.slice(0, VERSION_DIGITS)}`;
    },
    lookUps: openLookupService({
      ...options,
      speak: answers.speak,
      ...(options.lookUpMsMax === undefined ? {} : { msMax: options.lookUpMsMax }),
    }),
    exchanges,
    applications: openApplications(options, { answers, exchanges, texts }),
    refresh: async () => {
      await Promise.all([prompts.refresh(), flows.refresh(), hooks.refresh()]);
    },
    close: async () => {
      prompts.close();
      flows.close();
      hooks.close();
      await texts.close();
      await exchanges.close();
    },
  };
}

/** The way to applications: signed questions, and what is heard of their documents. */
function openApplications(
  options: TaskDirectoryOptions,
  {
    answers,
    exchanges,
    texts,
  }: {
    readonly answers: SpokenAnswers;
    readonly exchanges: ReturnType<typeof openExchangeWriter>;
    readonly texts: ReturnType<typeof openCallTexts>;
  },
): ApplicationPort {
  const { outside, db, clock, log, key } = options;
  const tokens = openTokenCache({ tokenOf: (tenantId) => authTokenOf({ db, clock, key }, tenantId), clock });
  return openApplicationGateway({
    db,
    clock,
    log,
    exchanges,
    authTokenOf: tokens,
    signatureOf: twilioSignatureOf,
    outward: outside.outward,
    fetchWithin: fetchOutward(outside.outward),
    publicUrl: outside.publicUrl,
    sendText: texts.send,
    releaseText: texts.release,
    takeTextBack: texts.takeBack,
    inside: outside.inside,
    hearsSpeech: outside.recogniserUrl !== null,
    speak: answers.speak,
    keep: answers.keep,
    soundIn: convertRecording,
    queuePlace,
  });
}

/** Digits of a digest that tell one recording from another on record. */
const VERSION_DIGITS = 12;
/** Digits of an address that name a recording at the engine, whose names are no longer. */
const OWN_NAME_DIGITS = 48;

/** A prompt that ships, by the name that flows know it by, as `id.welcome`; null for any other name. */
function shippedPrompt(prompt: string): ShelvedPrompt | null {
  const [, language = "", name = ""] = /^(id|en)\.([\w-]{1,60})$/.exec(prompt) ?? [];
  return name === "" ? null : { name: prompt, file: path.join(PROMPTS_FOLDER, language, `${name}.wav`) };
}

/** The queues of a switch: their orders reach its calls, and agents are rung where their phones can be reached. */
export function openQueues(
  options: Pick<AcdEngineOptions, "db" | "changeFeed" | "clock" | "ids" | "log" | "elapsedUs" | "switchId">,
  parts: {
    readonly calls: () => CallEngine;
    readonly targetsOf: (phoneId: string) => readonly Target[];
    readonly mayBook: CallbackPort["mayBook"];
    readonly callBack: CallbackPort["begin"];
  },
): RunningAcdEngine {
  const { db, changeFeed, clock, ids, log, elapsedUs, switchId } = options;
  return openAcdEngine({
    db,
    changeFeed,
    clock,
    ids,
    log,
    elapsedUs,
    switchId,
    tenantIds,
    order: (callId, order) => parts.calls().tell(callId, { input: "queue-order", order }),
    targetsOf: (_tenantId, phoneId) => parts.targetsOf(phoneId),
    callbacks: { mayBook: parts.mayBook, begin: parts.callBack },
  });
}

/** The desk that agents reach by codes of their phones; it gives the floor what they want, as the web desk does. */
export function openPhoneAgentService(
  options: Pick<FeatureCodeServiceOptions, "db" | "clock" | "ids" | "key"> & { readonly changeFeed: ChangeFeed },
): AgentPhoneService {
  const { db, clock, ids, key, changeFeed } = options;
  const acts = { order: orderAgentAct, find: findAgentCommand, announce: () => changeFeed.announce(QUEUE_COMMANDS) };
  return openFeatureCodeService({ db, clock, ids, key, acts, checkSecret: checkPassword });
}
